namespace Cairn.Schools.Rosters;

/// <summary>One upload of a roster: the file, its progress, and the report. All of a roster is imported or nothing.</summary>
internal sealed class RosterImport : Owned<RosterImport>
{
    private RosterImport() { }

    private RosterImport(Actor startedBy, string fileSha256, string fileName, bool manyMayLeave, DateTimeOffset now)
        : base(startedBy.DistrictId, now) =>
        (StartedById, FileSha256, FileName, ManyMayLeave, StartedAt) = (startedBy.PersonId, fileSha256, fileName, manyMayLeave, now);

    public Id<Person> StartedById { get; private set; }
    public string FileSha256 { get; private set; } = "";
    public string FileName { get; private set; } = "";

    /// <summary>
    /// Somebody confirmed that a large part of the people really leaves; otherwise such a roster is taken for the wrong one.
    /// </summary>
    public bool ManyMayLeave { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }
    public RosterImportState State { get; private set; }
    public int RowsDone { get; private set; }
    public int RowsTotal { get; private set; }

    /// <summary>A <see cref="Rosters.RosterImportReport"/> as JSON; null until it is read.</summary>
    public string? Report { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public bool IsUnderWay => EndedAt is null;

    /// <summary>A roster covers the whole district, so it takes an operator of the whole district.</summary>
    public static Outcome<RosterImport> Ask(Actor actor, string fileSha256, string fileName, bool manyMayLeave, DateTimeOffset now) =>
        MayImport(actor) ? new RosterImport(actor, fileSha256, fileName, manyMayLeave, now) : Refusal.Forbidden("schools.not-an-operator");

    /// <summary>Checked when the file arrives and again when it is imported, which may be later.</summary>
    public static bool MayImport(Actor? actor) => actor?.HasEverywhere(SchoolRole.Operator) is true;

    public void BeginReading() => State = RosterImportState.Reading;

    public void BeginSaving(int rows) => (State, RowsTotal) = (RosterImportState.Saving, rows);

    public void Refuse(string report, DateTimeOffset now) => End(RosterImportState.Refused, report, now);

    public void Finish(string report, DateTimeOffset now)
    {
        RowsDone = RowsTotal;
        End(RosterImportState.Imported, report, now);
    }

    private void End(RosterImportState state, string report, DateTimeOffset now) => (State, Report, EndedAt) = (state, report, now);
}

internal enum RosterImportState
{
    Waiting,
    Reading,
    Saving,
    Imported,
    Refused,
}

internal sealed class RosterImportTable : IEntityTypeConfiguration<RosterImport>
{
    public void Configure(EntityTypeBuilder<RosterImport> table) => table.BelongsTo<RosterImport, Person>(nameof(RosterImport.StartedById));
}
