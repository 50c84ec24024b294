using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Schools.Rosters.Reading;
using Microsoft.Extensions.Localization;

namespace Cairn.Schools.Rosters;

/// <param name="Fresh">A roster can be imported now; else the reader says first who they are.</param>
public sealed record RosterListModel(Form Form, IReadOnlyList<RosterLine> Imports, string? Next, bool Further, bool Fresh);

public sealed record RosterLine(string Url, string FileName, DateTimeOffset At, string By, string State);

/// <summary>An import as a page and a program see it: where it stands, then what it found and did.</summary>
public sealed record RosterImportModel(
    string Url,
    string FileName,
    DateTimeOffset At,
    string By,
    string State,
    bool UnderWay,
    int RowsDone,
    int RowsTotal,
    int Errors,
    int Warnings,
    int NotListed,
    IReadOnlyList<KeyValuePair<string, int>> Rows,
    IReadOnlyList<RosterChange> Changes,
    IReadOnlyList<RosterNote> Problems
)
{
    public bool NothingChanged => Changes.All(change => change.Added + change.Changed + change.Ended == 0);

    internal static string UrlOf(RosterImport import) => $"/rosters/{import.Id}";

    internal static RosterImportModel Of(RosterImport import, string by, int? rowsDone, IStringLocalizer texts)
    {
        var report = RosterImportReport.Parse(import.Report);
        return new RosterImportModel(
            UrlOf(import),
            import.FileName,
            import.StartedAt,
            by,
            import.State.ToString(),
            import.IsUnderWay,
            rowsDone ?? import.RowsDone,
            import.RowsTotal,
            report?.Errors ?? 0,
            report?.Warnings ?? 0,
            report?.NotListed ?? 0,
            [.. report?.Rows ?? new Dictionary<string, int>()],
            [.. report?.Changes.Select(tally => new RosterChange(tally.Kind, tally.Added, tally.Changed, tally.Ended)) ?? []],
            [.. report?.Problems.OrderBy(problem => problem.Severity).Select(problem => RosterNote.Of(problem, texts)) ?? []]
        );
    }
}

public sealed record RosterChange(string Kind, int Added, int Changed, int Ended);

/// <summary>One problem with its sentence; <c>Code</c> and <c>Severity</c> stay the same in every language.</summary>
public sealed record RosterNote(string Severity, string Code, string File, int Line, string Column, string Value, string Sentence)
{
    public Tone Tone => Severity == "error" ? Tone.Danger : Tone.Plain;

    internal static RosterNote Of(RosterProblem problem, IStringLocalizer texts) =>
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
