using System.Xml;

namespace Cairn.Credentials.Baking;

/// <summary>
/// Credentials in SVG pictures: an <c>openbadges:credential</c> element directly after the <c>svg</c> start tag, with JSON as its
/// CDATA body or a compact JWS in its <c>verify</c> attribute (Open Badges 3.0, 5.3.2). A document type is skipped; one with its own
/// declarations is refused; nothing outside the file is loaded. Thread-safe.
/// </summary>
public static class SvgBaking
{
    internal const string Element = "credential";
    internal const string BadgeNamespace = "https://purl.imsglobal.org/ob/v3p0";
    internal const string SvgNamespace = "http://www.w3.org/2000/svg";

    /// <summary>Bakes the credential in; any earlier one is replaced.</summary>
    /// <param name="svg">The picture, 32 MiB at the most.</param>
    /// <param name="credential">The signed credential: JSON or compact JWS in UTF-8, 4 MiB at the most.</param>
    /// <exception cref="ArgumentException">Not a valid SVG or not a credential; <see cref="TryBake"/> says why without
    /// throwing.</exception>
    public static byte[] Bake(ReadOnlySpan<byte> svg, ReadOnlySpan<byte> credential) =>
        TryBake(svg, credential, out var baked, out var failure) ? baked : throw new ArgumentException(failure.Code, nameof(svg));

    /// <summary>As <see cref="Bake"/>, for pictures and credentials from outside.</summary>
    /// <param name="svg">The picture.</param>
    /// <param name="credential">The signed credential.</param>
    /// <param name="baked">The picture with its credential, in UTF-8; empty on failure.</param>
    /// <param name="failure">Why not; null on success.</param>
    public static bool TryBake(
        ReadOnlySpan<byte> svg,
        ReadOnlySpan<byte> credential,
        out byte[] baked,
        [NotNullWhen(false)] out BakingFailure? failure
    )
    {
        baked = [];
        failure = BakedCredential.Check(credential) ?? Unread(svg);
        if (failure is not null)
            return false;

        var text = Encoding.UTF8.GetString(credential);
        if (!IsXmlText(text))
        {
            failure = BakingFailure.CredentialEncoding;
            return false;
        }

        try
        {
            using var reader = SvgReading.Open(svg);
            using var output = new MemoryStream(svg.Length + credential.Length + 256);
            failure = SvgReading.CopyWith(reader, output, BakedCredential.IsJson(credential), text);
            if (failure is null)
                baked = output.ToArray();
        }
        catch (XmlException problem)
        {
            failure = BakingFailure.SvgMalformed(problem.LineNumber);
        }

        return failure is null;
    }

    /// <summary>Reads the credential out.</summary>
    /// <param name="svg">The picture, 32 MiB at the most.</param>
    /// <param name="credential">The credential as it was baked, byte for byte; empty on failure.</param>
    /// <param name="failure">Why not; null on success.</param>
    public static bool TryExtract(ReadOnlySpan<byte> svg, out byte[] credential, [NotNullWhen(false)] out BakingFailure? failure)
    {
        credential = [];
        failure = Find(svg, Element, BadgeNamespace, out var found);
        if (failure is null && found is { Verify.Length: > 0, Body.Length: > 0 })
            failure = BakingFailure.SvgAmbiguous;
        if (failure is not null)
            return false;

        var text = Encoding.UTF8.GetBytes(found.Verify.Length > 0 ? found.Verify : found.Body);
        failure = BakedCredential.Check(text);
        if (failure is null)
            credential = text;
        return failure is null;
    }

    /// <summary>
    /// Whether a drawing's document type has declarations of its own, an internal subset, which Cairn does not read: what they abbreviate
    /// would be missing.
    /// </summary>
    /// <param name="svg">The picture; its first 16 Ki characters are looked at.</param>
    public static bool HasInternalSubset(ReadOnlySpan<byte> svg) => XmlProlog.HasInternalSubset(svg);

    /// <summary>The only element of a name.</summary>
    internal static BakingFailure? Find(ReadOnlySpan<byte> svg, string element, string space, out (string Verify, string Body) found)
    {
        found = ("", "");
        if (Unread(svg) is { } failure)
            return failure;

        try
        {
            using var reader = SvgReading.Open(svg);
            return SvgReading.Find(reader, element, space, out found);
        }
        catch (XmlException problem)
        {
            return BakingFailure.SvgMalformed(problem.LineNumber);
        }
    }

    /// <summary>Whether the file begins as an XML document does: an optional byte order mark, white space, a tag.</summary>
    internal static bool IsXml(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith(Encoding.UTF8.Preamble))
            file = file[3..];
        var start = file.TrimStart(" \t\r\n"u8);
        return start.StartsWith("<"u8)
            || file.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe, (byte)'<', 0])
            || file.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff, 0, (byte)'<']);
    }

    // What is not looked into.
    static BakingFailure? Unread(ReadOnlySpan<byte> svg) =>
        svg.Length > BakedCredential.MaxImageBytes ? BakingFailure.ImageTooLarge(BakedCredential.MaxImageBytes)
        : HasInternalSubset(svg) ? BakingFailure.SvgDocumentType
        : null;

    // XML 1.0 2.2: some characters have no form in XML at all, not even as a reference. XmlConvert needs surrogates in pairs, and UTF-8
    // gave us pairs.
    static bool IsXmlText(string text)
    {
        foreach (var c in text)
            if (!XmlConvert.IsXmlChar(c) && !char.IsSurrogate(c))
                return false;

        return true;
    }
}
