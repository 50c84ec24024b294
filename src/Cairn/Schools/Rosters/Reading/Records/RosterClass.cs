namespace Cairn.Schools.Rosters.Reading.Records;

internal sealed record RosterClass(
    string SourcedId,
    bool Ended,
    string Title,
    string Code,
    RosterClassType Type,
    IReadOnlyList<string> Grades,
    string CourseSourcedId,
    string SchoolSourcedId,
    IReadOnlyList<string> TermSourcedIds,
    IReadOnlyList<string> Subjects
)
{
    public static RosterClass Read(RosterRow row)
    {
        var read = new RosterClass(
            row.Id(),
            row.Status(),
            row.Must("title", 200),
            row.Text("classCode", 100),
            row.ChoiceOr("classType", RosterChoices.ClassTypes, RosterClassType.Scheduled),
            RosterGrades.Read(row),
            row.Reference("courseSourcedId", RosterFile.Courses, required: false),
            row.Reference("schoolSourcedId", RosterFile.Organizations),
            row.References("termSourcedIds", RosterFile.Sessions),
            row.List("subjects", 100)
        );

        // The standard requires both, but many student information systems leave them out; nothing of ours depends on them.
        if (!read.Ended && read.CourseSourcedId.Length == 0)
            row.Warn(RosterFlaw.ValueExpected, "courseSourcedId", "");
        if (!read.Ended && read.TermSourcedIds.Count == 0)
            row.Warn(RosterFlaw.ValueExpected, "termSourcedIds", "");
        return read;
    }
}
