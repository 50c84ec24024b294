using Cairn.Demo;
using Cairn.Schools.Rosters.Reading;
using Cairn.Schools.Rosters.Reading.Records;
using Cairn.Tests.Schools.Rosters.Reading;

namespace Cairn.Tests.Schools.Rosters;

public sealed class DemoRosterTests
{
    [Fact]
    public void The_roster_that_Cairn_ships_is_right_in_every_row()
    {
        var assembly = typeof(DemoContent).Assembly;
        var problems = new RosterProblems(RosterLimits.Default);
        using var bundle = RosterBundle.FromFiles(
            assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith("Demo/Roster/", StringComparison.Ordinal))
                .Select(name => (name, (Func<Stream>)(() => assembly.GetManifestResourceStream(name)!))),
            problems,
            RosterLimits.Default
        );
        var reader = new RosterReader(bundle, problems, RosterLimits.Default, Bundle.Today, _ => []);

        var report = reader.Check(null, CancellationToken.None);

        Assert.Empty(Bundle.Lines(report));
        var users = reader.Records(RosterFile.Users, RosterUser.Read, default).ToList();
        Assert.Contains(users, user => user.Role == RosterUserRole.Guardian && user.AgentSourcedIds.Count > 0);
        Assert.Contains(users, user => user.Grades.Contains("KG"));
    }
}
