namespace Cairn.Schools.Rosters.Reading.Records;

/// <summary>OneRoster 1.2: one role of a user in one organization.</summary>
internal sealed record RosterRole(string SourcedId, bool Ended, string UserSourcedId, RosterUserRole Role, string OrganizationSourcedId)
{
    public static RosterRole Read(RosterRow row) => new(
        row.Id(),
        row.Status(),
        row.Reference("userSourcedId", RosterFile.Users),
        row.Choice("role", RosterChoices.UserRoles) ?? RosterUserRole.Student,
        row.Reference("orgSourcedId", RosterFile.Organizations));
}
