using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Verification;

/// <summary>
/// One digest of a resource (VC Data Model 2.0, section 5.3): <c>digestSRI</c>, Subresource Integrity 3.1, <c>sha256-…</c> in base64, where
/// one may stand for several contents; or <c>digestMultibase</c>, a multihash (0x12 SHA-256, 0x20 SHA-384, 0x13 SHA-512) in multibase.
/// </summary>
sealed record ResourceDigest(string Algorithm, params IReadOnlyList<byte[]> Values)
{
    static readonly char[] WhiteSpace = [' ', '\t', '\n', '\f', '\r'];

    // The weakest first.
    static readonly (string Name, int Length)[] Algorithms = [("sha256", 32), ("sha384", 48), ("sha512", 64)];

    /// <summary>How many digests an object states, readable or not.</summary>
    public static int Count(JsonElement resource) => resource.Items("digestSRI").Count + resource.Items("digestMultibase").Count;

    /// <summary>All digests that an object states; null if one of them is malformed.</summary>
    public static IReadOnlyList<ResourceDigest>? Of(JsonElement resource)
    {
        List<ResourceDigest> digests = [];
        foreach (var text in resource.Items("digestSRI"))
        {
            if (Sri(text) is not { } digest)
                return null;
            digests.Add(digest);
        }

        foreach (var text in resource.Items("digestMultibase"))
        {
            if (Multihash(text) is not { } digest)
                return null;
            digests.Add(digest);
        }

        return digests;
    }

    public bool Matches(ReadOnlySpan<byte> content) =>
        Algorithm switch
        {
            "sha384" => SHA384.HashData(content),
            "sha512" => SHA512.HashData(content),
            _ => SHA256.HashData(content),
        }
            is var hash
        && Values.Any(value => value.AsSpan().SequenceEqual(hash));

    // Subresource Integrity, 3.3.3 Parse metadata: digests between white space, options after a question mark; unknown algorithms are
    // skipped. 3.3.4 Get the strongest metadata from set: only the strongest count, and any of them will do.
    static ResourceDigest? Sri(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        ResourceDigest? strongest = null;
        foreach (var token in text.Split(WhiteSpace, StringSplitOptions.RemoveEmptyEntries))
        {
            var dash = token.IndexOf('-', StringComparison.Ordinal);
            if (dash < 0 || Array.FindIndex(Algorithms, known => known.Name == token[..dash]) is not (>= 0 and var strength))
                continue;
            var (algorithm, length) = Algorithms[strength];
            var digest = token[(dash + 1)..].Split('?')[0];
            var bytes = new byte[length + 2];
            if (!Convert.TryFromBase64String(digest, bytes, out var written) || written != length)
                return null;
            if (strongest is null || strength > Array.FindIndex(Algorithms, known => known.Name == strongest.Algorithm))
                strongest = new(algorithm, bytes[..length]);
            else if (strongest.Algorithm == algorithm)
                strongest = new(algorithm, [.. strongest.Values, bytes[..length]]);
        }

        return strongest;
    }

    static ResourceDigest? Multihash(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        Span<byte> multihash = stackalloc byte[66];
        if (!Multibase.TryDecode(text, multihash, out var count) || count < 2)
            return null;
        // NOTE: the examples of VC Data Model 2.0 write only the SHA-256 digest, without the two bytes before it.
        if (count == 32)
            return new("sha256", multihash[..count].ToArray());
        if (multihash[1] != count - 2)
            return null;
        return (multihash[0], count) switch
        {
            (0x12, 34) => new("sha256", multihash[2..count].ToArray()),
            (0x20, 50) => new("sha384", multihash[2..count].ToArray()),
            (0x13, 66) => new("sha512", multihash[2..count].ToArray()),
            _ => null,
        };
    }
}
