namespace Cairn.Schools.Rosters.Saving;

/// <summary>What an import did to one kind of thing. Rows that were already right are not counted.</summary>
internal sealed record RosterTally(string Kind)
{
    public int Added { get; set; }
    public int Changed { get; set; }
    public int Ended { get; set; }
}
