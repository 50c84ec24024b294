using System.Globalization;
using Cairn.Foundation.Storage;
using Cairn.Tests.Earning;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.People;

/// <summary>Whatever lists people lists them in one order, on both databases.</summary>
public abstract class NameOrderTests(CairnHost host)
{
    /// <summary>In the order of English; a database would put the small letters and the accents last.</summary>
    private static readonly string[] Names =
    [
        "Bo adams",
        "Åsa Ångström",
        "Kim de la Cruz",
        "Lu de la Cruz",
        "Pia Muñoz",
        "Max Munro",
        "Ida Öz",
        "Al Zimmer",
    ];

    public static TheoryData<string, string> Pages { get; } =
        new()
        {
            { "teacher", "/classes/{class}" },
            { "teacher", "/classes/{class}/cards" },
            { "teacher", "/classes/{class}/ways-in?all=true" },
            { "teacher", "/earning/start/{offer}" },
            { "teacher", "/earning/capture/{version}/seen" },
            { "leader", "/classes/{class}" },
            { "leader", "/schools/{school}/people?role=learner" },
            { "leader", "/schools/{school}/ways-in?Who=Learners&All=true" },
        };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task People_are_listed_in_one_order(string who, string page)
    {
        var (person, addresses) = await SchoolAsync(who);
        foreach (var (name, value) in addresses)
            page = page.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        using var browser = await person.BrowserAsync();

        var shown = (await browser.PageAsync(page)).QuerySelector("main")!.TextContent;

        Assert.Equal(Names, Names.OrderBy(name => shown.IndexOf(name, StringComparison.Ordinal)));
        Assert.All(Names, name => Assert.Contains(name, shown, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("teacher", "/classes", "nav")]
    [InlineData("teacher", "/", "section[aria-labelledby=classes]")]
    [InlineData("leader", "/schools/{school}", "table")]
    public async Task Grade_nine_stands_before_grade_ten(string who, string page, string list)
    {
        var (person, addresses) = await SchoolAsync(who);
        using var browser = await person.BrowserAsync();

        var shown = (await browser.PageAsync(page.Replace("{school}", addresses["school"], StringComparison.Ordinal)))
            .QuerySelector($"main {list}")!
            .TextContent;

        string[] classes = ["Grade 1", "Grade 9", "Grade 10"];
        Assert.Equal(classes, classes.OrderBy(title => shown.IndexOf($"{title}, Room", StringComparison.Ordinal)));
        if (list is "table")
            Assert.Contains("K, 2, 9, 10", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Muñoz, Munro")]
    [InlineData("es", "Munro, Muñoz")]
    public void The_order_is_that_of_the_readers_language(string language, string order)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language);
        try
        {
            Assert.Equal(order, string.Join(", ", new[] { "Munro", "Muñoz" }.OrderBy(name => name, NameOrder.Comparer)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Grades_are_in_the_order_of_school() => Assert.Equal("PK, K, 1, 2, 9, 10, 12, AE", Grades.Shown("10,AE,09,KG,01,12,PK,02"));

    private async Task<(TestPerson, Dictionary<string, string>)> SchoolAsync(string who)
    {
        var scene = await EarningScene.NewAsync(host);
        var teacher = await scene.District.PersonAsync("Tom", [SchoolRole.Teacher]);
        var leader = await scene.District.PersonAsync("Lin", [SchoolRole.Leader]);
        var now = host.Clock.Now();
        var first = await host.InDbAsync(
            scene.District.Id,
            async db =>
            {
                // The newest rows first in the alphabet, so that no order of keys looks like the right one.
                var version = await db.Versions.Include(v => v.Publication).SingleAsync();
                var offer = await db.MicroCredentials.SingleAsync();
                List<SchoolClass> classes =
                [
                    .. new[] { "Grade 10", "Grade 9", "Grade 1" }.Select(title => new SchoolClass(
                        scene.District.Id,
                        scene.District.School,
                        $"{title}, Room 7",
                        now
                    )
                    {
                        Grades = "10,KG,09,02",
                    }),
                ];
                db.AddRange(classes);
                foreach (var one in classes)
                    db.Add(new ClassMembership(scene.District.Id, one.Id, teacher.Id, ClassRole.Teacher, now));
                foreach (var name in Names.Reverse())
                {
                    var child = new Person(scene.District.Id, name[..name.IndexOf(' ')], name[(name.IndexOf(' ') + 1)..], now)
                    {
                        Grade = "01",
                        Learns = true,
                    };
                    db.Add(child);
                    db.Add(new RoleAssignment(scene.District.Id, child.Id, scene.District.School, SchoolRole.Learner, now));
                    db.Add(new ClassMembership(scene.District.Id, classes[0].Id, child.Id, ClassRole.Learner, now));
                    db.Add(Cairn.Earning.Enrollment.Begin(child, offer, version, null, null, now).Value);
                }
                await db.SaveChangesAsync();
                return classes[0].Id;
            }
        );
        return (
            who is "teacher" ? teacher : leader,
            new()
            {
                ["class"] = first.ToString(),
                ["school"] = scene.District.School.ToString(),
                ["offer"] = scene.MicroCredential.ToString(),
                ["version"] = scene.Version.ToString(),
            }
        );
    }
}

[Collection("sqlite")]
public sealed class SqliteNameOrderTests(SqliteHost host) : NameOrderTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresNameOrderTests(PostgresHost host) : NameOrderTests(host);
