namespace Cairn.Credentials.Proofs;

/// <summary>The document to sign, as bytes: it is read, and a proof is inserted, but it is never rewritten.</summary>
static class UnsecuredDocument
{
    public const int MostBytes = 4 * 1024 * 1024;
    const int MostDepth = 64;

    /// <summary>A document that has no proof yet.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        var document = ParseAny(json);
        if (!document.RootElement.TryGetProperty("proof", out _))
            return document;

        using (document)
            throw new SigningException(ProofFailure.HasProof);
    }

    /// <summary>A document with or without proofs.</summary>
    public static JsonDocument ParseAny(ReadOnlyMemory<byte> json)
    {
        var problem = StrictJson.TryParse(json, MostBytes, MostDepth, out var document);
        if (problem != JsonProblem.None)
            throw new SigningException(ProofFailure.NotJson(problem.ToString()));
        if (document!.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.EnumerateObject().MoveNext())
            return document;

        using (document)
            throw new SigningException(ProofFailure.NotAnObject);
    }

    /// <summary>Inserts <c>,"proof":[{…}]</c> after the last member; white space before the closing brace stays where it is.</summary>
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

    /// <summary>Inserts a proof after those that are there; a single one becomes an array of two.</summary>
    public static byte[] WithAnotherProof(ReadOnlySpan<byte> json, ReadOnlySpan<byte> proof, string proofValue)
    {
        var (start, end) = RangeOfProof(json);
        if (start < 0)
            return WithProof(json, proof, proofValue);

        byte[] added = [.. proof[..^1], .. Value, .. System.Text.Encoding.ASCII.GetBytes(proofValue), .. "\"}"u8];
        var existing = json[start..end];
        if (existing[0] != (byte)'[')
            return [.. json[..start], (byte)'[', .. existing, (byte)',', .. added, (byte)']', .. json[end..]];

        var last = existing[..^1].TrimEnd(" \t\r\n"u8);
        ReadOnlySpan<byte> comma = last.Length == 1 ? default : ","u8;
        return [.. json[..(start + last.Length)], .. comma, .. added, .. json[(start + last.Length)..]];
    }

    static (int Start, int End) RangeOfProof(ReadOnlySpan<byte> json)
    {
        var mark = json.StartsWith("\uFEFF"u8) ? 3 : 0;
        Utf8JsonReader reader = new(json[mark..]);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                continue;
            var isProof = reader.ValueTextEquals("proof"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isProof)
                return (mark + start, mark + (int)reader.BytesConsumed);
        }

        return (-1, -1);
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
