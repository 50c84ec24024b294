namespace Cairn.Schools.Rosters.Reading.Records;

/// <summary>
/// Of a learner's demographics the birth date alone, for the rules that depend on age. Sex, race, ethnicity and birthplace are never read.
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
