using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Foundation.Jobs;
using Cairn.Foundation.Storage;
using Cairn.Portfolio;
using Cairn.Schools;
using Cairn.Schools.Rosters;
using Cairn.Tests.Design;
using Cairn.Tests.Schools.Rosters.Reading;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Schools.Rosters;

/// <summary>What a roster says about learning, age and roles, and what it does not say.</summary>
public abstract class RosterAgeTests(CairnHost host)
{
    const string UserColumns = "sourcedId,status,enabledUser,username,givenName,familyName,email,agentSourcedIds,grades\n";
    const string RoleColumns = "sourcedId,status,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n";

    /// <summary>OneRoster 1.2, no birth dates: Kim learns, Thea teaches at two schools, Paz is Kim's mother, Ada is an aide.</summary>
    static Bundle Whole() =>
        Files(
            "file.orgs,bulk\nfile.users,bulk\nfile.roles,bulk\n",
            (
                "orgs.csv",
                "sourcedId,status,name,type,parentSourcedId\nd1,active,Millbrook,district,\ns1,active,Willow,school,d1\ns2,active,Elm,school,d1\n"
            ),
            (
                "users.csv",
                UserColumns
                    + "kim,active,true,kim,Kim,Small,kim@example.org,paz,05\nthea,active,true,thea,Thea,Cher,,,\npaz,active,true,paz,Paz,Small,,kim,\nada,active,true,ada,Ada,Aide,,,\n"
            ),
            (
                "roles.csv",
                RoleColumns
                    + "r1,active,kim,primary,student,,,s1\nr2,active,thea,primary,teacher,,,s1\nr2b,active,thea,secondary,teacher,,,s2\nr3,active,paz,primary,parent,,,s1\nr4,active,ada,primary,aide,,,s1\n"
            )
        );

    /// <summary>A name, what comes after the complete roster, and what is then true: a person, "child" or "adult", learns, roles.</summary>
    public static TheoryData<string, string, string, string> Deltas =>
        new()
        {
            { "The user's row without any role", "users|kim,active,true,kim,Kim,Smaller,,,", "", "kim child learns Learner@Willow" },
            { "Her row with every cell empty that may be", "users|kim,,,,,Smaller,,,", "", "kim child learns Learner@Willow" },
            {
                "Roles of somebody else alone",
                "",
                "roles|r9,active,ada,secondary,teacher,,,s2",
                "kim child learns Learner@Willow; ada adult - Teacher@Elm; thea adult - Teacher@Elm,Teacher@Willow"
            },
            { "A new pupil of whom nothing is said", "users|new,active,true,new,Nia,New,,,", "", "new child - -" },
            { "A new pupil with a grade and no role", "users|new,active,true,new,Nia,New,,,03", "", "new child - -" },
            { "A role that ends by its id alone", "", "roles|r2,tobedeleted,,,,,,", "thea adult - Teacher@Elm" },
            { "A role that ends by its day", "", "roles|r2b,active,thea,secondary,teacher,,2024-06-30,s2", "thea adult - Teacher@Willow" },
            { "A role that is still to come", "", "roles|r5,active,ada,primary,teacher,2199-01-01,,s1", "ada adult - -" },
            {
                "Student at one school ends, at the other begins",
                "",
                "roles|r1,tobedeleted,kim,primary,student,,,s1\nr6,active,kim,primary,student,,,s2",
                "kim child learns Learner@Elm"
            },
            { "A pupil who also helps as an aide", "", "roles|r7,active,kim,secondary,aide,,,s1", "kim child learns Learner@Willow" },
            { "Student ends and nothing else is said", "", "roles|r1,tobedeleted,kim,primary,student,,,s1", "kim child learns -" },
            {
                "A former pupil comes back to teach",
                "",
                "roles|r1,tobedeleted,kim,primary,student,,,s1\nr8,active,kim,primary,teacher,,,s1",
                "kim adult - Teacher@Willow"
            },
            {
                "A teacher who learns as well",
                "",
                "roles|r9,active,thea,secondary,student,,,s1",
                "thea adult learns Learner@Willow,Teacher@Elm,Teacher@Willow"
            },
            {
                "The whole roster was wrong about somebody",
                "",
                "roles|r4,tobedeleted,ada,primary,aide,,,s1\nr9,active,ada,primary,student,,,s1",
                "ada child learns Learner@Willow"
            },
        };

    [Theory, MemberData(nameof(Deltas))]
    public async Task A_delta_infers_nothing(string name, string users, string roles, string after)
    {
        var (district, api) = await OperatorAsync();
        Assert.Equal("imported", await ImportAsync(api, Whole()));
        await ExpectAsync(
            district,
            "before",
            "kim child learns Learner@Willow; thea adult - Teacher@Elm,Teacher@Willow; paz adult - Guardian@Willow; ada adult - -"
        );

        var delta = Files(
            (users.Length > 0 ? "file.users,delta\n" : "") + (roles.Length > 0 ? "file.roles,delta\n" : ""),
            users.Length > 0 ? ("users.csv", UserColumns + users.Split('|')[1] + "\n") : null,
            roles.Length > 0 ? ("roles.csv", RoleColumns + roles.Split('|')[1] + "\n") : null
        );
        Assert.Equal("imported", await ImportAsync(api, delta));

        await ExpectAsync(district, name, after);
        var kim = await host.InDbAsync(district.Id, db => db.People.SingleAsync(one => one.SourcedId == "kim"));
        if (!after.Contains("kim adult", StringComparison.Ordinal))
            Assert.Equal(("Kim", "05", "kim@example.org"), (kim.GivenName, kim.Grade, kim.Email));
        Assert.Equal(1, await host.InDbAsync(district.Id, db => db.Guardianships.CountAsync(one => one.EndedAt == null)));
    }

    [Fact]
    public async Task Fails_when_a_child_without_birth_date_would_publish_after_a_delta()
    {
        var (district, api) = await OperatorAsync();
        await ImportAsync(api, Whole());
        await ImportAsync(
            api,
            Files(
                "file.users,delta\nfile.roles,delta\n",
                ("users.csv", UserColumns + "kim,active,true,kim,Kim,Small,,,\n"),
                ("roles.csv", RoleColumns + "r2,active,thea,primary,teacher,,,s1\n")
            )
        );
        var child = await AccountAsync(district, "kim");

        using var answer = await (await child.ApiAsync()).PutAsJsonAsync("/api/v1/portfolio/public-page", new { handle = "kim-small" });

        Assert.Equal("portfolio.waits-for-consent", await answer.CodeAsync());
    }

    [Fact]
    public async Task Nothing_said_of_an_agent_makes_no_guardian_and_a_place_in_class_makes_a_learner()
    {
        var (district, api) = await OperatorAsync();
        await ImportAsync(api, Whole());

        await ImportAsync(
            api,
            Files(
                "file.users,delta\nfile.classes,delta\nfile.enrollments,delta\n",
                ("users.csv", UserColumns + "kim,active,true,kim,Kim,Small,,sib,\nsib,active,true,sib,Sid,Small,,,\n"),
                ("classes.csv", "sourcedId,status,title,schoolSourcedId,courseSourcedId,termSourcedIds\nk1,active,Room 5,s1,c1,t1\n"),
                (
                    "enrollments.csv",
                    "sourcedId,status,classSourcedId,userSourcedId,role\ne1,active,k1,sib,student\ne2,active,k1,thea,teacher\n"
                )
            )
        );

        await ExpectAsync(district, "sibling", "sib child learns -; thea adult - Teacher@Elm,Teacher@Willow");
        Assert.Equal(1, await host.InDbAsync(district.Id, db => db.Guardianships.CountAsync())); // Paz alone
    }

    [Fact]
    public async Task A_birth_date_stays_when_the_roster_is_silent_and_decides_when_it_speaks()
    {
        var (district, api) = await OperatorAsync();
        var withDays = Whole();
        withDays.Files["manifest.csv"] += "file.demographics,bulk\n";
        withDays.Files["demographics.csv"] = "sourcedId,status,birthDate\nkim,active,2015-04-03\nthea,active,\n";
        await ImportAsync(api, withDays);
        await ImportAsync(api, Whole());
        await ImportAsync(api, Files("file.demographics,delta\n", ("demographics.csv", "sourcedId,status,birthDate\nkim,active,\n")));
        Assert.Equal(
            new DateOnly(2015, 4, 3),
            await host.InDbAsync(
                district.Id,
                db => db.People.Where(one => one.SourcedId == "kim").Select(one => one.BirthDate).SingleAsync()
            )
        );

        await ImportAsync(
            api,
            Files("file.demographics,delta\n", ("demographics.csv", "sourcedId,status,birthDate\nkim,active,2001-04-03\n"))
        );

        await ExpectAsync(district, "grown", "kim adult learns Learner@Willow");
    }

    [Fact]
    public async Task A_disabled_person_stays_away_until_the_roster_says_otherwise()
    {
        var (district, api) = await OperatorAsync();
        await ImportAsync(api, Whole());
        await ImportAsync(api, Files("file.users,delta\n", ("users.csv", UserColumns + "kim,active,false,kim,Kim,Small,,,\n")));
        await ImportAsync(api, Files("file.users,delta\n", ("users.csv", UserColumns + "kim,active,,kim,Kim,Small,,,\n")));
        Assert.NotNull(await EndedAsync());

        await ImportAsync(api, Files("file.users,delta\n", ("users.csv", UserColumns + "kim,active,true,kim,Kim,Small,,,\n")));

        Assert.Null(await EndedAsync());

        Task<DateTimeOffset?> EndedAsync() =>
            host.InDbAsync(district.Id, db => db.People.Where(one => one.SourcedId == "kim").Select(one => one.EndedAt).SingleAsync());
    }

    [Fact]
    public async Task Fails_when_who_uploaded_it_is_no_operator_any_more()
    {
        var district = await host.NewDistrictAsync();
        var olu = await district.PersonAsync("Olu", [SchoolRole.Operator], at: district.Top);
        var files = host.App.Services.GetRequiredService<RosterFiles>();
        var (path, sha) = await files.ReceiveAsync(file => file.WriteAsync(Whole().Zip()).AsTask(), CancellationToken.None);
        var actor = await olu.ActorAsync();
        var import = RosterImport.Ask(actor, sha, "roster.zip", false, host.Clock.Now()).Value;
        files.Keep(path, import.Id);
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                await db.RoleAssignments.Where(one => one.PersonId == olu.Id).ExecuteDeleteAsync();
                db.RosterImports.Add(import);
                db.Jobs.Add(Job.Of(district.Id, new RosterOrder(import.Id), host.Clock.Now()));
                await db.SaveChangesAsync();
            }
        );
        host.App.Services.GetRequiredService<JobBell>().Ring();

        for (
            var waited = Stopwatch.StartNew();
            waited.Elapsed < TimeSpan.FromMinutes(1) && await StateAsync() is not (RosterImportState.Refused or RosterImportState.Imported);
            await Task.Delay(50)
        ) { }

        Assert.Equal(RosterImportState.Refused, await StateAsync());
        Assert.Contains(
            "starter.lost",
            await host.InDbAsync(district.Id, db => db.RosterImports.Select(one => one.Report).SingleAsync()),
            StringComparison.Ordinal
        );
        Assert.Equal(1, await host.InDbAsync(district.Id, db => db.People.CountAsync()));

        Task<RosterImportState> StateAsync() => host.InDbAsync(district.Id, db => db.RosterImports.Select(one => one.State).SingleAsync());
    }

    [Fact]
    public async Task An_older_database_is_told_what_it_knew()
    {
        var (district, api) = await OperatorAsync();
        await ImportAsync(api, Whole());
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                foreach (var id in new[] { "kim", "thea" })
                    db.PublicPortfolios.Add(
                        new PublicPortfolio(
                            await db.People.SingleAsync(one => one.SourcedId == id),
                            $"{id}-{district.Id.ToString()[^8..]}",
                            host.Clock.Now()
                        )
                    );
                await db.SaveChangesAsync();
                await db.People.ExecuteUpdateAsync(set =>
                    set.SetProperty(one => one.Learns, false).SetProperty(one => one.KnownAdultAt, (DateTimeOffset?)null)
                );
                await db.Database.ExecuteSqlRawAsync(db.Database.IsNpgsql() ? KnownBefore.Postgres : KnownBefore.Sqlite);
            }
        );

        // An aide has no role here, so nothing shows her age until the next roster does.
        await ExpectAsync(
            district,
            "migrated",
            "kim child learns Learner@Willow; thea adult - Teacher@Elm,Teacher@Willow; paz adult - Guardian@Willow; ada child - -"
        );
        Assert.Equal(
            ["thea"],
            await host.InDbAsync(
                district.Id,
                db =>
                    (
                        from shown in db.PublicPortfolios
                        where shown.ClosedAt == null
                        join person in db.People on shown.PersonId equals person.Id
                        select person.SourcedId
                    ).ToListAsync()
            )
        );
        Assert.Equal("imported", await ImportAsync(api, Whole()));
        await ExpectAsync(district, "imported again", "ada adult - -");
    }

    static Bundle Files(string modes, params (string Name, string Text)?[] files)
    {
        var bundle = new Bundle();
        bundle.Files.Clear();
        bundle.Files["manifest.csv"] = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n" + modes;
        foreach (var file in files)
            if (file is var (name, text))
                bundle.Files[name] = text;
        return bundle;
    }

    async Task ExpectAsync(TestDistrict district, string name, string expected)
    {
        foreach (var line in expected.Split("; "))
        {
            var id = line.Split(' ')[0];
            var found = await host.InDbAsync(
                district.Id,
                async db =>
                {
                    var person = await db.People.SingleAsync(one => one.SourcedId == id);
                    var roles = await (
                        from held in db.RoleAssignments
                        where held.PersonId == person.Id
                        join at in db.Organizations on held.OrganizationId equals at.Id
                        select held.Role + "@" + at.Name
                    ).ToListAsync();
                    return $"{id} {(person.IsAdult(host.Clock.Now()) ? "adult" : "child")} {(person.Learns ? "learns" : "-")} {(roles.Count == 0 ? "-" : string.Join(',', roles.Order(StringComparer.Ordinal)))}";
                }
            );
            Assert.Equal($"{name}: {line}", $"{name}: {found}");
        }
    }

    async Task<TestPerson> AccountAsync(TestDistrict district, string sourcedId)
    {
        var other = await district.PersonAsync("Temp", [SchoolRole.Learner], grade: "05");
        return await host.InDbAsync(
            district.Id,
            async db =>
            {
                var person = await db.People.SingleAsync(one => one.SourcedId == sourcedId);
                return new TestPerson(district, person.Id, other.AccountId, other.Username);
            }
        );
    }

    async Task<(TestDistrict District, HttpClient Api)> OperatorAsync()
    {
        var district = await host.NewDistrictAsync();
        return (district, await (await district.PersonAsync("Olu", [SchoolRole.Operator], at: district.Top)).ApiAsync());
    }

    static async Task<string?> ImportAsync(HttpClient api, Bundle bundle)
    {
        using var body = new ByteArrayContent(bundle.Zip()) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } };
        using var answer = await api.PostAsync(new Uri("/api/v1/rosters", UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(1); await Task.Delay(30))
        {
            var state = (await api.GetFromJsonAsync<JsonElement>(answer.Headers.Location)).GetProperty("state").GetString();
            if (state is "imported" or "refused")
                return state;
        }

        throw new TimeoutException("The import did not end.");
    }
}

[Collection("sqlite")]
public sealed class RosterAgeOnSqlite(SqliteHost host) : RosterAgeTests(host);

[Collection("postgres")]
public sealed class RosterAgeOnPostgres(PostgresHost host) : RosterAgeTests(host);
