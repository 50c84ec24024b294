using System.Buffers.Text;

namespace Cairn.Credentials.Keys;

/// <summary>
/// <c>did:jwk</c>: an identifier that is a public JWK in base64url. It resolves without a network, cannot be rotated, and never expires.
/// Thread safe.
/// </summary>
public static class DidJwk
{
    const string Prefix = "did:jwk:";
    const int MostCharacters = 8 * 1024;
    const int MostDepth = 8;

    /// <summary>The DID of a key: <c>did:jwk:eyJ…</c>, of the JWK that <see cref="PublicKey.ToJwk"/> writes.</summary>
    public static string Create(PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Prefix + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key.ToJwk()));
    }

    /// <summary>The URL by which proofs name the key of that DID: <c>did:jwk:eyJ…#0</c>.</summary>
    public static string VerificationMethod(PublicKey key) => Create(key) + "#0";

    /// <summary>
    /// The document that a <c>did:jwk</c> stands for, or false if it is malformed or of an algorithm that Cairn does not verify.
    /// </summary>
    public static bool TryResolve(string did, [NotNullWhen(true)] out ControllerDocument? document) =>
        Resolve(did, out document) == KeyReading.Read;

    internal static KeyReading Resolve(string did, out ControllerDocument? document)
    {
        document = null;
        // did:jwk, "Read", steps 1 to 3: the method-specific identifier is base64url of a JWK.
        if (!did.StartsWith(Prefix, StringComparison.Ordinal) || did.Length > MostCharacters)
            return KeyReading.Malformed;
        if (!Base64UrlText.TryDecode(did.AsSpan(Prefix.Length), out var json))
            return KeyReading.Malformed;
        if (StrictJson.TryParse(json, MostCharacters, MostDepth, out var parsed) != JsonProblem.None)
            return KeyReading.Malformed;

        using (parsed)
        {
            var reading = JsonWebKey.ReadPublic(parsed!.RootElement, out var key);
            if (key is null)
                return reading;

            // Steps 4 and 5: one key, "#0"; a key for encryption makes no assertions.
            var id = did + "#0";
            HashSet<string> purposes = parsed.RootElement.Text("use") is "enc" ? [] : [id];
            document = new(did, [new(id, did, key)], purposes, purposes);
            return reading;
        }
    }
}
