namespace Cairn.Schools.Rosters.Reading.Records;

/// <summary>
/// OneRoster 1.2: one role of a user in one organization. Outside its dates it gives nothing, as if it had ended. Null only in a row being
/// deleted, which needs only its id.
/// </summary>
internal sealed record RosterRole(string SourcedId, bool Ended, string UserSourcedId, RosterUserRole? Role, string OrganizationSourcedId)
{
    public static RosterRole Read(RosterRow row)
    {
        var (id, ended) = (row.Id(), row.Status());
        var (begin, end) = (row.Date("beginDate"), row.Date("endDate"));
        return new RosterRole(
            id,
            ended || end < row.Today || begin > row.Today,
            row.Reference("userSourcedId", RosterFile.Users),
            row.Choice("role", RosterChoices.UserRoles),
            row.Reference("orgSourcedId", RosterFile.Organizations)
        );
    }
}
