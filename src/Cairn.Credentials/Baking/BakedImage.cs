namespace Cairn.Credentials.Baking;

/// <summary>Reads the credential out of a baked badge, PNG or SVG, told apart by content. Thread-safe.</summary>
public static class BakedImage
{
    /// <summary>Whether the file is a picture that holds exactly one well-formed credential.</summary>
    /// <param name="file">The file's bytes, at most 32 MiB.</param> <param name="credential">The credential as it was baked, byte for byte:
    /// JSON or compact JWS in UTF-8; empty if there is none.</param>
    public static bool TryExtract(ReadOnlySpan<byte> file, out byte[] credential) => TryExtract(file, out credential, out _);

    /// <summary>As <see cref="TryExtract(ReadOnlySpan{byte}, out byte[])"/>, with the reason for a refusal.</summary>
    /// <param name="file">The file's bytes, 32 MiB at the most.</param>
    /// <param name="credential">The credential as it was baked; empty when there is none.</param>
    /// <param name="failure">Why not; null on success.</param>
    public static bool TryExtract(ReadOnlySpan<byte> file, out byte[] credential, [NotNullWhen(false)] out BakingFailure? failure)
    {
        if (PngBaking.IsPng(file))
            return PngBaking.TryExtract(file, out credential, out failure);
        if (SvgBaking.IsXml(file))
            return SvgBaking.TryExtract(file, out credential, out failure);

        credential = [];
        failure = BakingFailure.UnknownImage;
        return false;
    }

    /// <summary>Bakes into a PNG or an SVG, told apart by content; a credential already there is replaced.</summary>
    /// <param name="image">The picture, 32 MiB at the most.</param>
    /// <param name="credential">The signed credential: JSON or compact JWS in UTF-8, 4 MiB at the most.</param>
    /// <param name="baked">The picture with its credential; empty on failure.</param>
    /// <param name="failure">Why not; null on success.</param>
    public static bool TryBake(
        ReadOnlySpan<byte> image,
        ReadOnlySpan<byte> credential,
        out byte[] baked,
        [NotNullWhen(false)] out BakingFailure? failure
    )
    {
        if (PngBaking.IsPng(image))
            return PngBaking.TryBake(image, credential, out baked, out failure);
        if (SvgBaking.IsXml(image))
            return SvgBaking.TryBake(image, credential, out baked, out failure);

        baked = [];
        failure = BakingFailure.UnknownImage;
        return false;
    }
}
