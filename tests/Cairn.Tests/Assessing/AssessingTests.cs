using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Assessing;
using Cairn.Design;
using Cairn.Earning;
using Cairn.Foundation.Storage;
using Cairn.Tests.Awarding;
using Cairn.Tests.Design.Drafts;
using Cairn.Tests.Earning;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Assessing;

public abstract class AssessingTests(CairnHost host)
{
    [Fact]
    public async Task An_assessor_takes_judges_and_recommends_and_a_grantor_grants()
    {
        var journey = await Journey.BeginAsync(host);
        var submission = await journey.SubmitAsync();
        using var browser = await journey.Assessor.BrowserAsync();

        var claimed = await browser.PostFormAsync("/assessing", ("SubmissionId", submission.ToString()));
        var review = claimed.Headers.Location!.OriginalString;
        Assert.Equal(
            HttpStatusCode.SeeOther,
            (
                await browser.PostFormAsync(review, [.. Scores(journey.Blueprint), ("Note", "Thank you."), ("Recommendation", "Award")])
            ).StatusCode
        );

        using var office = await journey.Grantor.BrowserAsync();
        var address = (await office.PageAsync("/granting")).QuerySelector("th[scope=row] a")!.GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.SeeOther, (await office.PostFormAsync(address, ("Outcome", "Granted"))).StatusCode);
        await journey.SignAsync();
        Assert.Equal(1, await host.InDbAsync(journey.District.Id, db => db.Credentials.CountAsync()));
        Assert.Null((await office.PageAsync("/granting")).QuerySelector("tbody"));
    }

    [Fact]
    public async Task The_certified_tier_is_judged_without_the_name()
    {
        var journey = await Journey.BeginAsync(host);
        var submission = await journey.SubmitAsync();
        using var browser = await journey.Assessor.BrowserAsync();

        var queue = await browser.PageAsync("/assessing");
        var claimed = await browser.PostFormAsync("/assessing", ("SubmissionId", submission.ToString()));
        var page = await browser.PageAsync(claimed.Headers.Location!.OriginalString);

        foreach (var text in new[] { queue.Body!.TextContent, page.Body!.TextContent })
        {
            Assert.DoesNotContain("Lena", text, StringComparison.Ordinal);
            Assert.Matches("Learner [0-9A-F]{4}", text);
        }
        using var api = await journey.Assessor.ApiAsync();
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await api.GetAsync(new Uri($"/api/v1/submissions/{submission}/snapshot", UriKind.Relative))).StatusCode
        );
    }

    [Fact]
    public async Task What_is_typed_is_kept_by_autosave_and_when_something_is_missing()
    {
        var journey = await Journey.BeginAsync(host);
        var submission = await journey.SubmitAsync();
        using var browser = await journey.Assessor.BrowserAsync();
        var review = (await browser.PostFormAsync("/assessing", ("SubmissionId", submission.ToString()))).Headers.Location!.OriginalString;
        var (first, last) = (journey.Blueprint.Rubric[0], journey.Blueprint.Rubric[^1]);

        Assert.Equal(
            HttpStatusCode.OK,
            (await browser.PostFormAsync($"{review}/draft", [($"level.{first.Key}", first.RequiredLevel)], page: review)).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.OK,
            (await browser.PostFormAsync($"{review}/draft", [("Note", "Good so far.")], page: review)).StatusCode
        );
        var answer = await browser.PostFormAsync(review, ($"feedback.{first.Key}", "Look at day three."), ("Recommendation", "Award"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var kept = await browser.PageAsync(review);
        Assert.Equal(first.RequiredLevel, kept.QuerySelector($"input[name='level.{first.Key}']:checked")!.GetAttribute("value"));
        Assert.Equal("Look at day three.", kept.QuerySelector($"textarea[name='feedback.{first.Key}']")!.TextContent);
        Assert.Equal("Good so far.", kept.QuerySelector("textarea[name=Note]")!.TextContent);
        Assert.Null(kept.QuerySelector($"input[name='level.{last.Key}']:checked"));
    }

    [Fact]
    public async Task Fails_when_something_is_missing_and_what_was_saved_then_is_no_conflict_afterwards()
    {
        var journey = await Journey.BeginAsync(host);
        var submission = await journey.SubmitAsync();
        using var browser = await journey.Assessor.BrowserAsync();
        var review = (await browser.PostFormAsync("/assessing", ("SubmissionId", submission.ToString()))).Headers.Location!.OriginalString;
        var form = await EditorForm.OpenAsync(browser, review, review);
        (form["Note"], form["Recommendation"]) = ("First thought", "Award");

        var refused = await form.PressAsync("");
        var again = EditorForm.Of(browser, await refused.PageAsync(), review);
        again["Note"] = "Second thought";
        var kept = await again.PressAsync("");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (refused.StatusCode, kept.StatusCode));
        Assert.Equal("Second thought", (await host.InDbAsync(journey.District.Id, db => db.Reviews.SingleAsync())).Note);
    }

    [Fact]
    public async Task A_review_open_in_two_windows_keeps_both_and_recommends_nothing_before_its_assessor_has_chosen()
    {
        var journey = await Journey.BeginAsync(host);
        var submission = await journey.SubmitAsync();
        using var browser = await journey.Assessor.BrowserAsync();
        var review = (await browser.PostFormAsync("/assessing", ("SubmissionId", submission.ToString()))).Headers.Location!.OriginalString;
        var (one, other) = (await EditorForm.OpenAsync(browser, review, review), await EditorForm.OpenAsync(browser, review, review));
        foreach (var criterion in journey.Blueprint.Rubric)
            one[$"level.{criterion.Key}"] = criterion.RequiredLevel;
        (one["Note"], one["feedback." + journey.Blueprint.Rubric[0].Key]) = ("Note 1", "Day three.");
        await one.PressAsync("");
        (other["Note"], other["Recommendation"]) = ("Note 2", "Award");

        var asked = await other.PressAsync("");
        var again = EditorForm.Of(browser, await asked.PageAsync(), review);
        var between = await host.InDbAsync(journey.District.Id, db => db.Reviews.SingleAsync());
        (again["take"], again["Recommendation"]) = ("Note", "Award");
        await again.PressAsync("");

        var after = await host.InDbAsync(journey.District.Id, db => db.Reviews.SingleAsync());
        Assert.Equal((HttpStatusCode.Conflict, (DateTimeOffset?)null), (asked.StatusCode, between.CompletedAt));
        Assert.Equal(("Note 1", "Day three.", Recommendation.Award), (after.Note, after.Scores[0].Feedback, after.Recommendation));
    }

    [Fact]
    public async Task Claimed_at_the_same_instant_one_has_it()
    {
        var journey = await Journey.BeginAsync(host);
        var submission = await journey.SubmitAsync();
        var assessors = new List<TestPerson> { journey.Assessor };
        for (var i = 0; i < 3; i++)
            assessors.Add(await journey.District.PersonAsync("Asa", [SchoolRole.Assessor]));

        var answers = await Task.WhenAll(assessors.Select(a => ClaimAsync(a, submission)));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created);
        foreach (var answer in answers.Where(a => a.StatusCode != HttpStatusCode.Created))
            await AssertRefusedAsync(HttpStatusCode.Conflict, "assessing.taken", answer);
    }

    [Fact]
    public async Task What_was_given_back_waits_for_the_next_and_its_draft_is_kept()
    {
        var journey = await Journey.BeginAsync(host);
        var submission = await journey.SubmitAsync();
        var other = await journey.District.PersonAsync("Bo", [SchoolRole.Assessor]);
        var review = await IdOfAsync(await ClaimAsync(journey.Assessor, submission));
        using var api = await journey.Assessor.ApiAsync();
        Assert.Equal(
            HttpStatusCode.OK,
            (await api.PutAsJsonAsync($"/api/v1/reviews/{review}", new { scores = Array.Empty<object>(), note = "Mine" })).StatusCode
        );

        Assert.Equal(HttpStatusCode.OK, (await api.DeleteAsync(new Uri($"/api/v1/reviews/{review}", UriKind.Relative))).StatusCode);
        var second = await ClaimAsync(other, submission);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);

        await AssertRefusedAsync(HttpStatusCode.Conflict, "assessing.taken", await ClaimAsync(journey.Assessor, submission));
        using var bo = await other.ApiAsync();
        await bo.DeleteAsync(new Uri($"/api/v1/reviews/{await IdOfAsync(second)}", UriKind.Relative));
        var again = await ClaimAsync(journey.Assessor, submission);
        Assert.Equal("Mine", (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("note").GetString());
    }

    [Fact]
    public async Task What_somebody_let_lie_another_takes_over()
    {
        var journey = await Journey.BeginAsync(host);
        var submission = await journey.SubmitAsync();
        await ClaimAsync(journey.Assessor, submission);
        // As if eight days had passed since.
        await host.InDbAsync(
            journey.District.Id,
            db => db.Reviews.ExecuteUpdateAsync(set => set.SetProperty(r => r.TouchedAt, host.Clock.Now().AddDays(-8)))
        );
        var other = await journey.District.PersonAsync("Bo", [SchoolRole.Assessor]);

        Assert.Equal(HttpStatusCode.Created, (await ClaimAsync(other, submission)).StatusCode);
    }

    [Fact]
    public async Task Fails_when_it_is_the_own_work()
    {
        var journey = await Journey.BeginAsync(host);
        var both = await journey.District.PersonAsync("Bea", [SchoolRole.Learner, SchoolRole.Assessor]);
        var submission = await journey.SubmitAsync(both);

        await AssertRefusedAsync(HttpStatusCode.Forbidden, "assessing.own-work", await ClaimAsync(both, submission));
        Assert.Empty(await WaitingAsync(both));
        Assert.Single(await WaitingAsync(journey.Assessor));
    }

    [Fact]
    public async Task Fails_when_it_is_the_own_childs()
    {
        var journey = await Journey.BeginAsync(host, age: 10);
        var submission = await journey.SubmitAsync();
        await host.InDbAsync(
            journey.District.Id,
            async db =>
            {
                db.Add(new Guardianship(journey.District.Id, journey.Assessor.Id, journey.Learner.Id, host.Clock.Now()));
                await db.SaveChangesAsync();
            }
        );

        await AssertRefusedAsync(HttpStatusCode.Forbidden, "assessing.own-child", await ClaimAsync(journey.Assessor, submission));
        Assert.Empty(await WaitingAsync(journey.Assessor));
    }

    [Fact]
    public async Task A_teacher_sees_the_work_of_their_own_class_in_the_classroom_tier()
    {
        var journey = await Journey.BeginAsync(host, age: 12, change: b => b with { Tier = AssessmentTier.Classroom });
        var submission = await journey.SubmitAsync();
        var mine = await journey.District.PersonAsync("Tea", [SchoolRole.Teacher]);
        var other = await journey.District.PersonAsync("Tom", [SchoolRole.Teacher]);
        await host.InDbAsync(
            journey.District.Id,
            async db =>
            {
                var schoolClass = new SchoolClass(journey.District.Id, journey.District.School, "6B", host.Clock.Now());
                db.Add(schoolClass);
                db.Add(new ClassMembership(journey.District.Id, schoolClass.Id, mine.Id, ClassRole.Teacher, host.Clock.Now()));
                db.Add(new ClassMembership(journey.District.Id, schoolClass.Id, journey.Learner.Id, ClassRole.Learner, host.Clock.Now()));
                await db.SaveChangesAsync();
            }
        );

        Assert.Contains("Lena", Assert.Single(await WaitingAsync(mine)).GetProperty("learner").GetString(), StringComparison.Ordinal);
        Assert.Empty(await WaitingAsync(other));
        await AssertRefusedAsync(HttpStatusCode.Forbidden, "assessing.not-an-assessor", await ClaimAsync(other, submission));
    }

    [Fact]
    public async Task A_week_of_the_classroom_tier_is_granted_at_once()
    {
        var journey = await Journey.BeginAsync(host, change: b => b with { Tier = AssessmentTier.Classroom });
        for (var i = 0; i < 3; i++)
            await journey.JudgeAsync(await journey.SubmitAsync(await journey.District.PersonAsync("Kim", [SchoolRole.Learner])));
        using var browser = await journey.Grantor.BrowserAsync();
        var boxes = (await browser.PageAsync("/granting"))
            .QuerySelectorAll("input[name=ReviewIds]")
            .Select(box => ("ReviewIds", box.GetAttribute("value")!))
            .ToList();
        Assert.Equal(3, boxes.Count);

        Assert.Equal(HttpStatusCode.SeeOther, (await browser.PostFormAsync("/granting", boxes, page: null)).StatusCode);

        Assert.Equal(3, await host.InDbAsync(journey.District.Id, db => db.Awards.CountAsync()));
    }

    [Fact]
    public async Task Fails_when_a_review_of_somebody_else_is_opened()
    {
        var journey = await Journey.BeginAsync(host);
        var review = await IdOfAsync(await ClaimAsync(journey.Assessor, await journey.SubmitAsync()));
        using var other = await (await journey.District.PersonAsync("Bo", [SchoolRole.Assessor])).BrowserAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(new Uri($"/assessing/{review}", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_sample_is_judged_and_compared_with_the_panel()
    {
        var journey = await Journey.BeginAsync(host);
        using var browser = await journey.Assessor.BrowserAsync();
        var sample = (await browser.PageAsync("/assessing/practice")).QuerySelector(".cards a")!.GetAttribute("href")!;
        var form = await browser.PageAsync(sample);
        var levels = form.QuerySelectorAll("input[type=radio]")
            .GroupBy(r => r.GetAttribute("name")!)
            .Select(g => (g.Key, g.First().GetAttribute("value")!))
            .ToList();

        var answer = await browser.PostFormAsync(sample, levels, page: null);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(levels.Count, (await answer.PageAsync()).QuerySelectorAll("tbody tr th[scope=row]").Length);
    }

    [Fact]
    public async Task The_file_handed_in_is_read_by_who_judges_and_who_grants()
    {
        var scene = await EarningScene.NewAsync(host);
        var submission = await IdOfAsync(await scene.SubmitAsync(await scene.CompleteAsync()));
        var asa = await scene.District.PersonAsync("Asa", [SchoolRole.Assessor]);
        var review = await IdOfAsync(await ClaimAsync(asa, Id<Submission>.Parse(submission, null)));
        var (api, browser) = (await asa.ApiAsync(), await asa.BrowserAsync());

        var artifact = Assert.Single(
            (await api.GetFromJsonAsync<JsonElement>($"/api/v1/reviews/{review}")).GetProperty("artifacts").EnumerateArray()
        );
        Assert.Equal("image/png", artifact.GetProperty("mediaType").GetString());
        await SendsAsync(api, $"/api/v1/reviews/{review}/files/0");
        await SendsAsync(browser, $"/assessing/{review}/files/0");
        Assert.Equal(
            HttpStatusCode.OK,
            (
                await api.PutAsJsonAsync(
                    $"/api/v1/reviews/{review}",
                    new
                    {
                        scores = new[]
                        {
                            new
                            {
                                criterion = "careful",
                                level = "yes",
                                feedback = "Clear.",
                            },
                        },
                    }
                )
            ).StatusCode
        );
        var judged = await (
            await api.PostAsJsonAsync($"/api/v1/reviews/{review}/recommendation", new { recommendation = "award" })
        ).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(
            ("award", JsonValueKind.String),
            (judged.GetProperty("recommendation").GetString(), judged.GetProperty("completedAt").ValueKind)
        );

        var gil = await scene.District.PersonAsync("Gil", [SchoolRole.Grantor]);
        await SendsAsync(await gil.ApiAsync(), $"/api/v1/decisions/waiting/{review}/files/0");
        await SendsAsync(await gil.BrowserAsync(), $"/granting/{review}/files/0");

        static async Task SendsAsync(HttpClient client, string address) =>
            Assert.Equal(EarningScene.Png, await client.GetByteArrayAsync(new Uri(address, UriKind.Relative)));
    }

    private static IEnumerable<(string, string)> Scores(Blueprint blueprint) =>
        blueprint.Rubric.SelectMany(c => new[] { ($"level.{c.Key}", c.RequiredLevel), ($"feedback.{c.Key}", "Clear.") });

    private static async Task<HttpResponseMessage> ClaimAsync(TestPerson assessor, Id<Submission> submission)
    {
        using var api = await assessor.ApiAsync();
        return await api.PostAsJsonAsync("/api/v1/reviews", new { submissionId = submission.ToString() });
    }

    private static async Task<List<JsonElement>> WaitingAsync(TestPerson assessor)
    {
        using var api = await assessor.ApiAsync();
        return [.. (await api.GetFromJsonAsync<JsonElement>("/api/v1/reviews/waiting")).GetProperty("items").EnumerateArray()];
    }

    private static async Task<string> IdOfAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;

    private static async Task AssertRefusedAsync(HttpStatusCode status, string code, HttpResponseMessage answer)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }
}

[Collection("sqlite")]
public sealed class SqliteAssessingTests(SqliteHost host) : AssessingTests(host);

[Collection("postgres")]
public sealed class PostgresAssessingTests(PostgresHost host) : AssessingTests(host);
