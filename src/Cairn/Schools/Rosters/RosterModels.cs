using Cairn.Schools.Rosters.Reading;

namespace Cairn.Schools.Rosters;

internal sealed record RosterStatus(
    Id<RosterImport> Id,
    string FileName,
    string FileSha256,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    RosterImportState State,
    int RowsDone,
    int RowsTotal,
    int? Errors,
    int? Warnings,
    IReadOnlyDictionary<string, int>? Rows,
    IReadOnlyList<RosterChange>? Changes
)
{
    /// <summary>More problems than the report lists.</summary>
    [JsonIgnore]
    public int NotListed { get; private init; }

    public static RosterStatus Of(RosterImport import, int? rowsDone = null)
    {
        var report = RosterImportReport.Parse(import.Report);
        return new RosterStatus(
            import.Id,
            import.FileName,
            import.FileSha256,
            import.StartedAt,
            import.EndedAt,
            import.State,
            rowsDone ?? import.RowsDone,
            import.RowsTotal,
            report?.Errors,
            report?.Warnings,
            report?.Rows,
            report?.Changes.Select(tally => new RosterChange(tally.Kind, tally.Added, tally.Changed, tally.Ended)).ToList()
        )
        {
            NotListed = report?.NotListed ?? 0,
        };
    }
}

internal sealed record RosterLine(Id<RosterImport> Id, string FileName, DateTimeOffset At, string By, RosterImportState State);

/// <summary>The form that takes a roster, and the imports before.</summary>
public sealed class RosterListModel
{
    internal RosterListModel(Form form, ListOf<RosterLine> imports, bool further, bool fresh) =>
        (Form, Imports, Further, Fresh) = (form, imports, further, fresh);

    internal Form Form { get; }
    internal ListOf<RosterLine> Imports { get; }
    internal bool Further { get; }

    /// <summary>A roster can be imported now; otherwise the reader must first prove who they are.</summary>
    internal bool Fresh { get; }
}

/// <summary>An import: its progress, then what it found and did.</summary>
public sealed class RosterImportModel
{
    internal RosterImportModel(RosterStatus import, string by, IReadOnlyList<RosterNote> problems) =>
        (Import, By, Problems) = (import, by, [.. problems.OrderBy(problem => problem.Severity, StringComparer.Ordinal)]);

    internal RosterStatus Import { get; }
    internal string By { get; }
    internal IReadOnlyList<RosterNote> Problems { get; }
    internal string Url => $"/rosters/{Import.Id}";
    internal bool UnderWay => Import.EndedAt is null;
    internal bool Imported => Import.State is RosterImportState.Imported;
    internal IReadOnlyList<RosterChange> Changes => Import.Changes ?? [];
    internal bool NothingChanged => Changes.All(change => change.Added + change.Changed + change.Ended == 0);
}

public sealed record RosterChange(string Kind, int Added, int Changed, int Ended);

/// <summary>One problem with its sentence; <c>Code</c> and <c>Severity</c> stay the same in every language.</summary>
public sealed record RosterNote(string Severity, string Code, string File, int Line, string Column, string Value, string Sentence)
{
    public Tone Tone => Severity == "error" ? Tone.Danger : Tone.Plain;

    /// <summary>An import's problems, as far as its report lists them.</summary>
    internal static IReadOnlyList<RosterNote> Of(RosterImport import, IStringLocalizer<Texts> texts) =>
        [.. RosterImportReport.Parse(import.Report)?.Problems.Select(problem => Of(problem, texts)) ?? []];

    private static RosterNote Of(RosterProblem problem, IStringLocalizer<Texts> texts) =>
        new(
            problem.Severity == RosterSeverity.Error ? "error" : "warning",
            problem.Code,
            problem.File,
            problem.Line,
            problem.Column,
            problem.Value,
            texts["Roster.Problem." + problem.Code, [.. problem.Arguments]]
        );
}
