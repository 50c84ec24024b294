namespace Cairn.Schools.Rosters.Reading.Records;

/// <summary>
/// Only the birth date from a learner's demographics, for the rules that depend on age. Sex, race, ethnicity and birthplace are never read.
/// </summary>
internal sealed record RosterDemographics(string UserSourcedId, bool Ended, DateOnly? BirthDate)
{
    public static RosterDemographics Read(RosterRow row)
    {
        var id = row.Id();
        var ended = row.Status();
        if (id.Length > 0)
            row.Reference("sourcedId", RosterFile.Users);
        return new RosterDemographics(id, ended, row.BirthDate("birthDate"));
    }
}
