using Cairn.Foundation.Storage;

namespace Cairn.Schools;

/// <summary>One upload of a roster: the file, how far it is, and the report.</summary>
internal sealed class RosterImport : Owned<RosterImport>
{
    private RosterImport() { }

    public RosterImport(Id<District> district, Id<Person> startedBy, string fileSha256, string fileName, DateTimeOffset now) : base(district, now) =>
        (StartedById, FileSha256, FileName, StartedAt) = (startedBy, fileSha256, fileName, now);

    public Id<Person> StartedById { get; private set; }
    public string FileSha256 { get; private set; } = "";
    public string FileName { get; private set; } = "";
    public DateTimeOffset StartedAt { get; private set; }
    public RosterImportState State { get; set; }
    public int RowsDone { get; set; }
    public int RowsTotal { get; set; }

    /// <summary>The report as JSON: counts and problems by file, line and column.</summary>
    public string? Report { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}

internal enum RosterImportState { Waiting, Reading, Saving, Imported, Refused }
