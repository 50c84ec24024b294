namespace Cairn.Credentials.Baking;

/// <summary>
/// Reads what Open Badges 1 and 2 baked into PNG (<c>openbadges</c> in <c>iTXt</c> or <c>tEXt</c>) and SVG (<c>openbadges:assertion</c>).
/// Such badges are read, never written. Thread-safe.
/// </summary>
static class OpenBadges2Image
{
    const int MostDepth = 64;

    /// <summary>Whether the file is a picture that holds exactly one assertion of Open Badges 2.0 or earlier.</summary>
    /// <param name="file">The file's bytes, 32 MiB at the most.</param>
    /// <param name="assertion">Byte for byte: a JSON assertion, a compact JWS, or the address of a hosted assertion; empty when there is
    /// none.</param>
    /// <param name="failure">Why not; null on success.</param>
    public static bool TryExtract(ReadOnlySpan<byte> file, out byte[] assertion, [NotNullWhen(false)] out BakingFailure? failure)
    {
        byte[] found = [];
        // Open Badges Baking 2.0: PNG, SVG.
        failure =
            PngBaking.IsPng(file) ? PngBaking.Find(file, "openbadges", plainText: true, out found)
            : SvgBaking.IsXml(file) ? InSvg(file, out found)
            : BakingFailure.UnknownImage;
        failure ??= BakedCredential.CheckAssertion(found);
        assertion = failure is null ? found : [];
        return failure is null;
    }

    // Baking 2.0, SVG: a hosted badge has its address in "verify" and its JSON in the body, with that address as its id; a signed one has
    // only the JWS, in "verify".
    static BakingFailure? InSvg(ReadOnlySpan<byte> file, out byte[] assertion)
    {
        var failure = SvgBaking.Find(file, "assertion", "http://openbadges.org", out var found);
        assertion = Encoding.UTF8.GetBytes(found.Body.Length > 0 ? found.Body : found.Verify);
        return failure is null && found is { Verify.Length: > 0, Body.Length: > 0 } && !IsAt(assertion, found.Verify)
            ? BakingFailure.SvgAmbiguous
            : failure;
    }

    static bool IsAt(ReadOnlyMemory<byte> assertion, string address)
    {
        if (StrictJson.TryParse(assertion, BakedCredential.MaxBytes, MostDepth, out var document) != JsonProblem.None)
            return false;
        using (document)
            return document!.RootElement.Text("id") == address;
    }
}
