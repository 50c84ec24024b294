namespace Cairn.Credentials.Baking;

/// <summary>Why a picture could not be baked or read. Codes are stable; texts for people are looked up by code.</summary>
/// <param name="Code">A stable name: <c>baking.png.crc</c>.</param>
/// <param name="Clause">The clause that was broken.</param>
/// <param name="Arguments">What the words need: a chunk's type, a limit in bytes.</param>
public sealed record BakingFailure(string Code, string Clause, params IReadOnlyList<string> Arguments)
{
    const string Png = "PNG 5.3 Chunk layout";
    const string PngText = "PNG 11.3.3.4 iTXt";
    const string BakedPng = "Open Badges 3.0, 5.3.1 Baked badge, PNG";
    const string BakedSvg = "Open Badges 3.0, 5.3.2 Baked badge, SVG";
    const string Local = "Cairn limits";

    internal static BakingFailure UnknownImage { get; } = new("baking.image.unknown", "Open Badges 3.0, 5.3 Baked badge");

    internal static BakingFailure ImageTooLarge(int limit) => new("baking.image.size", Local, $"{limit}");

    internal static BakingFailure CredentialTooLarge(int limit) => new("baking.credential.size", Local, $"{limit}");

    internal static BakingFailure CredentialForm { get; } = new("baking.credential.form", "Open Badges 3.0, 5.1 File format");
    internal static BakingFailure CredentialEncoding { get; } = new("baking.credential.encoding", "RFC 8259 8.1; XML 1.0 2.2 Char");
    internal static BakingFailure CredentialAbsent { get; } = new("baking.credential.absent", "Open Badges 3.0, 5.3 Baked badge");
    internal static BakingFailure CredentialTwice { get; } = new("baking.credential.twice", "Open Badges 3.0, 5.3 Baked badge");

    internal static BakingFailure PngSignature { get; } = new("baking.png.signature", "PNG 5.2 Signature");

    internal static BakingFailure PngTruncated(string chunk) => new("baking.png.truncated", Png, chunk);

    internal static BakingFailure PngChunkType { get; } = new("baking.png.type", Png);

    internal static BakingFailure PngChunkLength(string chunk) => new("baking.png.length", Png, chunk);

    internal static BakingFailure PngChecksum(string chunk) => new("baking.png.crc", "PNG 5.5 CRC", chunk);

    internal static BakingFailure PngOrder(string chunk) => new("baking.png.order", "PNG 5.6 Chunk ordering", chunk);

    internal static BakingFailure PngTextForm { get; } = new("baking.png.itxt", PngText);
    internal static BakingFailure PngInflate { get; } = new("baking.png.inflate", PngText);

    internal static BakingFailure PngForeignText(string chunk) => new("baking.png.keyword", BakedPng, chunk);

    internal static BakingFailure SvgMalformed(int line) => new("baking.svg.malformed", "XML 1.0", $"{line}");

    internal static BakingFailure SvgDocumentType { get; } = new("baking.svg.dtd", Local);

    internal static BakingFailure SvgRoot(string name) => new("baking.svg.root", "SVG 2, 5.1 svg element", name);

    internal static BakingFailure SvgAmbiguous { get; } = new("baking.svg.ambiguous", BakedSvg);
}
