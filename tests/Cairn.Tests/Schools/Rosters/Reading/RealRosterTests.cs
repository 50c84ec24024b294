using Cairn.Schools.Rosters.Reading;
using Cairn.Schools.Rosters.Reading.Records;

namespace Cairn.Tests.Schools.Rosters.Reading;

/// <summary>Somebody else's roster, as their system wrote it.</summary>
public sealed class RealRosterTests
{
    [RealRosterFact]
    public void Reads_without_an_error()
    {
        var problems = new RosterProblems(RosterLimits.Default);
        using var bundle = RosterBundle.FromFiles(
            Directory.EnumerateFiles(RealRoster.Folder!, "*.csv").Select(path => (path, (Func<Stream>)(() => File.OpenRead(path)))),
            problems,
            RosterLimits.Default
        );
        var reader = new RosterReader(bundle, problems, RosterLimits.Default, Bundle.Today, _ => []);

        var report = reader.Check(null, CancellationToken.None);

        Assert.True(report.IsAccepted);
        Assert.Equal(
            ["column.renamed", "row.header-again", "value.expected"],
            report.Problems.Select(problem => problem.Code).Distinct().Order()
        );
        Assert.Equal(
            3,
            reader
                .Records(RosterFile.Organizations, RosterOrganization.Read, default)
                .Count(org => org.Type == RosterOrganizationType.School)
        );
        Assert.Equal(665, reader.Records(RosterFile.Users, RosterUser.Read, default).Count(user => user.Role == RosterUserRole.Student));
        Assert.Equal(287, reader.Records(RosterFile.Classes, RosterClass.Read, default).Count());
        Assert.Equal(4_942, reader.Records(RosterFile.Enrollments, RosterEnrollment.Read, default).Count());
    }
}
