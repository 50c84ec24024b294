namespace Cairn.Schools.Rosters.Reading.Records;

internal sealed record RosterCourse(
    string SourcedId,
    bool Ended,
    string Title,
    string Code,
    IReadOnlyList<string> Grades,
    string OrganizationSourcedId,
    IReadOnlyList<string> Subjects
)
{
    public static RosterCourse Read(RosterRow row) =>
        new(
            row.Id(),
            row.Status(),
            row.Must("title", 200),
            row.Text("courseCode", 100),
            RosterGrades.Read(row),
            row.Reference("orgSourcedId", RosterFile.Organizations),
            row.List("subjects", 100)
        );
}
