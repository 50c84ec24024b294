using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Cairn.Design;
using Cairn.Design.Badges;
using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Design;

public abstract class DesignApiTests(CairnHost host)
{
    private static readonly Blueprint Complete = Blueprints.Complete;

    [Fact]
    public async Task A_draft_is_reviewed_by_somebody_else_and_published()
    {
        var (district, author, reviewer) = await PeopleAsync();
        var draft = await author.DraftAsync(district, Complete);
        Assert.Equal("draft", draft.Text("state"));
        var id = draft.Text("id");

        Assert.Equal(HttpStatusCode.NoContent, (await author.AskForReviewAsync(id)).StatusCode);
        var queue = await reviewer.GetFromJsonAsync<JsonElement>("/api/v1/design-reviews");
        Assert.Equal(id, Assert.Single(queue.GetProperty("items").EnumerateArray()).Text("id"));
        Assert.Equal(HttpStatusCode.OK, (await reviewer.PublishAsync(id)).StatusCode);

        Assert.Equal("published", (await author.GetFromJsonAsync<JsonElement>($"/api/v1/versions/{id}")).Text("state"));
        var events = await host.InDbAsync(
            district.Id,
            db => db.AuditEvents.OrderBy(e => e.At).ThenBy(e => e.Id).Select(e => e.Action).ToListAsync()
        );
        Assert.Equal(["micro-credential.begun", "version.review-asked", "version.published"], events);
        var locator = await host.InDbAsync(
            district.Id,
            db => db.Locators.SingleAsync(l => l.Kind == MicroCredentialVersion.Located && l.DistrictId == district.Id)
        );
        Assert.Equal(Guid.Parse(id), locator.TargetId);
    }

    [Fact]
    public async Task Publishing_at_the_same_instant_publishes_once()
    {
        var (district, author, reviewer) = await PeopleAsync();
        var another = await (await district.PersonAsync("Rosa", [SchoolRole.Reviewer])).ApiAsync();
        var id = (await author.DraftAsync(district, Complete)).Text("id");
        await author.AskForReviewAsync(id);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => (n % 2 == 0 ? reviewer : another).PublishAsync(id)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var bodies = await Task.WhenAll(answers.Select(a => a.Content.ReadAsStringAsync()));
        Assert.Single(bodies.Distinct());
        Assert.Equal(1, await host.InDbAsync(district.Id, db => db.Publications.CountAsync()));
        Assert.Equal(1, await host.InDbAsync(district.Id, db => db.AuditEvents.CountAsync(e => e.Action == "version.published")));
    }

    [Fact]
    public async Task Feedback_brings_it_back_and_it_can_be_sent_again()
    {
        var (district, author, reviewer) = await PeopleAsync();
        var id = (await author.DraftAsync(district, Complete)).Text("id");
        await author.AskForReviewAsync(id);

        var sent = await reviewer.PostAsJsonAsync(
            $"/api/v1/versions/{id}/feedback",
            new { checklist = new { oneCompetency = true }, comment = "Say how long." }
        );

        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        var feedback = await author.GetFromJsonAsync<JsonElement>($"/api/v1/versions/{id}/feedback");
        Assert.Equal("Say how long.", Assert.Single(feedback.EnumerateArray()).Text("comment"));
        Assert.Equal("draft", (await author.GetFromJsonAsync<JsonElement>($"/api/v1/versions/{id}")).Text("state"));
        Assert.Equal(HttpStatusCode.NoContent, (await author.AskForReviewAsync(id)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await reviewer.PublishAsync(id)).StatusCode);
    }

    [Fact]
    public async Task A_revision_begins_from_what_is_published_and_once()
    {
        var (district, author, reviewer) = await PeopleAsync();
        var microCredential = await author.PublishedAsync(reviewer, district, Complete);
        var address = new Uri($"/api/v1/micro-credentials/{microCredential}/versions", UriKind.Relative);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => author.PostAsync(address, null)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var second = await answers[0].Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(2, second.GetProperty("number").GetInt32());
        Assert.Equal(Complete.Title, second.GetProperty("blueprint").Text("title"));
        Assert.Equal(2, await host.InDbAsync(district.Id, db => db.Versions.CountAsync()));

        var other = await (await district.PersonAsync("Otto", [SchoolRole.Author])).ApiAsync();
        var refused = await other.PostAsync(address, null);
        Assert.Equal((HttpStatusCode.Conflict, "design.revision-under-way"), (refused.StatusCode, await refused.CodeAsync()));
    }

    [Fact]
    public async Task An_unfinished_draft_is_saved_and_told_what_is_to_do()
    {
        var (district, author, _) = await PeopleAsync();

        var draft = await author.DraftAsync(district, new Blueprint { Title = "Begun" });

        Assert.Contains(
            draft.GetProperty("toDo").EnumerateArray(),
            item => item.Text("path") == "rubric" && item.Text("code") == "design.too-few"
        );
    }

    [Fact]
    public async Task A_picture_of_the_schools_own_is_the_badge()
    {
        var (district, author, _) = await PeopleAsync();
        var address = new Uri($"/api/v1/versions/{(await author.DraftAsync(district, Complete)).Text("id")}/badge", UriKind.Relative);
        var png = Stone.Draw(Complete).ToPng(64);

        Assert.Equal(HttpStatusCode.OK, (await author.PutAsync(address, new ByteArrayContent(png))).StatusCode);

        var badge = await author.GetAsync(address);
        Assert.Equal("image/png", badge.Content.Headers.ContentType!.MediaType);
        Assert.Equal(png, await badge.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Fails_when_an_unfinished_draft_is_sent_for_review()
    {
        var (district, author, _) = await PeopleAsync();
        var id = (await author.DraftAsync(district, Complete with { Method = "", Reflection = [] })).Text("id");

        var refused = await author.AskForReviewAsync(id);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("design.incomplete", problem.Text("code"));
        Assert.Equal(
            ["blueprint.method", "blueprint.reflection"],
            problem.GetProperty("errors").EnumerateArray().Select(e => e.Text("path"))
        );
    }

    [Fact]
    public async Task Fails_when_an_author_publishes_their_own()
    {
        var district = await host.NewDistrictAsync();
        var author = await (await district.PersonAsync("Ana", [SchoolRole.Author, SchoolRole.Reviewer])).ApiAsync();
        var id = (await author.DraftAsync(district, Complete)).Text("id");
        await author.AskForReviewAsync(id);

        var refused = await author.PublishAsync(id);

        Assert.Equal((HttpStatusCode.Forbidden, "design.own-work"), (refused.StatusCode, await refused.CodeAsync()));
        Assert.Empty((await author.GetFromJsonAsync<JsonElement>("/api/v1/design-reviews")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Fails_when_the_reviewer_is_of_another_school()
    {
        var (district, author, _) = await PeopleAsync();
        var elsewhere = await host.InDbAsync(
            district.Id,
            async db =>
            {
                var school = new Organization(district.Id, OrganizationKind.School, "Elsewhere", district.Top, host.Clock.Now());
                db.Organizations.Add(school);
                await db.SaveChangesAsync();
                return school.Id;
            }
        );
        var reviewer = await (await district.PersonAsync("Rui", [SchoolRole.Reviewer], at: elsewhere)).ApiAsync();
        var id = (await author.DraftAsync(district, Complete)).Text("id");
        await author.AskForReviewAsync(id);

        Assert.Equal(HttpStatusCode.NotFound, (await reviewer.PublishAsync(id)).StatusCode);
        Assert.Empty((await reviewer.GetFromJsonAsync<JsonElement>("/api/v1/design-reviews")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Fails_when_the_checklist_is_not_complete()
    {
        var (district, author, reviewer) = await PeopleAsync();
        var id = (await author.DraftAsync(district, Complete)).Text("id");
        await author.AskForReviewAsync(id);

        var refused = await reviewer.PublishAsync(id, new { checklist = new { oneCompetency = true } });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "design.checklist-incomplete"), (refused.StatusCode, await refused.CodeAsync()));
    }

    [Fact]
    public async Task Fails_when_it_was_changed_after_the_reviewer_read_it()
    {
        var (district, author, reviewer) = await PeopleAsync();
        var id = (await author.DraftAsync(district, Complete)).Text("id");
        await author.AskForReviewAsync(id);
        var read = (await reviewer.GetFromJsonAsync<JsonElement>($"/api/v1/versions/{id}")).GetProperty("revision").GetInt64();
        await author.DeleteAsync(new Uri($"/api/v1/versions/{id}/review-request", UriKind.Relative));
        var draft = await author.GetFromJsonAsync<JsonElement>($"/api/v1/versions/{id}");
        Assert.Equal(
            HttpStatusCode.OK,
            (await author.SaveAsync(id, draft.GetProperty("revision").GetInt64(), Complete with { Title = "Changed" })).StatusCode
        );
        await author.AskForReviewAsync(id);

        var refused = await reviewer.PublishAsync(id, new { checklist = DesignSteps.AllTicked, revision = read });

        Assert.Equal((HttpStatusCode.Conflict, "design.changed-since-read"), (refused.StatusCode, await refused.CodeAsync()));
    }

    [Fact]
    public async Task Fails_when_it_is_taken_back_at_the_instant_of_publishing()
    {
        var (district, author, _) = await PeopleAsync();
        var reviewer = await (await district.PersonAsync("Rosa", [SchoolRole.Reviewer])).ActorAsync();
        var id = (await author.DraftAsync(district, Complete)).Text("id");
        await author.AskForReviewAsync(id);

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() =>
            host.InDbAsync(
                district.Id,
                async db =>
                {
                    var visit = new Visit(reviewer, db, host.Clock.Now(), CancellationToken.None);
                    var version = (await visit.FindVersionAsync(new Id<MicroCredentialVersion>(Guid.Parse(id)))).Value;
                    await author.DeleteAsync(new Uri($"/api/v1/versions/{id}/review-request", UriKind.Relative));
                    Assert.Null(
                        version.Publish(reviewer, new DesignChecklist(true, true, true, true, true, true), host.Clock.GetUtcNow()).Refusal
                    );
                    await db.SaveChangesAsync();
                }
            )
        );

        Assert.Equal(0, await host.InDbAsync(district.Id, db => db.Publications.CountAsync()));
    }

    [Fact]
    public async Task What_is_retired_leaves_the_catalogue_and_can_still_be_read()
    {
        var (district, author, reviewer) = await PeopleAsync();
        var id = await author.PublishedAsync(reviewer, district, Complete);
        var address = new Uri($"/api/v1/micro-credentials/{id}/retirement", UriKind.Relative);

        Assert.Equal(HttpStatusCode.Forbidden, (await reviewer.PutAsync(address, null)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await author.PutAsync(address, null)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await author.PutAsync(address, null)).StatusCode);

        Assert.Equal(0, (await author.GetFromJsonAsync<JsonElement>("/api/v1/micro-credentials")).GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.OK, (await author.GetAsync(new Uri($"/api/v1/micro-credentials/{id}", UriKind.Relative))).StatusCode);
        Assert.Equal(1, await host.InDbAsync(district.Id, db => db.AuditEvents.CountAsync(e => e.Action == "micro-credential.retired")));
    }

    [Fact]
    public async Task Fails_when_a_published_version_is_edited()
    {
        var (district, author, reviewer) = await PeopleAsync();
        var draft = await author.DraftAsync(district, Complete);
        var id = draft.Text("id");
        await author.AskForReviewAsync(id);
        await reviewer.PublishAsync(id);

        var refused = await author.SaveAsync(id, draft.GetProperty("revision").GetInt64(), Complete with { Title = "Other" });

        Assert.Equal((HttpStatusCode.Conflict, "design.version-is-frozen"), (refused.StatusCode, await refused.CodeAsync()));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() =>
            host.InDbAsync(district.Id, db => db.Versions.ExecuteUpdateAsync(set => set.SetProperty(v => v.Summary, "Other")))
        );
    }

    [Fact]
    public async Task Fails_when_the_draft_was_saved_by_another_editor()
    {
        var (district, author, _) = await PeopleAsync();
        var draft = await author.DraftAsync(district, Complete);
        var (id, revision) = (draft.Text("id"), draft.GetProperty("revision").GetInt64());
        Assert.Equal(HttpStatusCode.OK, (await author.SaveAsync(id, revision, Complete with { Title = "First" })).StatusCode);

        var refused = await author.SaveAsync(id, revision, Complete with { Title = "Second" });

        Assert.Equal((HttpStatusCode.Conflict, "design.stale"), (refused.StatusCode, await refused.CodeAsync()));
        Assert.Equal(
            "First",
            (await author.GetFromJsonAsync<JsonElement>($"/api/v1/versions/{id}")).GetProperty("blueprint").Text("title")
        );
    }

    [Theory]
    [InlineData("\"tags\":[", "\"tag\":[", "api.unknown", "blueprint.tag")]
    [InlineData("\"category\":\"subject\"", "\"category\":\"magic\"", "api.choice", "blueprint.category")]
    [InlineData("\"effortMinutes\":", "\"effortMinutes\":\"a\",\"effortMinute\":", "api.not-a-number", "blueprint.effortMinutes")]
    public async Task Fails_when_the_blueprint_is_not_understood(string from, string to, string code, string path)
    {
        var (district, author, _) = await PeopleAsync();
        var json = JsonSerializer.Serialize(
            new { organizationId = district.School.ToString(), blueprint = Complete with { Category = SkillCategory.Subject } },
            Blueprint.Json
        );
        Assert.Contains(from, json, StringComparison.Ordinal);

        var refused = await author.PostAsync(
            new Uri("/api/v1/micro-credentials", UriKind.Relative),
            new StringContent(json.Replace(from, to, StringComparison.Ordinal), Encoding.UTF8, "application/json")
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        var first = problem.TryGetProperty("errors", out var errors) ? errors[0] : problem;
        Assert.Equal((code, path), (first.Text("code"), first.TryGetProperty("path", out var at) ? at.GetString() : first.Text("field")));
    }

    [Fact]
    public async Task Fails_when_a_blueprint_is_out_of_bounds()
    {
        var (district, author, _) = await PeopleAsync();

        var refused = await author.BeginAsync(district, Complete with { Title = new string('a', 81), Language = "?" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var errors = (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateArray();
        Assert.Equal(
            [("blueprint.title", "design.too-long"), ("blueprint.language", "design.language")],
            errors.Select(e => (e.Text("path"), e.Text("code")))
        );
    }

    [Fact]
    public async Task Fails_when_a_body_is_huge()
    {
        var (_, author, _) = await PeopleAsync();

        var refused = await author.PostAsync(
            new Uri("/api/v1/micro-credentials", UriKind.Relative),
            new StringContent($"{{\"x\":\"{new string('a', 600_000)}\"}}", Encoding.UTF8, "application/json")
        );

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
    }

    [Fact]
    public async Task Fails_when_a_draft_is_read_by_another_author()
    {
        var (district, author, reviewer) = await PeopleAsync();
        var id = (await author.DraftAsync(district, Complete)).Text("id");
        var other = await (await district.PersonAsync("Otto", [SchoolRole.Author])).ApiAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(new Uri($"/api/v1/versions/{id}", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await reviewer.GetAsync(new Uri($"/api/v1/versions/{id}", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.SaveAsync(id, 1, Complete)).StatusCode);
    }

    [Fact]
    public async Task Fails_when_it_belongs_to_another_district()
    {
        var (district, author, reviewer) = await PeopleAsync();
        var microCredential = await author.PublishedAsync(reviewer, district, Complete);
        var version = await host.InDbAsync(district.Id, db => db.Versions.Select(v => v.Id).SingleAsync());
        var (_, stranger, judge) = await PeopleAsync();

        Assert.Equal(
            HttpStatusCode.NotFound,
            (await stranger.GetAsync(new Uri($"/api/v1/micro-credentials/{microCredential}", UriKind.Relative))).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await stranger.GetAsync(new Uri($"/api/v1/versions/{version}", UriKind.Relative))).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await stranger.PostAsync(new Uri($"/api/v1/micro-credentials/{microCredential}/versions", UriKind.Relative), null)).StatusCode
        );
        Assert.Equal(HttpStatusCode.NotFound, (await judge.PublishAsync(version.ToString())).StatusCode);
    }

    [Fact]
    public async Task Fails_when_a_learner_designs()
    {
        var (district, _, _) = await PeopleAsync();
        var learner = await (await district.PersonAsync("Lea", [SchoolRole.Learner], grade: "04", age: 10)).ApiAsync();

        Assert.Equal(HttpStatusCode.Forbidden, (await learner.BeginAsync(district, Complete)).StatusCode);
    }

    private async Task<(TestDistrict, HttpClient Author, HttpClient Reviewer)> PeopleAsync()
    {
        var district = await host.NewDistrictAsync();
        return (
            district,
            await (await district.PersonAsync("Ana", [SchoolRole.Author])).ApiAsync(),
            await (await district.PersonAsync("Rui", [SchoolRole.Reviewer])).ApiAsync()
        );
    }
}

[Collection("sqlite")]
public sealed class SqliteDesignApiTests(SqliteHost host) : DesignApiTests(host);

[Collection("postgres")]
public sealed class PostgresDesignApiTests(PostgresHost host) : DesignApiTests(host);
