namespace Cairn.Schools.Rosters.Reading;

/// <summary>What a check found: rows by file, and the problems. If there is no error, the roster can be imported.</summary>
internal sealed class RosterReport(IReadOnlyDictionary<RosterFile, int> rows, RosterProblems problems)
{
    public int this[RosterFile file] => rows[file];
    public int Rows => rows.Values.Sum();
    public IReadOnlyList<RosterProblem> Problems => problems.Listed;
    public int Errors => problems.Errors;
    public int Warnings => problems.Warnings;
    public bool IsAccepted => Errors == 0;
}
