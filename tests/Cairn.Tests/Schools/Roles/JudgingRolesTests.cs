using System.Net;
using System.Net.Http.Json;
using Cairn.Foundation.Storage;
using Cairn.Tests.Design;
using Cairn.Tests.SignIn.Invitations;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Schools.Roles;

/// <summary>Nobody can give themself judging roles, except a lone first operator, and only until there is a second adult.</summary>
public abstract class JudgingRolesTests(CairnHost host)
{
    [Theory]
    [InlineData("Operator", "Reviewer", "schools.own-role")]
    [InlineData("Operator", "Assessor", "schools.own-role")]
    [InlineData("Operator", "Grantor", "schools.own-role")]
    [InlineData("Operator", "Leader", "schools.own-role")]
    [InlineData("Operator", "Author", "")]
    [InlineData("Operator", "Learner", "")]
    [InlineData("Leader", "Assessor", "schools.own-role")]
    [InlineData("Leader", "Author", "schools.own-role")]
    [InlineData("Leader", "Operator", "schools.not-yours-to-give")]
    public async Task Fails_when_it_is_to_oneself(string held, string wanted, string refusal)
    {
        var district = await host.NewDistrictAsync();
        var me = await district.PersonAsync("Olu", [Enum.Parse<SchoolRole>(held)], at: district.Top);
        await district.PersonAsync("Tea", [SchoolRole.Teacher]);

        Assert.Equal(refusal, await SetAsync(me, me.Id, district.School, wanted));
    }

    [Fact]
    public async Task Fails_when_it_is_to_another_presence_of_the_same_account()
    {
        var district = await host.NewDistrictAsync();
        var me = await district.PersonAsync("Olu", [SchoolRole.Operator], at: district.Top);
        await district.PersonAsync("Tea", [SchoolRole.Teacher]);
        var mother = await district.RosteredAsync("Olu", SchoolRole.Teacher);
        await host.InDbAsync(
            district.Id,
            db => db.People.Where(one => one.Id == mother).ExecuteUpdateAsync(set => set.SetProperty(one => one.AccountId, me.AccountId))
        );

        Assert.Equal("schools.own-role", await SetAsync(me, mother, district.School, "Grantor"));
    }

    [Fact]
    public async Task The_first_operator_alone_may_judge_and_grant_until_a_second_adult_is_there()
    {
        var district = await host.NewDistrictAsync();
        var me = await district.PersonAsync("Olu", [SchoolRole.Operator], at: district.Top);
        await district.PersonAsync("Kim", [SchoolRole.Learner], grade: "05");
        await district.RosteredAsync("Paz", SchoolRole.Guardian);
        using var browser = await me.BrowserAsync();
        var page = $"/schools/{district.School}/people/{me.Id}";

        Assert.Equal("schools.own-role", await SetAsync(me, me.Id, district.School, "Reviewer")); // nobody publishes their own designs
        Assert.NotNull(
            (await browser.PageAsync($"/schools/{district.Top}/people/{me.Id}")).QuerySelector("input[name=Roles][value=Grantor]")
        );
        Assert.Equal("", await SetAsync(me, me.Id, district.School, "Assessor", "Grantor"));

        var alone = await me.ActorAsync();
        Assert.True(
            alone.HoldsAlone(SchoolRole.Assessor, district.School)
                && alone.HoldsAlone(SchoolRole.Grantor, district.School)
                && !alone.HoldsAlone(SchoolRole.Operator, district.School)
        );
        var given = await host.InDbAsync(
            district.Id,
            db => db.AuditEvents.Where(one => one.Action == "role.given").Select(one => one.Detail).ToListAsync()
        );
        Assert.Equal([$"Assessor {district.School} alone", $"Grantor {district.School} alone"], given.Order(StringComparer.Ordinal));

        var second = await district.PersonAsync("Lea", [SchoolRole.Leader], at: district.Top);
        Assert.False((await me.ActorAsync()).Has(SchoolRole.Assessor)); // at once, without anybody doing anything
        using var leader = await second.BrowserAsync();
        var roles = await leader.PageAsync(page);
        Assert.NotNull(roles.QuerySelector(".note.yours"));
        Assert.Empty(roles.QuerySelectorAll("input[name=Roles][checked]"));
        Assert.Equal("schools.own-role", await SetAsync(me, me.Id, district.School, "Assessor", "Grantor", "Reviewer"));

        Assert.Equal(HttpStatusCode.SeeOther, (await leader.PostFormAsync(page, ("Roles", "Assessor"))).StatusCode);

        var after = await me.ActorAsync();
        Assert.True(
            after.Has(SchoolRole.Assessor, district.School)
                && !after.HoldsAlone(SchoolRole.Assessor, district.School)
                && !after.Has(SchoolRole.Grantor)
        );
        Assert.Contains("role.confirmed", await host.InDbAsync(district.Id, db => db.AuditEvents.Select(one => one.Action).ToListAsync()));
    }

    /// <summary>Who is there besides the operator, and whether the operator is still alone.</summary>
    [Theory]
    [InlineData("Learner", "05", null, true)]
    [InlineData("Guardian", null, null, true)]
    [InlineData("Teacher", null, 16, true)] // an aide of sixteen is not a second adult
    [InlineData("Teacher", null, 40, false)]
    [InlineData("Author", null, null, false)]
    public async Task A_second_adult_has_a_role_on_the_staff(string role, string? grade, int? age, bool alone)
    {
        var district = await host.NewDistrictAsync();
        var me = await district.PersonAsync("Olu", [SchoolRole.Operator], at: district.Top);
        await district.PersonAsync("Other", [Enum.Parse<SchoolRole>(role)], grade, age);

        Assert.Equal(alone ? "" : "schools.own-role", await SetAsync(me, me.Id, district.School, "Assessor"));
    }

    [Fact]
    public async Task Whoever_gives_a_role_to_somebody_of_unknown_age_says_that_they_are_an_adult()
    {
        var district = await host.NewDistrictAsync();
        var leader = await district.PersonAsync("Lea", [SchoolRole.Leader]);
        var aide = await district.RosteredAsync("Ada", null);
        using var browser = await leader.BrowserAsync();
        Assert.False(await IsAdultAsync());
        Assert.NotNull((await browser.PageAsync($"/schools/{district.School}/people/{aide}")).QuerySelector(".note"));

        Assert.Equal("", await SetAsync(leader, aide, district.School, "Learner"));
        Assert.Equal("schools.role-needs-an-adult", await SetAsync(leader, aide, district.School, "Learner", "Assessor"));
        Assert.False(await IsAdultAsync());
        Assert.Equal("", await SetAsync(leader, aide, district.School)); // no learner after all
        Assert.Equal("", await SetAsync(leader, aide, district.School, "Assessor"));

        Assert.True(await IsAdultAsync());
        Assert.Equal(
            leader.Id.Value,
            await host.InDbAsync(district.Id, db => db.People.Where(one => one.Id == aide).Select(one => one.KnownAdultBy).SingleAsync())
        );
        Assert.Contains(
            "person.adult-recorded",
            await host.InDbAsync(district.Id, db => db.AuditEvents.Select(one => one.Action).ToListAsync())
        );

        Task<bool> IsAdultAsync() =>
            host.InDbAsync(district.Id, async db => (await db.People.SingleAsync(one => one.Id == aide)).IsAdult(host.Clock.Now()));
    }

    private static async Task<string> SetAsync(TestPerson actor, Id<Person> person, Id<Organization> at, params string[] roles)
    {
        using var api = await actor.ApiAsync();
        using var answer = await api.PutAsJsonAsync($"/api/v1/schools/{at}/people/{person}/roles", new { roles });
        return answer.IsSuccessStatusCode ? ""
            : answer.StatusCode is HttpStatusCode.NotFound ? "404"
            : await answer.CodeAsync();
    }
}

[Collection("sqlite")]
public sealed class SqliteJudgingRolesTests(SqliteHost host) : JudgingRolesTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresJudgingRolesTests(PostgresHost host) : JudgingRolesTests(host);
