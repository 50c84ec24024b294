namespace Cairn.Schools.Rosters.Reading.Records;

internal sealed record RosterOrganization(
    string SourcedId,
    bool Ended,
    string Name,
    RosterOrganizationType Type,
    string Identifier,
    string ParentSourcedId
)
{
    public static RosterOrganization Read(RosterRow row)
    {
        var id = row.Id();
        var organization = new RosterOrganization(
            id,
            row.Status(),
            row.Must("name", 200),
            row.Choice("type", RosterChoices.OrganizationTypes) ?? RosterOrganizationType.Local,
            row.Text("identifier", 100),
            row.Reference("parentSourcedId", RosterFile.Organizations, required: false)
        );
        if (row.Index.IsEndless(RosterFile.Organizations, id))
            row.Error(RosterFlaw.ParentCycle, "parentSourcedId", organization.ParentSourcedId);
        return organization;
    }
}
