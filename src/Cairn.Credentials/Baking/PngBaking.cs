namespace Cairn.Credentials.Baking;

/// <summary>
/// Credentials in PNG pictures: one uncompressed <c>iTXt</c> chunk with the keyword <c>openbadgecredential</c>
/// (Open Badges 3.0, 5.3.1). Thread-safe.
/// </summary>
public static class PngBaking
{
    internal const string Keyword = "openbadgecredential";

    /// <summary>Bakes the credential in; any earlier one is replaced. The picture's own chunks stay as they are.</summary>
    /// <param name="png">The picture, 32 MiB at the most.</param>
    /// <param name="credential">The signed credential: JSON or compact JWS in UTF-8, 4 MiB at the most.</param>
    /// <exception cref="ArgumentException">Not a valid PNG or not a credential; <see cref="TryBake"/> says why without
    /// throwing.</exception>
    public static byte[] Bake(ReadOnlySpan<byte> png, ReadOnlySpan<byte> credential) =>
        TryBake(png, credential, out var baked, out var failure) ? baked : throw new ArgumentException(failure.Code, nameof(png));

    /// <summary>As <see cref="Bake"/>, for pictures and credentials from outside.</summary>
    /// <param name="png">The picture.</param>
    /// <param name="credential">The signed credential.</param>
    /// <param name="baked">The picture with its credential; empty on failure.</param>
    /// <param name="failure">Why not; null on success.</param>
    public static bool TryBake(
        ReadOnlySpan<byte> png,
        ReadOnlySpan<byte> credential,
        out byte[] baked,
        [NotNullWhen(false)] out BakingFailure? failure
    )
    {
        baked = [];
        failure = BakedCredential.Check(credential);
        if (failure is not null)
            return false;

        var chunks = new PngChunks(png);
        using var output = new MemoryStream(png.Length + credential.Length + 64);
        output.Write(PngChunks.Signature);
        while (chunks.MoveNext())
        {
            if (HasKeyword(chunks, Keyword))
                continue;

            output.Write(chunks.Whole);
            // iTXt may be anywhere between IHDR and IEND (PNG 5.6); it comes first, so that a streaming reader meets it early.
            if (chunks.Type.SequenceEqual("IHDR"u8))
                PngChunks.Write(output, "iTXt"u8, Text(credential));
        }

        failure = chunks.Failure;
        if (failure is not null)
            return false;

        baked = output.ToArray();
        return true;
    }

    /// <summary>Reads the credential out.</summary>
    /// <param name="png">The picture, 32 MiB at the most.</param>
    /// <param name="credential">The credential as it was baked, byte for byte; empty on failure.</param>
    /// <param name="failure">Why not; null on success.</param>
    public static bool TryExtract(ReadOnlySpan<byte> png, out byte[] credential, [NotNullWhen(false)] out BakingFailure? failure)
    {
        credential = [];
        failure = Find(png, Keyword, plainText: false, out var found) ?? BakedCredential.Check(found);
        if (failure is not null)
            return false;

        credential = found;
        return true;
    }

    /// <summary>The only text under a keyword.</summary>
    /// <param name="png">The picture.</param>
    /// <param name="keyword">The keyword.</param>
    /// <param name="plainText">Whether a <c>tEXt</c> chunk counts, as in Open Badges 1 and 2.</param>
    /// <param name="text">The text's bytes.</param>
    internal static BakingFailure? Find(ReadOnlySpan<byte> png, string keyword, bool plainText, out byte[] text)
    {
        byte[]? found = null;
        text = [];
        BakingFailure? failure = null;
        var chunks = new PngChunks(png);
        while (failure is null && chunks.MoveNext())
        {
            if (!HasKeyword(chunks, keyword))
                continue;

            if (found is not null)
                failure = BakingFailure.CredentialTwice;
            else if (chunks.Type.SequenceEqual("iTXt"u8))
                failure = PngText.TryRead(chunks.Data[keyword.Length..], out found);
            else if (plainText && chunks.Type.SequenceEqual("tEXt"u8))
                found = chunks.Data[(keyword.Length + 1)..].ToArray();
            else
                failure = BakingFailure.PngForeignText(Encoding.ASCII.GetString(chunks.Type));
        }

        text = found ?? [];
        return failure ?? chunks.Failure ?? (found is null ? BakingFailure.CredentialAbsent : null);
    }

    internal static bool IsPng(ReadOnlySpan<byte> file) => file.StartsWith(PngChunks.Signature);

    static bool HasKeyword(in PngChunks chunk, string keyword) =>
        (chunk.Type.SequenceEqual("iTXt"u8) || chunk.Type.SequenceEqual("tEXt"u8) || chunk.Type.SequenceEqual("zTXt"u8))
        && chunk.Data.Length > keyword.Length
        && Ascii.Equals(chunk.Data[..keyword.Length], keyword)
        && chunk.Data[keyword.Length] == 0;

    // PNG 11.3.3.4: keyword, 0, compression flag, compression method, language tag, 0, translated keyword, 0, text.
    static byte[] Text(ReadOnlySpan<byte> credential) => [.. Encoding.ASCII.GetBytes(Keyword), 0, 0, 0, 0, 0, .. credential];
}
