namespace Cairn.Schools.Rosters.Reading;

/// <summary>
/// Collects problems: all are counted, but only the first of each kind in each file and column are kept, so that even if every row is
/// wrong, a person can read the report and memory can hold it.
/// </summary>
internal sealed class RosterProblems(RosterLimits limits)
{
    readonly List<RosterProblem> listed = [];
    readonly Dictionary<(string File, string Code, string Column), int> perKind = [];

    public IReadOnlyList<RosterProblem> Listed => listed;
    public int Errors { get; private set; }
    public int Warnings { get; private set; }
    public int NotListed => Errors + Warnings - listed.Count;

    public void Add(RosterFlaw flaw, string file, int line = 0, string column = "", string value = "", params string[] arguments)
    {
        if (flaw.Severity == RosterSeverity.Error)
            Errors++;
        else
            Warnings++;

        var kind = (file, flaw.Code, column);
        var sofar = perKind.GetValueOrDefault(kind);
        perKind[kind] = sofar + 1;
        if (sofar < limits.ListedPerKind && listed.Count < limits.Listed)
            listed.Add(RosterProblem.Of(flaw, file, line, column, value, arguments));
    }
}
