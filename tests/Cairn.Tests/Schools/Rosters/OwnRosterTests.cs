using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Foundation.Storage;
using Cairn.SignIn.Tokens;
using Cairn.Tests.Schools.Rosters.Reading;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Schools.Rosters;

/// <summary>A roster hands out roles, classes and children: nobody can give themself any of these with it.</summary>
public abstract class OwnRosterTests(CairnHost host)
{
    const string UserColumns = "sourcedId,status,enabledUser,username,givenName,familyName,email,agentSourcedIds,grades\n";
    const string RoleColumns = "sourcedId,status,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n";

    /// <summary>The account of the uploader, who operates, is also a person of the roster, Ola.</summary>
    static Bundle Roster(string roles, string agents = "", string enrollments = "", string? birth = null)
    {
        var bundle = new Bundle();
        bundle.Files.Clear();
        bundle.Files["manifest.csv"] =
            "propertyName,value\noneroster.version,1.2\nfile.orgs,bulk\nfile.users,bulk\nfile.roles,bulk\nfile.classes,bulk\nfile.enrollments,bulk\n"
            + (birth is null ? "" : "file.demographics,bulk\n");
        bundle.Files["orgs.csv"] =
            "sourcedId,status,name,type,parentSourcedId\nd1,active,Millbrook,district,\ns1,active,Willow,school,d1\n";
        bundle.Files["users.csv"] =
            UserColumns
            + $"ola,active,true,ola,Ola,Ops,,{agents},\nthea,active,true,thea,Thea,Cher,,,\nkim,active,true,kim,Kim,Small,,,05\n";
        bundle.Files["roles.csv"] = RoleColumns + "r1,active,kim,primary,student,,,s1\nr2,active,thea,primary,administrator,,,s1\n" + roles;
        bundle.Files["classes.csv"] = "sourcedId,status,title,schoolSourcedId,courseSourcedId,termSourcedIds\nk1,active,Room 5,s1,c1,t1\n";
        bundle.Files["enrollments.csv"] =
            "sourcedId,status,classSourcedId,userSourcedId,role\ne1,active,k1,kim,student\ne2,active,k1,thea,teacher\n" + enrollments;
        if (birth is not null)
            bundle.Files["demographics.csv"] = $"sourcedId,status,birthDate\nola,active,{birth}\n";
        return bundle;
    }

    /// <summary>What the roster would give, the note about it, and what somebody else's import then gives: roles, classes, wards.</summary>
    public static TheoryData<string, string, string, string, string, string> Gifts =>
        new()
        {
            { "r9,active,ola,primary,administrator,,,s1\n", "", "", "role.own", "- 0 0", "Leader 0 0" },
            { "r9,active,ola,primary,teacher,,,d1\n", "", "", "role.own", "- 0 0", "Teacher 0 0" },
            { "", "", "e9,active,k1,ola,teacher\n", "class.own", "- 0 0", "- 1 0" },
            { "", "kim", "", "guardian.own", "- 0 0", "- 0 1" },
        };

    [Theory, MemberData(nameof(Gifts))]
    public async Task Nobody_gives_themself_anything_and_the_report_says_so(
        string roles,
        string agents,
        string enrollments,
        string note,
        string own,
        string anothers
    )
    {
        var (district, olu, ola) = await OperatorAsync();
        using var mine = await olu.ApiAsync(TokenScopes.Api); // a nightly script has no more than this
        using var others = await (await district.PersonAsync("Otto", [SchoolRole.Operator], at: district.Top)).ApiAsync(TokenScopes.Api);
        var bundle = Roster(roles, agents, enrollments);

        var notes = await ImportAsync(mine, bundle);

        Assert.Contains(note, notes);
        Assert.Equal(own, await StateAsync(district, ola));
        // everybody else has what the roster says
        Assert.Equal("Leader 1 0", await StateAsync(district, await PersonAsync(district, "thea")));
        Assert.DoesNotContain(note, await ImportAsync(others, bundle));
        Assert.Equal(anothers, await StateAsync(district, ola));
        Assert.DoesNotContain(note, await ImportAsync(mine, bundle)); // what they have stays theirs
        Assert.Equal(anothers, await StateAsync(district, ola));
    }

    [Fact]
    public async Task What_a_roster_takes_from_who_uploads_it_is_taken()
    {
        var (district, olu, ola) = await OperatorAsync();
        using var mine = await olu.ApiAsync(TokenScopes.Api);
        using var others = await (await district.PersonAsync("Otto", [SchoolRole.Operator], at: district.Top)).ApiAsync(TokenScopes.Api);
        await ImportAsync(others, Roster("r9,active,ola,primary,teacher,,,s1\n", enrollments: "e9,active,k1,ola,teacher\n"));
        Assert.Equal("Teacher 1 0", await StateAsync(district, ola));

        Assert.DoesNotContain("role.own", await ImportAsync(mine, Roster("")));

        Assert.Equal("- 0 0", await StateAsync(district, ola));
    }

    [Fact]
    public async Task Nobody_makes_themself_older()
    {
        var (district, olu, ola) = await OperatorAsync(adult: false);
        using var mine = await olu.ApiAsync(TokenScopes.Api);

        var notes = await ImportAsync(mine, Roster("r9,active,ola,primary,teacher,,,s1\n", birth: "1980-05-01"));

        Assert.Superset(new HashSet<string> { "role.own", "age.own" }, notes.ToHashSet());
        var person = await host.InDbAsync(district.Id, db => db.People.SingleAsync(one => one.Id == ola));
        Assert.Null(person.BirthDate);
        Assert.Null(person.KnownAdultAt);
    }

    /// <summary>Olu operates; the roster knows the same account as Ola.</summary>
    async Task<(TestDistrict District, TestPerson Olu, Id<Person> Ola)> OperatorAsync(bool adult = true)
    {
        var district = await host.NewDistrictAsync();
        var olu = await district.PersonAsync("Olu", [SchoolRole.Operator], at: district.Top);
        var ola = await host.InDbAsync(
            district.Id,
            async db =>
            {
                var person = new Person(district.Id, "Ola", "Ops", host.Clock.GetUtcNow()) { AccountId = olu.AccountId, SourcedId = "ola" };
                if (adult)
                    person.RecordAdult(null, host.Clock.GetUtcNow());
                db.People.Add(person);
                await db.SaveChangesAsync();
                return person.Id;
            }
        );
        return (district, olu, ola);
    }

    Task<Id<Person>> PersonAsync(TestDistrict district, string sourcedId) =>
        host.InDbAsync(district.Id, db => db.People.Where(one => one.SourcedId == sourcedId).Select(one => one.Id).SingleAsync());

    Task<string> StateAsync(TestDistrict district, Id<Person> person) =>
        host.InDbAsync(
            district.Id,
            async db =>
            {
                var roles = await db.RoleAssignments.Where(one => one.PersonId == person).Select(one => one.Role).ToListAsync();
                var classes = await db.ClassMemberships.CountAsync(one => one.PersonId == person && one.EndedAt == null);
                var wards = await db.Guardianships.CountAsync(one => one.GuardianId == person && one.EndedAt == null);
                return $"{(roles.Count == 0 ? "-" : string.Join(',', roles))} {classes} {wards}";
            }
        );

    static async Task<List<string>> ImportAsync(HttpClient api, Bundle bundle)
    {
        using var body = new ByteArrayContent(bundle.Zip()) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } };
        using var answer = await api.PostAsync(new Uri("/api/v1/rosters", UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(1); await Task.Delay(30))
        {
            var state = (await api.GetFromJsonAsync<JsonElement>(answer.Headers.Location)).GetProperty("state").GetString();
            if (state is not ("imported" or "refused"))
                continue;
            var problems = (await api.GetFromJsonAsync<JsonElement>(answer.Headers.Location + "/problems"))
                .GetProperty("items")
                .EnumerateArray()
                .ToList();
            Assert.True(state == "imported", string.Join('\n', problems));
            return problems.ConvertAll(one => one.GetProperty("code").GetString()!);
        }

        throw new TimeoutException("The import did not end.");
    }
}

[Collection("sqlite")]
public sealed class OwnRosterOnSqlite(SqliteHost host) : OwnRosterTests(host);

[Collection("postgres")]
public sealed class OwnRosterOnPostgres(PostgresHost host) : OwnRosterTests(host);
