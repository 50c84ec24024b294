using System.Security.Cryptography;
using System.Text.Json;
using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Verification;

/// <summary>
/// Resources that a credential names with their digest are what they were (VC Data Model 2.0, section 5.3, Integrity of Related Resources): shape, one
/// entry for each, a digest, and the digest of what is fetched.
/// </summary>
static class RelatedResourceCheck
{
    const string Name = CheckNames.RelatedResources;
    const string Clause = "VC Data Model 2.0, 5.3 Integrity of Related Resources";

    public static async ValueTask<IReadOnlyList<Check>> RunAsync(JsonElement credential, VerificationSession session)
    {
        if (credential.Member("relatedResource") is null)
            return [];
        var resources = credential.Items("relatedResource");
        if (Malformed(resources) is { } malformed)
            return [malformed];
        if (resources.Count > session.Options.Limits.Documents)
            return [Check.Fail(Name, "related.too-many", "Cairn limits", $"{session.Options.Limits.Documents}")];

        List<Check> checks = [];
        foreach (var resource in resources)
            checks.Add(await JudgeAsync(resource, session));
        var whole =
            checks.Find(check => check.Outcome == Outcome.Fail)
            ?? checks.Find(check => check.Outcome == Outcome.NotDeterminable)
            ?? checks[0];
        return checks.Count == 1 ? [whole] : [whole, .. checks.Select((check, index) => check with { Item = index + 1, Counts = false })];
    }

    // "The value of the relatedResource property MUST be one or more objects"; "MUST contain an id, a URL"; "MUST NOT specify a resource twice";
    // "Each object MUST contain at least a digestSRI or a digestMultibase value".
    static Check? Malformed(IReadOnlyList<JsonElement> resources)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        if (resources.Count == 0)
            return Check.Fail(Name, "related.malformed", Clause, "relatedResource");
        foreach (var resource in resources)
        {
            if (resource.Text("id") is not { } id || !Uri.TryCreate(id, UriKind.Absolute, out _))
                return Check.Fail(Name, "related.malformed", Clause, "relatedResource.id");
            if (!seen.Add(id))
                return Check.Fail(Name, "related.twice", Clause, id);
            if (resource.Items("digestSRI").Count + resource.Items("digestMultibase").Count == 0)
                return Check.Fail(Name, "related.no-digest", Clause, id);
        }

        return null;
    }

    static async ValueTask<Check> JudgeAsync(JsonElement resource, VerificationSession session)
    {
        var id = resource.Text("id")!;
        List<(string Algorithm, byte[] Digest)> digests = [];
        foreach (var text in resource.Items("digestSRI").Concat(resource.Items("digestMultibase")))
        {
            if (Digest(text) is not { } digest)
                return Check.Fail(Name, "related.malformed", Clause, "relatedResource.digest");
            digests.Add(digest);
        }

        if (session.IsOffline)
            return Check.NotDeterminable(Name, "related.offline", Clause, id) with { Counts = false };
        var loaded = await session.LoadAsync(new(id));
        if (loaded.Problem is { } problem)
            return Check.NotDeterminable(Name, "related.unreachable", Clause, id, problem) with { Counts = false };

        // "All digests MUST match."
        foreach (var (algorithm, digest) in digests)
            if (!Hash(algorithm, loaded.Content.Span).AsSpan().SequenceEqual(digest))
                return Check.Fail(Name, "related.changed", Clause, id);
        return Check.Pass(Name, "related.unchanged", Clause, id);
    }

    /// <summary>Subresource Integrity, 3.1, <c>sha256-…</c> in base64; or a multihash (0x12 SHA-256, 0x20 SHA-384, 0x13 SHA-512) in multibase.</summary>
    static (string Algorithm, byte[] Digest)? Digest(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return null;
        var text = value.GetString()!;
        foreach (var (algorithm, length) in ((string, int)[])[("sha256", 32), ("sha384", 48), ("sha512", 64)])
        {
            if (!text.StartsWith(algorithm + "-", StringComparison.Ordinal))
                continue;
            var bytes = new byte[length + 2];
            return Convert.TryFromBase64String(text[(algorithm.Length + 1)..], bytes, out var written) && written == length
                ? (algorithm, bytes[..length])
                : null;
        }

        Span<byte> multihash = stackalloc byte[66];
        if (!Multibase.TryDecode(text, multihash, out var count) || count < 2 || multihash[1] != count - 2)
            return null;
        return (multihash[0], count) switch
        {
            (0x12, 34) => ("sha256", multihash[2..count].ToArray()),
            (0x20, 50) => ("sha384", multihash[2..count].ToArray()),
            (0x13, 66) => ("sha512", multihash[2..count].ToArray()),
            _ => null,
        };
    }

    static byte[] Hash(string algorithm, ReadOnlySpan<byte> bytes) =>
        algorithm switch
        {
            "sha384" => SHA384.HashData(bytes),
            "sha512" => SHA512.HashData(bytes),
            _ => SHA256.HashData(bytes),
        };
}
