namespace Cairn.Schools.Rosters.Reading.Records;

internal sealed record RosterEnrollment(
    string SourcedId,
    bool Ended,
    string ClassSourcedId,
    string UserSourcedId,
    RosterEnrollmentRole Role,
    bool Primary,
    DateOnly? Begin,
    DateOnly? End
)
{
    public static RosterEnrollment Read(RosterRow row)
    {
        var enrollment = new RosterEnrollment(
            row.Id(),
            row.Status(),
            row.Reference("classSourcedId", RosterFile.Classes),
            row.Reference("userSourcedId", RosterFile.Users),
            row.Choice("role", RosterChoices.EnrollmentRoles) ?? RosterEnrollmentRole.Student,
            row.ChoiceOr("primary", RosterChoices.Booleans, false),
            row.Date("beginDate"),
            row.Date("endDate")
        );
        row.InOrder(enrollment.Begin, enrollment.End, "endDate");
        return enrollment;
    }
}
