using System.Text;
using Cairn.Demo;
using Cairn.Schools.Rosters.Reading;
using Cairn.Schools.Rosters.Reading.Records;

namespace Cairn.Tests.Demo;

/// <summary>The shipped roster, read by the product's own reader: every reference resolves there or is an error.</summary>
public sealed class DemoRosterTests
{
    static readonly DateOnly SchoolStarts = new(2026, 9, 1);

    [Fact]
    public void Reads_without_an_error_or_a_warning()
    {
        var (_, report, problems) = Read(DemoContent.Roster());

        Assert.Empty(problems.Listed.Select(problem => $"{problem.File}:{problem.Line}:{problem.Column} {problem.Code} {problem.Value}"));
        Assert.Equal(4, report[RosterFile.Organizations]);
        Assert.InRange(report[RosterFile.Users], 800, 1000);
        Assert.InRange(report[RosterFile.Enrollments], 2000, 4000);
    }

    [Fact]
    public void Fails_when_a_guardian_is_nobody()
    {
        var files = DemoContent
            .Roster()
            .Select(file =>
                file.Name != "users.csv" ? file : (file.Name, () => Changed(file.Open, "\nguardian-june-park,", "\nguardian-gone,"))
            );

        var (_, _, problems) = Read(files);

        Assert.Contains(
            problems.Listed,
            problem => problem is { Code: "reference.unknown", Column: "agentSourcedIds", Value: "guardian-june-park" }
        );
    }

    [Fact]
    public void Guardians_and_children_name_each_other()
    {
        var users = Users();

        Assert.All(
            users.Values,
            user => Assert.All(user.AgentSourcedIds, agent => Assert.Contains(user.SourcedId, users[agent].AgentSourcedIds))
        );
        var children = users.Values.Where(user => user.Role == RosterUserRole.Student).ToList();
        Assert.InRange(children.Count(child => child.AgentSourcedIds.Count > 0), children.Count * 85 / 100, children.Count - 1);
        Assert.Contains(users.Values, user => user.Role == RosterUserRole.Guardian && user.AgentSourcedIds.Count >= 3);
    }

    [Fact]
    public void Children_have_the_age_of_their_grade()
    {
        var grades = Users()
            .Values.Where(user => user.Role == RosterUserRole.Student)
            .ToDictionary(user => user.SourcedId, user => user.Grades.Single());
        var births = Records(RosterFile.Demographics, RosterDemographics.Read)
            .ToDictionary(row => row.UserSourcedId, row => row.BirthDate!.Value);

        Assert.Equal(grades.Keys.Order(), births.Keys.Order());
        Assert.Equal(13, grades.Values.Distinct().Count());
        Assert.All(
            grades,
            child => Assert.Equal(5 + (child.Value == "KG" ? 0 : int.Parse(child.Value, null)), AgeAt(births[child.Key], SchoolStarts))
        );
    }

    [Fact]
    public void Everybody_has_a_name_to_sign_in_with_of_their_own()
    {
        var users = Users().Values;

        Assert.Equal(users.Count, users.Select(user => user.Username).Distinct().Count());
        Assert.All(users, user => Assert.Equal($"{user.Username}@cedarhollow.example", user.Email));
        Assert.All(users, user => Assert.Matches("^[a-z]+\\.[a-z]+[0-9]*$", user.Username));
    }

    [Fact]
    public void Every_class_has_one_teacher_and_every_child_one_homeroom()
    {
        var enrollments = Records(RosterFile.Enrollments, RosterEnrollment.Read).ToList();
        var classes = Records(RosterFile.Classes, RosterClass.Read).Select(row => row.SourcedId).ToList();
        var homerooms = enrollments.Where(row =>
            row.Role == RosterEnrollmentRole.Student && row.ClassSourcedId.StartsWith("class-hr-", StringComparison.Ordinal)
        );

        Assert.Equal(
            classes.Order(),
            enrollments.Where(row => row.Role == RosterEnrollmentRole.Teacher && row.Primary).Select(row => row.ClassSourcedId).Order()
        );
        Assert.Equal(
            Users().Values.Where(user => user.Role == RosterUserRole.Student).Select(user => user.SourcedId).Order(),
            homerooms.Select(row => row.UserSourcedId).Order()
        );
        Assert.Contains(enrollments, row => row is { ClassSourcedId: "class-hr-01-a", UserSourcedId: "student-leo-park" });
        Assert.Contains(
            enrollments,
            row => row is { ClassSourcedId: "class-hr-01-a", UserSourcedId: "staff-nadia-haddad", Role: RosterEnrollmentRole.Teacher }
        );
    }

    internal static Dictionary<string, RosterUser> Users() =>
        Records(RosterFile.Users, RosterUser.Read).ToDictionary(user => user.SourcedId);

    internal static IEnumerable<T> Records<T>(RosterFile file, Func<RosterRow, T> read) =>
        Read(DemoContent.Roster()).Reader.Records(file, read, CancellationToken.None);

    static (RosterReader Reader, RosterReport Report, RosterProblems Problems) Read(IEnumerable<(string, Func<Stream>)> files)
    {
        var problems = new RosterProblems(RosterLimits.Default);
        var bundle = RosterBundle.FromFiles(files, problems, RosterLimits.Default);
        var reader = new RosterReader(bundle, problems, RosterLimits.Default, new DateOnly(2026, 11, 22), _ => []);
        return (reader, reader.Check(null, CancellationToken.None), problems);
    }

    static MemoryStream Changed(Func<Stream> open, string from, string to)
    {
        using var reader = new StreamReader(open());
        return new MemoryStream(Encoding.UTF8.GetBytes(reader.ReadToEnd().Replace(from, to, StringComparison.Ordinal)));
    }

    static int AgeAt(DateOnly birth, DateOnly day) => day.Year - birth.Year - (birth > day.AddYears(birth.Year - day.Year) ? 1 : 0);
}
