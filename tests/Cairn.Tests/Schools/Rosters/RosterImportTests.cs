using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Tests.Schools.Rosters.Reading;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Schools.Rosters;

public abstract class RosterImportTests(CairnHost host)
{
    [Fact]
    public async Task Imports_a_roster_and_importing_it_again_changes_nothing()
    {
        var (district, api) = await OperatorAsync();

        var first = await ImportAsync(api, new Bundle().Zip());
        var second = await ImportAsync(api, new Bundle().Zip());

        Assert.Equal(("imported", "imported"), (State(first), State(second)));
        Assert.Equal((3, 0, 0), Change(first, "people"));
        Assert.All(Kinds, kind => Assert.Equal((0, 0, 0), Change(second, kind)));
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                var learner = await db.People.SingleAsync(person => person.SourcedId == "u2");
                Assert.Equal(
                    ("Lea", "Rner", "05", new DateOnly(2015, 4, 3)),
                    (learner.GivenName, learner.FamilyName, learner.Grade, learner.BirthDate)
                );
                var guardian = await db.People.SingleAsync(person => person.SourcedId == "u3");
                var guardianship = await db.Guardianships.SingleAsync();
                Assert.Equal((guardian.Id, learner.Id), (guardianship.GuardianId, guardianship.LearnerId));
                Assert.Equal(
                    [ClassRole.Learner, ClassRole.Teacher],
                    (await db.ClassMemberships.Select(one => one.Role).ToListAsync()).Order()
                );
                var school = await db.Organizations.SingleAsync(one => one.SourcedId == "s1");
                Assert.Equal(
                    [SchoolRole.Learner, SchoolRole.Guardian, SchoolRole.Teacher],
                    (await db.RoleAssignments.Where(one => one.OrganizationId == school.Id).Select(one => one.Role).ToListAsync()).Order()
                );
                Assert.Equal("d1", (await db.Organizations.SingleAsync(one => one.Kind == OrganizationKind.District)).SourcedId);
                Assert.Equal(2, await db.AuditEvents.CountAsync(one => one.Action == "roster.imported"));
            }
        );
    }

    [Fact]
    public async Task Changes_what_the_roster_changed()
    {
        var (district, api) = await OperatorAsync();
        await ImportAsync(api, new Bundle().Zip());

        var changed = new Bundle()
            .With("users.csv", "Lea,Rner", "Lena,Rner")
            .With("classes.csv", "Science 5A", "Science 5B")
            .With("users.csv", ",teacher,", ",administrator,");
        var report = await ImportAsync(api, changed.Zip());

        Assert.Equal((0, 1, 0), Change(report, "people"));
        Assert.Equal((0, 1, 0), Change(report, "classes"));
        Assert.Equal((1, 0, 1), Change(report, "roles"));
        Assert.Equal(
            "Lena",
            await host.InDbAsync(
                district.Id,
                db => db.People.Where(one => one.SourcedId == "u2").Select(one => one.GivenName).SingleAsync()
            )
        );
    }

    [Theory]
    [InlineData("u2,active", "u2,tobedeleted")]
    [InlineData("u2,active,,true", "u2,active,,false")]
    public async Task Who_leaves_is_ended_and_never_deleted(string old, string @new)
    {
        var (district, api) = await OperatorAsync();
        await ImportAsync(api, new Bundle().Zip());

        var report = await ImportAsync(api, new Bundle().With("users.csv", old, @new).Zip());
        var back = await ImportAsync(api, new Bundle().Zip());

        Assert.Equal(((0, 0, 1), (0, 1, 0)), (Change(report, "people"), Change(back, "people")));
        Assert.Null(
            await host.InDbAsync(district.Id, db => db.People.Where(one => one.SourcedId == "u2").Select(one => one.EndedAt).SingleAsync())
        );
    }

    [Fact]
    public async Task What_a_bulk_roster_leaves_out_has_ended()
    {
        var (district, api) = await OperatorAsync();
        await ImportAsync(api, new Bundle().Zip());

        var bundle = new Bundle()
            .With("users.csv", ",u3,05", ",,05")
            .Without("demographics.csv")
            .With("manifest.csv", "file.demographics,bulk\n", "");
        bundle.Files["users.csv"] = string.Concat(bundle.Files["users.csv"].Split("u3,active")[0]);
        bundle.Files["enrollments.csv"] = bundle.Files["enrollments.csv"].Split("e2,active")[0];
        var report = await ImportAsync(api, bundle.Zip());

        Assert.Equal(
            ((0, 0, 1), (0, 0, 1), (0, 0, 1)),
            (Change(report, "people"), Change(report, "guardians"), Change(report, "memberships"))
        );
        Assert.Equal(2, await host.InDbAsync(district.Id, db => db.ClassMemberships.CountAsync()));
    }

    [Fact]
    public async Task A_role_given_by_hand_survives_the_roster()
    {
        var (district, api) = await OperatorAsync();
        await ImportAsync(api, new Bundle().Zip());
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                var (teacher, school) = (
                    await db.People.SingleAsync(one => one.SourcedId == "u1"),
                    await db.Organizations.SingleAsync(one => one.SourcedId == "s1")
                );
                db.RoleAssignments.Add(new RoleAssignment(district.Id, teacher.Id, school.Id, SchoolRole.Assessor, host.Clock.GetUtcNow()));
                await db.SaveChangesAsync();
            }
        );

        await ImportAsync(api, new Bundle().With("users.csv", ",teacher,", ",aide,").Zip());

        var roles = await host.InDbAsync(
            district.Id,
            db =>
                (
                    from role in db.RoleAssignments
                    join person in db.People on role.PersonId equals person.Id
                    where person.SourcedId == "u1"
                    select role.Role
                ).ToListAsync()
        );
        Assert.Equal([SchoolRole.Assessor], roles);
    }

    [Fact]
    public async Task A_delta_changes_only_what_it_names()
    {
        var (district, api) = await OperatorAsync();
        await ImportAsync(api, new Bundle().Zip());

        var delta = new Bundle();
        delta.Files.Clear();
        delta.Files["manifest.csv"] = "propertyName,value\nfile.users,delta\nfile.enrollments,delta\nfile.classes,delta\n";
        delta.Files["users.csv"] =
            "sourcedId,status,enabledUser,orgSourcedIds,role,givenName,familyName\nu9,active,true,s1,student,Nia,New\n";
        delta.Files["classes.csv"] =
            "sourcedId,status,title,courseSourcedId,schoolSourcedId,termSourcedIds\nk2,active,Science 5C,c1,s1,t1\n";
        delta.Files["enrollments.csv"] =
            "sourcedId,status,classSourcedId,userSourcedId,role\ne9,active,k1,u9,student\ne2,active,k2,u2,student\ne1,tobedeleted,,,\n";
        var report = await ImportAsync(api, delta.Zip());

        Assert.Equal("imported", State(report));
        Assert.Equal((1, 0, 0), Change(report, "people"));
        Assert.Equal((2, 0, 2), Change(report, "memberships"));
        Assert.Equal(4, await host.InDbAsync(district.Id, db => db.People.CountAsync(one => one.SourcedId != null && one.EndedAt == null)));
    }

    [Fact]
    public async Task Fails_when_one_row_is_wrong_and_nothing_is_imported()
    {
        var (district, api) = await OperatorAsync();

        var report = await ImportAsync(api, new Bundle().With("enrollments.csv", "k1,s1,u2", "k9,s1,u2").Zip());
        var problem = (
            await api.GetFromJsonAsync<JsonElement>($"/api/v1/rosters/{report.GetProperty("id").GetString()}/problems")
        ).GetProperty("items")[0];

        Assert.Equal("refused", State(report));
        Assert.Equal(
            ("reference.unknown", "enrollments.csv", 3, "classSourcedId"),
            (
                problem.GetProperty("code").GetString(),
                problem.GetProperty("file").GetString(),
                problem.GetProperty("line").GetInt32(),
                problem.GetProperty("column").GetString()
            )
        );
        Assert.Equal(
            (1, 2),
            await host.InDbAsync(district.Id, async db => (await db.People.CountAsync(), await db.Organizations.CountAsync()))
        );
    }

    [Fact]
    public async Task Fails_when_many_would_leave_and_nobody_said_so()
    {
        var (district, api) = await OperatorAsync();
        var big = new Bundle();
        big.Files["users.csv"] += string.Concat(
            Enumerable.Range(0, 40).Select(i => $"x{i},active,,true,s1,student,n{i},,Given{i},Family{i},,,,,,,05,\n")
        );
        await ImportAsync(api, big.Zip());

        var refused = await ImportAsync(api, new Bundle().Zip());
        var meant = await ImportAsync(api, new Bundle().Zip(), "?manyMayLeave=true");

        Assert.Equal(("refused", "imported"), (State(refused), State(meant)));
        Assert.Equal((0, 0, 40), Change(meant, "people"));
        Assert.Equal(3, await host.InDbAsync(district.Id, db => db.People.CountAsync(one => one.SourcedId != null && one.EndedAt == null)));
    }

    [Fact]
    public async Task Fails_when_the_actor_is_an_operator_of_one_school_only()
    {
        var district = await host.NewDistrictAsync();
        var api = await (await district.PersonAsync("Olu", [SchoolRole.Operator])).ApiAsync();

        var answer = await api.PostAsync(new Uri("/api/v1/rosters", UriKind.Relative), Zip(new Bundle().Zip()));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("schools.not-an-operator", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Fails_when_the_upload_is_neither_zip_nor_csv()
    {
        var (_, api) = await OperatorAsync();
        using var form = new MultipartFormDataContent { { new StringContent("hello"), "Roster", "hello.txt" } };

        var answer = await api.PostAsync(new Uri("/api/v1/rosters", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("schools.roster-kind", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Another_district_sees_no_import()
    {
        var (_, api) = await OperatorAsync();
        var (_, stranger) = await OperatorAsync();
        var id = (await ImportAsync(api, new Bundle().Zip())).GetProperty("id").GetString();

        var answer = await stranger.GetAsync(new Uri($"/api/v1/rosters/{id}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty((await stranger.GetFromJsonAsync<JsonElement>("/api/v1/rosters")).GetProperty("items").EnumerateArray());
    }

    [RealRosterFact]
    public async Task Imports_a_real_roster_from_single_files()
    {
        var (district, api) = await OperatorAsync();
        using var form = new MultipartFormDataContent();
        foreach (var path in Directory.EnumerateFiles(RealRoster.Folder!, "*.csv"))
            form.Add(new ByteArrayContent(await File.ReadAllBytesAsync(path)), "Roster", Path.GetFileName(path));

        var report = await FollowAsync(api, await api.PostAsync(new Uri("/api/v1/rosters", UriKind.Relative), form));

        Assert.Equal("imported", State(report));
        Assert.Equal((712, 0, 0), Change(report, "people"));
        Assert.Equal((4_942, 0, 0), Change(report, "memberships"));
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                Assert.Equal(3, await db.Organizations.CountAsync(one => one.Kind == OrganizationKind.School && one.SourcedId != null));
                Assert.Equal(287, await db.Classes.CountAsync());
                Assert.Equal(665, await db.RoleAssignments.CountAsync(one => one.Role == SchoolRole.Learner));
            }
        );
    }

    static readonly string[] Kinds = ["organizations", "people", "roles", "guardians", "classes", "memberships"];

    async Task<(TestDistrict District, HttpClient Api)> OperatorAsync()
    {
        var district = await host.NewDistrictAsync();
        return (district, await (await district.PersonAsync("Olu", [SchoolRole.Operator], at: district.Top)).ApiAsync());
    }

    static async Task<JsonElement> ImportAsync(HttpClient api, byte[] zip, string query = "") =>
        await FollowAsync(api, await api.PostAsync(new Uri("/api/v1/rosters" + query, UriKind.Relative), Zip(zip)));

    static async Task<JsonElement> FollowAsync(HttpClient api, HttpResponseMessage answer)
    {
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(3); await Task.Delay(50))
        {
            var status = await api.GetFromJsonAsync<JsonElement>(answer.Headers.Location);
            if (State(status) is "imported" or "refused")
                return status;
        }

        throw new TimeoutException("The import did not end.");
    }

    static ByteArrayContent Zip(byte[] zip) => new(zip) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } };

    static string? State(JsonElement status) => status.GetProperty("state").GetString();

    static (int, int, int) Change(JsonElement status, string kind)
    {
        var change = status.GetProperty("changes").EnumerateArray().Single(one => one.GetProperty("kind").GetString() == kind);
        return (change.GetProperty("added").GetInt32(), change.GetProperty("changed").GetInt32(), change.GetProperty("ended").GetInt32());
    }
}

[Collection("sqlite")]
public sealed class RosterImportOnSqlite(SqliteHost host) : RosterImportTests(host);

[Collection("postgres")]
public sealed class RosterImportOnPostgres(PostgresHost host) : RosterImportTests(host);
