using System.Diagnostics.CodeAnalysis;

namespace Cairn.Credentials.Baking;

/// <summary>
/// Reads what Open Badges 1 and 2 baked into PNG (<c>openbadges</c> in <c>iTXt</c> or <c>tEXt</c>) and SVG (<c>openbadges:assertion</c>). Such
/// badges are read, never written. Thread-safe.
/// </summary>
static class OpenBadges2Image
{
    /// <summary>Whether the file is a picture that holds exactly one assertion of Open Badges 2.0 or earlier.</summary>
    /// <param name="file">The file's bytes, 32 MiB at the most.</param>
    /// <param name="assertion">Byte for byte: a JSON assertion, a compact JWS, or the address of a hosted assertion; empty when there is none.</param>
    /// <param name="failure">Why not; null on success.</param>
    public static bool TryExtract(ReadOnlySpan<byte> file, out byte[] assertion, [NotNullWhen(false)] out BakingFailure? failure)
    {
        byte[] found = [];
        // Open Badges Baking 2.0: PNG, SVG.
        failure = PngBaking.IsPng(file) ? PngBaking.Find(file, "openbadges", plainText: true, out found)
            : SvgBaking.IsXml(file) ? SvgBaking.Find(file, "assertion", "http://openbadges.org", out found)
            : BakingFailure.UnknownImage;
        failure ??= BakedCredential.CheckAssertion(found);
        assertion = failure is null ? found : [];
        return failure is null;
    }
}
