using System.Net;
using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Design;

/// <summary>Roles are checked at every step of a design, not only at the first.</summary>
public abstract class RoleStepsTests(CairnHost host)
{
    /// <summary>
    /// The step after the role was removed, and its answer. Everybody keeps the same role at another school.
    /// </summary>
    [Theory]
    [InlineData("edit", "design.not-an-author")]
    [InlineData("ask", "design.not-an-author")]
    [InlineData("publish", "design.not-a-reviewer")]
    [InlineData("send-back", "design.not-a-reviewer")]
    [InlineData("publish-as-author", "design.own-work")]
    public async Task Fails_when_the_role_was_taken_between_two_steps(string step, string refusal)
    {
        var district = await host.NewDistrictAsync();
        var other = await host.InDbAsync(
            district.Id,
            async db =>
            {
                var school = new Organization(district.Id, OrganizationKind.School, "Other", district.Top, host.Clock.Now());
                db.Organizations.Add(school);
                await db.SaveChangesAsync();
                return school.Id;
            }
        );
        var ana = await district.PersonAsync("Ana", [SchoolRole.Author]);
        var rui = await district.PersonAsync("Rui", [SchoolRole.Reviewer]);
        await GiveAsync(ana, SchoolRole.Author, other);
        await GiveAsync(rui, SchoolRole.Reviewer, other);
        using var author = await ana.ApiAsync();
        using var reviewer = await rui.ApiAsync();
        var draft = await author.DraftAsync(district, Blueprints.Complete);
        var (version, revision) = (draft.Text("id"), draft.GetProperty("revision").GetInt64());
        if (step is not ("edit" or "ask"))
            Assert.Equal(HttpStatusCode.NoContent, (await author.AskForReviewAsync(version)).StatusCode);

        if (step is "publish-as-author")
            await host.InDbAsync(
                district.Id,
                db =>
                    db.People.Where(one => one.Id == rui.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.AccountId, ana.AccountId))
            );
        else
            await TakeAsync(step is "edit" or "ask" ? ana : rui, district.School);

        using var answer = step switch
        {
            "edit" => await author.SaveAsync(version, revision, Blueprints.Complete with { Title = "Another" }),
            "ask" => await author.AskForReviewAsync(version),
            "send-back" => await reviewer.PostAsync(
                new Uri($"/api/v1/versions/{version}/feedback", UriKind.Relative),
                System.Net.Http.Json.JsonContent.Create(new { checklist = DesignSteps.AllTicked, comment = "More." })
            ),
            _ => await reviewer.PublishAsync(version),
        };

        // Somebody who is no longer a reviewer at this school does not even see the version.
        if (refusal is "design.not-a-reviewer")
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        else
            Assert.Equal(refusal, await answer.CodeAsync());
        Assert.Equal(0, await host.InDbAsync(district.Id, db => db.Publications.CountAsync()));

        Task GiveAsync(TestPerson person, SchoolRole role, Id<Organization> at) =>
            host.InDbAsync(
                district.Id,
                async db =>
                {
                    db.RoleAssignments.Add(new RoleAssignment(district.Id, person.Id, at, role, host.Clock.Now()));
                    await db.SaveChangesAsync();
                }
            );

        Task TakeAsync(TestPerson person, Id<Organization> at) =>
            host.InDbAsync(
                district.Id,
                db => db.RoleAssignments.Where(one => one.PersonId == person.Id && one.OrganizationId == at).ExecuteDeleteAsync()
            );
    }

    [Theory]
    [InlineData("/classes/{0}")]
    [InlineData("/classes/{0}/cards")]
    [InlineData("/classes/{0}/ways-in")]
    public async Task Fails_when_who_taught_the_class_is_no_teacher_any_more(string address)
    {
        var district = await host.NewDistrictAsync();
        var tess = await district.PersonAsync("Tess", [SchoolRole.Teacher, SchoolRole.Grantor]);
        var room = await host.InDbAsync(
            district.Id,
            async db =>
            {
                var other = new Organization(district.Id, OrganizationKind.School, "Other", district.Top, host.Clock.Now());
                var room = new SchoolClass(district.Id, district.School, "Room 5", host.Clock.Now());
                db.AddRange(other, room, new ClassMembership(district.Id, room.Id, tess.Id, ClassRole.Teacher, host.Clock.Now()));
                // so the door itself stays open
                db.RoleAssignments.Add(new RoleAssignment(district.Id, tess.Id, other.Id, SchoolRole.Leader, host.Clock.Now()));
                await db.SaveChangesAsync();
                return room.Id;
            }
        );
        using var browser = await tess.BrowserAsync();
        var page = new Uri(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, room), UriKind.Relative);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(page)).StatusCode);

        await host.InDbAsync(
            district.Id,
            db => db.RoleAssignments.Where(one => one.PersonId == tess.Id && one.Role == SchoolRole.Teacher).ExecuteDeleteAsync()
        );

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(page)).StatusCode);
    }
}

[Collection("sqlite")]
public sealed class SqliteRoleStepsTests(SqliteHost host) : RoleStepsTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresRoleStepsTests(PostgresHost host) : RoleStepsTests(host);
