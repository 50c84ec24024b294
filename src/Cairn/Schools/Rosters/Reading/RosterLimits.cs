namespace Cairn.Schools.Rosters.Reading;

/// <summary>
/// What a roster may cost before it is refused (design.md, rule 11). A district of 100,000 learners fits several times over.
/// </summary>
internal sealed record RosterLimits
{
    public static readonly RosterLimits Default = new();

    /// <summary>Bytes of the upload, a ZIP or all files together.</summary>
    public long UploadBytes { get; init; } = 50L << 20;

    /// <summary>Bytes of one file, unpacked.</summary>
    public long FileBytes { get; init; } = 256L << 20;

    /// <summary>Entries of a ZIP, folders included.</summary>
    public int Entries { get; init; } = 64;

    public int RowsPerFile { get; init; } = 2_000_000;

    /// <summary>Characters of one row: what an unclosed quotation mark can swallow.</summary>
    public int RowCharacters { get; init; } = 128 * 1024;

    public int ListedPerKind { get; init; } = 100;
    public int Listed { get; init; } = 2_000;
}
