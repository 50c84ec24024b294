using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Design;
using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Schools;

public abstract class SchoolPagesTests(CairnHost host)
{
    [Fact]
    public async Task An_operator_sees_district_and_schools_and_a_leader_lands_at_theirs()
    {
        var district = await host.NewDistrictAsync();
        var @operator = await (await district.PersonAsync("Olu", [SchoolRole.Operator], at: district.Top)).BrowserAsync();
        var leader = await (await district.PersonAsync("Lee", [SchoolRole.Leader])).BrowserAsync();

        var all = await @operator.PageAsync("/schools");
        var own = await leader.GetAsync(new Uri("/schools", UriKind.Relative));

        Assert.Equal(2, all.QuerySelectorAll(".cards > li").Length);
        Assert.NotNull(all.QuerySelector("a[href='/rosters']"));
        Assert.Equal($"/schools/{district.School}", own.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_school_lists_its_classes_with_their_teachers()
    {
        var district = await host.NewDistrictAsync();
        var teacher = await district.PersonAsync("Tea", [SchoolRole.Teacher]);
        var lee = await district.PersonAsync("Lee", [SchoolRole.Leader]);
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                var schoolClass = new SchoolClass(district.Id, district.School, "Science 5A", host.Clock.GetUtcNow());
                db.AddRange(
                    schoolClass,
                    new ClassMembership(district.Id, schoolClass.Id, teacher.Id, ClassRole.Teacher, host.Clock.GetUtcNow())
                );
                await db.SaveChangesAsync();
            }
        );

        var row = (await (await lee.BrowserAsync()).PageAsync($"/schools/{district.School}")).QuerySelector("tbody tr")!;
        var item = (await (await lee.ApiAsync()).GetFromJsonAsync<JsonElement>($"/api/v1/schools/{district.School}/classes")).GetProperty(
            "items"
        )[0];

        Assert.Equal(["Science 5A", "", "Tea Tester"], row.Children.Select(cell => cell.TextContent.Trim()));
        Assert.Equal(("Science 5A", "Tea Tester"), (item.GetProperty("title").GetString(), item.GetProperty("teachers")[0].GetString()));
    }

    [Fact]
    public async Task Fails_when_a_leader_asks_for_another_school()
    {
        var district = await host.NewDistrictAsync();
        var other = await host.NewDistrictAsync();
        var leader = await (await district.PersonAsync("Lee", [SchoolRole.Leader])).BrowserAsync();

        foreach (
            var address in new[]
            {
                $"/schools/{district.Top}",
                $"/schools/{other.School}",
                $"/schools/{district.Top}/people",
                $"/schools/{other.School}/picks",
            }
        )
            Assert.Equal(HttpStatusCode.NotFound, (await leader.GetAsync(new Uri(address, UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_leader_gives_and_takes_roles_on_the_page()
    {
        var district = await host.NewDistrictAsync();
        var teacher = await district.PersonAsync("Tea", [SchoolRole.Teacher]);
        var leader = await (await district.PersonAsync("Lee", [SchoolRole.Leader])).BrowserAsync();
        var address = $"/schools/{district.School}/people/{teacher.Id}";

        var answer = await leader.PostFormAsync(address, ("Roles", "Assessor"), ("Roles", "Author"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal([SchoolRole.Author, SchoolRole.Assessor], await RolesAsync(district, teacher));
        Assert.Equal(
            3,
            await host.InDbAsync(
                district.Id,
                db => db.AuditEvents.CountAsync(one => one.Action == "role.given" || one.Action == "role.taken")
            )
        );
        var found = await leader.PageAsync($"/schools/{district.School}/people?q=te&role=Assessor");
        Assert.Equal(address, found.QuerySelector("tbody a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Fails_when_a_leader_makes_an_operator_and_the_page_keeps_what_was_ticked()
    {
        var district = await host.NewDistrictAsync();
        var teacher = await district.PersonAsync("Tea", [SchoolRole.Teacher]);
        var leader = await (await district.PersonAsync("Lee", [SchoolRole.Leader])).BrowserAsync();

        var answer = await leader.PostFormAsync(
            $"/schools/{district.School}/people/{teacher.Id}",
            ("Roles", "Teacher"),
            ("Roles", "Assessor"),
            ("Roles", "Operator")
        );
        var page = await answer.PageAsync();

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.NotNull(page.QuerySelector("#f-Roles-error"));
        Assert.NotNull(page.QuerySelector("input[value=Assessor][checked]"));
        Assert.Equal([SchoolRole.Teacher], await RolesAsync(district, teacher));
    }

    [Fact]
    public async Task Roles_through_the_api_are_the_same_twice()
    {
        var district = await host.NewDistrictAsync();
        var teacher = await district.PersonAsync("Tea", [SchoolRole.Teacher]);
        var api = await (await district.PersonAsync("Lee", [SchoolRole.Leader])).ApiAsync();
        var address = new Uri($"/api/v1/schools/{district.School}/people/{teacher.Id}/roles", UriKind.Relative);

        for (var time = 1; time <= 2; time++)
        {
            var answer = await api.PutAsJsonAsync(address, new { roles = new[] { "teacher", "grantor" } });
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(
                ["teacher", "grantor"],
                (await answer.Content.ReadFromJsonAsync<JsonElement>())
                    .GetProperty("roles")
                    .EnumerateArray()
                    .Select(role => role.GetString())
            );
        }

        Assert.Equal(1, await host.InDbAsync(district.Id, db => db.AuditEvents.CountAsync(one => one.Action == "role.given")));
    }

    [Fact]
    public async Task What_is_not_yours_to_take_stays_also_for_a_program()
    {
        var district = await host.NewDistrictAsync();
        var both = await district.PersonAsync("Tea", [SchoolRole.Teacher, SchoolRole.Operator]);
        var api = await (await district.PersonAsync("Lee", [SchoolRole.Leader])).ApiAsync();

        var answer = await api.PutAsJsonAsync(
            $"/api/v1/schools/{district.School}/people/{both.Id}/roles",
            new { roles = new[] { "assessor" } }
        );

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(
            ["assessor", "operator"],
            (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("roles").EnumerateArray().Select(role => role.GetString())
        );
        Assert.Equal([SchoolRole.Assessor, SchoolRole.Operator], await RolesAsync(district, both));
    }

    [Theory]
    [InlineData("operator", "schools.not-yours-to-give")]
    [InlineData("guardian", "schools.role-not-by-hand")]
    public async Task Fails_when_a_role_is_not_given_so_and_the_problem_names_the_member(string role, string code)
    {
        var district = await host.NewDistrictAsync();
        var teacher = await district.PersonAsync("Tea", [SchoolRole.Teacher]);
        var api = await (await district.PersonAsync("Lee", [SchoolRole.Leader])).ApiAsync();

        var answer = await api.PutAsJsonAsync(
            $"/api/v1/schools/{district.School}/people/{teacher.Id}/roles",
            new { roles = new[] { "teacher", role } }
        );
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal((code, "roles"), (problem.GetProperty("code").GetString(), problem.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task A_search_for_too_many_words_finds_nobody_for_a_program_either()
    {
        var district = await host.NewDistrictAsync();
        var lee = await district.PersonAsync("Lee", [SchoolRole.Leader]);
        var (leader, api) = (await lee.BrowserAsync(), await lee.ApiAsync());
        var words = new string('x', 150);

        var found = await api.GetFromJsonAsync<JsonElement>($"/api/v1/schools/{district.School}/people?q={words}");

        Assert.Equal(0, found.GetProperty("items").GetArrayLength());
        Assert.Empty((await leader.PageAsync($"/schools/{district.School}/people?q={words}")).QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task Fails_when_a_child_of_another_school_is_looked_up()
    {
        var district = await host.NewDistrictAsync();
        var leader = await (await district.PersonAsync("Lee", [SchoolRole.Leader])).ApiAsync();
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                var elsewhere = new Organization(district.Id, OrganizationKind.School, "Elm", district.Top, host.Clock.GetUtcNow());
                var child = new Person(district.Id, "Zoe", "Zander", host.Clock.GetUtcNow()) { Grade = "03" };
                db.AddRange(
                    elsewhere,
                    child,
                    new RoleAssignment(district.Id, child.Id, elsewhere.Id, SchoolRole.Learner, host.Clock.GetUtcNow())
                );
                await db.SaveChangesAsync();
            }
        );

        var found = await leader.GetFromJsonAsync<JsonElement>($"/api/v1/schools/{district.School}/people?q=zoe");

        Assert.Equal(0, found.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_leader_puts_a_pick_on_the_list_and_takes_it_off()
    {
        var district = await host.NewDistrictAsync();
        var offered = await OfferAsync(district, publish: true);
        var lee = await district.PersonAsync("Lee", [SchoolRole.Leader]);
        var (leader, api) = (await lee.BrowserAsync(), await lee.ApiAsync());
        var address = $"/schools/{district.School}/picks";

        var put = await leader.PostFormAsync(
            address,
            ("MicroCredentialId", offered.ToString()),
            ("Reason", "Our weather station needs you.")
        );
        var page = await leader.PageAsync(address);
        var listed = (await api.GetFromJsonAsync<JsonElement>($"/api/v1{address}")).GetProperty("items")[0];
        var removal = page.QuerySelector("tbody form")!.GetAttribute("action")!;
        var off = await leader.PostFormAsync(removal, [], page: address);

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (put.StatusCode, off.StatusCode));
        Assert.Contains("Our weather station needs you.", page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            (offered.ToString(), "Our weather station needs you."),
            (listed.GetProperty("microCredentialId").GetString(), listed.GetProperty("reason").GetString())
        );
        Assert.Empty((await leader.PageAsync(address)).QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task A_pick_through_the_api_is_the_same_twice_and_is_taken_off()
    {
        var district = await host.NewDistrictAsync();
        var offered = await OfferAsync(district, publish: true);
        var api = await (await district.PersonAsync("Lee", [SchoolRole.Leader])).ApiAsync();
        var address = $"/api/v1/schools/{district.School}/picks";

        var (first, second) = (await ChooseAsync(), await ChooseAsync());
        var off = await api.DeleteAsync(new Uri($"{address}/{first}", UriKind.Relative));

        Assert.Equal((first, HttpStatusCode.NoContent), (second, off.StatusCode));
        Assert.Equal(0, (await api.GetFromJsonAsync<JsonElement>(address)).GetProperty("items").GetArrayLength());

        async Task<string?> ChooseAsync()
        {
            var answer = await api.PostAsJsonAsync(address, new { microCredentialId = offered.ToString() });
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        }
    }

    [Fact]
    public async Task Fails_when_a_pick_is_not_published()
    {
        var district = await host.NewDistrictAsync();
        var draft = await OfferAsync(district, publish: false);
        var api = await (await district.PersonAsync("Lee", [SchoolRole.Leader])).ApiAsync();

        var answer = await api.PostAsJsonAsync($"/api/v1/schools/{district.School}/picks", new { microCredentialId = draft.ToString() });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(
            ("schools.not-offered", "microCredentialId"),
            (problem.GetProperty("code").GetString(), problem.GetProperty("field").GetString())
        );
    }

    Task<List<SchoolRole>> RolesAsync(TestDistrict district, TestPerson person) =>
        host.InDbAsync(
            district.Id,
            async db =>
                (await db.RoleAssignments.Where(one => one.PersonId == person.Id).Select(one => one.Role).ToListAsync()).Order().ToList()
        );

    async Task<Id<MicroCredential>> OfferAsync(TestDistrict district, bool publish)
    {
        var author = await (await district.PersonAsync("Aut", [SchoolRole.Author])).ActorAsync();
        var reviewer = await (await district.PersonAsync("Rev", [SchoolRole.Reviewer])).ActorAsync();
        var now = host.Clock.GetUtcNow();
        return await host.InDbAsync(
            district.Id,
            async db =>
            {
                var microCredential = new MicroCredential(district.School, author, now);
                var version = new MicroCredentialVersion(microCredential, 1, SampleBlueprints.All.First().Value, author, now);
                if (publish)
                {
                    version.AskForReview(author, now);
                    Assert.Null(version.Publish(reviewer, new DesignChecklist(true, true, true, true, true, true), now).Refusal);
                }

                db.AddRange(microCredential, version);
                await db.SaveChangesAsync();
                if (publish)
                    microCredential.Offer(version);
                await db.SaveChangesAsync();
                return microCredential.Id;
            }
        );
    }
}

[Collection("sqlite")]
public sealed class SchoolPagesOnSqlite(SqliteHost host) : SchoolPagesTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class SchoolPagesOnPostgres(PostgresHost host) : SchoolPagesTests(host);
