namespace Cairn.Credentials.Keys;

/// <summary>
/// <c>did:key</c> (W3C CCG, "The did:key Method"): an identifier that is the key itself. It resolves without a network, cannot be
/// rotated, and never expires. Thread safe.
/// </summary>
public static class DidKey
{
    const string Prefix = "did:key:";

    /// <summary>The DID of a key: <c>did:key:z6Mk…</c>, <c>did:key:zDna…</c>, <c>did:key:z82L…</c>.</summary>
    /// <exception cref="InvalidOperationException">An RSA key.</exception>
    public static string Create(PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Prefix + key.ToMultikey();
    }

    /// <summary>The URL by which proofs name the key of that DID: <c>did:key:z6Mk…#z6Mk…</c>.</summary>
    public static string VerificationMethod(PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var multikey = key.ToMultikey();
        return $"{Prefix}{multikey}#{multikey}";
    }

    /// <summary>
    /// The document that a <c>did:key</c> stands for, or false if it is malformed or of an algorithm that Cairn does not verify.
    /// </summary>
    public static bool TryResolve(string did, [NotNullWhen(true)] out ControllerDocument? document) =>
        Resolve(did, out document) == KeyReading.Read;

    internal static KeyReading Resolve(string did, out ControllerDocument? document)
    {
        document = null;
        if (!did.StartsWith(Prefix, StringComparison.Ordinal))
            return KeyReading.Malformed;

        var multikey = did.AsSpan(Prefix.Length);
        var reading = Multikey.ReadPublic(multikey, out var key);
        if (key is null)
            return reading;

        // did:key, "Document Creation Algorithm": one key, for every relationship, its fragment the key again.
        var id = string.Concat(did, "#", multikey);
        document = new(did, [new(id, did, key)], [id], [id]);
        return reading;
    }
}
