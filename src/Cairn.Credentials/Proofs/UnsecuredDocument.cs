using System.Text.Json;

namespace Cairn.Credentials.Proofs;

/// <summary>The document to be signed, as bytes: it is read, and a proof is laid into it, but it is never written anew.</summary>
static class UnsecuredDocument
{
    const int MostBytes = 4 * 1024 * 1024;
    const int MostDepth = 64;

    public static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        var problem = StrictJson.TryParse(json, MostBytes, MostDepth, out var document);
        if (problem != JsonProblem.None)
            throw new SigningException(ProofFailure.NotJson(problem.ToString()));

        var root = document!.RootElement;
        if (root.ValueKind == JsonValueKind.Object && root.EnumerateObject().MoveNext() && !root.TryGetProperty("proof", out _))
            return document;

        using (document)
            throw new SigningException(
                root.ValueKind == JsonValueKind.Object && root.TryGetProperty("proof", out _)
                    ? ProofFailure.HasProof
                    : ProofFailure.NotAnObject
            );
    }

    /// <summary>Lays <c>,"proof":[{…}]</c> behind the last member; white space before the closing brace stays where it is.</summary>
    public static byte[] WithProof(ReadOnlySpan<byte> json, ReadOnlySpan<byte> proof, string proofValue)
    {
        proof = proof[..^1];
        var members = json.TrimEnd(" \t\r\n"u8)[..^1].TrimEnd(" \t\r\n"u8).Length;

        var signed = new byte[json.Length + Before.Length + proof.Length + Value.Length + proofValue.Length + After.Length];
        var rest = signed.AsSpan();
        Put(json[..members], ref rest);
        Put(Before, ref rest);
        Put(proof, ref rest);
        Put(Value, ref rest);
        System.Text.Ascii.FromUtf16(proofValue, rest, out var written);
        rest = rest[written..];
        Put(After, ref rest);
        Put(json[members..], ref rest);
        return signed;
    }

    static ReadOnlySpan<byte> Before => ",\"proof\":["u8;

    static ReadOnlySpan<byte> Value => ",\"proofValue\":\""u8;

    static ReadOnlySpan<byte> After => "\"}]"u8;

    static void Put(ReadOnlySpan<byte> part, ref Span<byte> rest)
    {
        part.CopyTo(rest);
        rest = rest[part.Length..];
    }
}
