using System.Data.Common;
using System.Net;
using System.Security.Cryptography;
using Cairn.Assessing;
using Cairn.Awarding;
using Cairn.Design;
using Cairn.Earning;
using Cairn.Foundation.Storage;
using Cairn.Workspace;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Earning;

public abstract class SubmissionTests(CairnHost host)
{
    [Fact]
    public async Task A_submission_freezes_answers_and_digests()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.CompleteAsync();

        var submission = await (await scene.SubmitAsync(id)).JsonAsync();
        var bytes = await scene.Api.GetByteArrayAsync(
            new Uri($"/api/v1/submissions/{submission.GetProperty("id").GetString()}/snapshot", UriKind.Relative)
        );

        Assert.Equal(submission.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        var snapshot = submission.GetProperty("snapshot");
        Assert.Equal("It moves.", snapshot.GetProperty("answers").GetProperty("why").GetString());
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(EarningScene.Png)),
            snapshot.GetProperty("artifacts")[0].GetProperty("sha256").GetString()
        );
    }

    [Fact]
    public async Task An_adult_chooses_on_the_page_what_the_credential_says()
    {
        var scene = await EarningScene.NewAsync(host);
        var adult = await scene.District.PersonAsync("Ada", [SchoolRole.Learner], age: 30);
        var id = await scene.CompleteAsync(await adult.ApiAsync());
        using var browser = await adult.BrowserAsync();
        var page = await browser.PageAsync($"/earning/{id}/check");
        Assert.True(((AngleSharp.Html.Dom.IHtmlInputElement)page.QuerySelector("input[name=statesLevels][value=true]")!).IsChecked);

        var answer = await browser.PostFormAsync($"/earning/{id}/submission", [("statesLevels", "false")], $"/earning/{id}/check");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.False(await host.InDbAsync(scene.District.Id, db => db.Submissions.Select(s => s.StatesLevels).SingleAsync()));
    }

    [Fact]
    public async Task A_childs_submission_states_no_levels_and_asks_nothing()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.CompleteAsync();
        using var browser = await scene.Learner.BrowserAsync();
        Assert.Null((await browser.PageAsync($"/earning/{id}/check")).QuerySelector("input[name=statesLevels]"));

        Assert.False((await (await scene.SubmitAsync(id)).JsonAsync()).GetProperty("statesLevels").GetBoolean());
    }

    [Fact]
    public async Task Fails_when_a_child_wants_levels_stated()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.CompleteAsync();

        var answer = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
            scene.Api,
            $"/api/v1/enrollments/{id}/submissions",
            new { statesLevels = true }
        );

        Assert.Equal((HttpStatusCode.Forbidden, "earning.levels-of-a-minor"), (answer.StatusCode, await answer.CodeAsync()));
        Assert.Equal(
            EnrollmentState.Working,
            await host.InDbAsync(scene.District.Id, db => db.Enrollments.Select(e => e.State).SingleAsync())
        );
    }

    [Fact]
    public async Task Fails_when_something_is_missing()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        await scene.WriteAsync(id, "why", "It moves.");

        var answer = await scene.SubmitAsync(id);
        var missing = (await (await scene.Api.GetAsync(new Uri($"/api/v1/enrollments/{id}", UriKind.Relative))).JsonAsync()).GetProperty(
            "missing"
        );

        Assert.Equal("earning.incomplete", await answer.CodeAsync());
        Assert.Equal(["photo", "next"], missing.EnumerateArray().Select(gap => gap.GetProperty("key").GetString()));
    }

    [Fact]
    public async Task Submitting_eight_times_at_once_submits_once()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.CompleteAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => scene.SubmitAsync(id)));
        var ids = await Task.WhenAll(answers.Select(async answer => (await answer.JsonAsync()).GetProperty("id").GetString()));

        Assert.Single(ids.Distinct());
        Assert.Equal(1, await host.InDbAsync(scene.District.Id, db => db.AuditEvents.CountAsync(e => e.Action == "submission.made")));
    }

    [Fact]
    public async Task Fails_when_the_file_is_not_what_was_brought()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.CompleteAsync();
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(EarningScene.Png));
        await File.AppendAllTextAsync(Path.Combine(host.Data, "files", scene.District.Id.ToString(), sha256[..2], sha256), "rot");

        var answer = await scene.SubmitAsync(id);

        Assert.Equal((HttpStatusCode.Conflict, "earning.file-damaged"), (answer.StatusCode, await answer.CodeAsync()));
    }

    [Fact]
    public async Task Fails_when_submitted_work_is_changed()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.CompleteAsync();
        await scene.SubmitAsync(id);

        Assert.Equal("earning.not-open-for-work", await (await scene.WriteAsync(id, "why", "Later", seen: 1)).CodeAsync());
        Assert.Equal("earning.not-open-for-work", await (await scene.UploadAsync(id, "b.png", EarningScene.PngOf([9]))).CodeAsync());
        await Assert.ThrowsAnyAsync<DbException>(() =>
            host.InDbAsync(scene.District.Id, db => db.Submissions.ExecuteUpdateAsync(set => set.SetProperty(s => s.Sha256, "0")))
        );
        await Assert.ThrowsAnyAsync<DbException>(() => host.InDbAsync(scene.District.Id, db => db.Submissions.ExecuteDeleteAsync()));
    }

    [Fact]
    public async Task A_teacher_hands_in_for_a_child_in_their_care_and_for_nobody_older()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.CompleteAsync();
        var teacher = await (await scene.TeacherOfAsync(scene.Learner)).ApiAsync();
        Assert.Equal("earning.not-yours-to-submit", await (await scene.SubmitAsync(id, teacher)).CodeAsync());

        var young = await EarningScene.NewAsync(host, "KG");
        var theirs = await young.CompleteAsync();
        var ofTheYoung = await (await young.TeacherOfAsync(young.Learner)).ApiAsync();
        Assert.Equal(HttpStatusCode.Created, (await young.SubmitAsync(theirs, ofTheYoung)).StatusCode);
    }

    [Fact]
    public async Task A_new_attempt_shows_the_feedback_and_begins_with_the_old_work()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.CompleteAsync();
        await scene.SubmitAsync(id);
        await AskForNewAttemptAsync(scene);
        var browser = await scene.Learner.BrowserAsync();

        var page = await browser.PageAsync($"/earning/{id}/overview");
        Assert.Contains("Look closer.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("It moves.", page.QuerySelector("textarea[name='answer.why']")!.TextContent);
        await scene.WriteAsync(id, "why", "It moves and clears.", seen: 1);
        var second = await (await scene.SubmitAsync(id)).JsonAsync();

        Assert.Equal(2, second.GetProperty("attempt").GetInt32());
        var attempts = await (await scene.Api.GetAsync(new Uri($"/api/v1/enrollments/{id}/submissions", UriKind.Relative))).JsonAsync();
        var first = attempts.GetProperty("items")[1].GetProperty("id").GetString();
        Assert.Contains(
            "It moves.",
            (await browser.PageAsync($"/earning/submissions/{first}")).Body!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(nameof(AssessmentTier.Certified), false)]
    [InlineData(nameof(AssessmentTier.Classroom), true)]
    public async Task The_assessor_is_named_in_the_classroom_only(string tier, bool named)
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.CompleteAsync();
        await scene.SubmitAsync(id);
        await AskForNewAttemptAsync(scene);

        var feedback = await host.InDbAsync(
            scene.District.Id,
            db => db.LastFeedbackAsync(id, Enum.Parse<AssessmentTier>(tier), CancellationToken.None)
        );

        Assert.Equal(named ? "Ash Tester" : null, feedback!.AssessorName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/overview")]
    [InlineData("/evidence")]
    [InlineData("/reflection")]
    [InlineData("/check")]
    public async Task Every_part_has_its_page_while_open_and_after(string part)
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.CompleteAsync();
        var browser = await scene.Learner.BrowserAsync();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri($"/earning/{id}{part}", UriKind.Relative))).StatusCode);

        await scene.SubmitAsync(id);

        var after = await browser.PageAsync($"/earning/{id}{part}");
        Assert.Null(after.QuerySelector("main textarea, main input[type=file]"));
    }

    private static async Task AskForNewAttemptAsync(EarningScene scene)
    {
        var assessor = await (await scene.District.PersonAsync("Ash", [SchoolRole.Assessor])).ActorAsync();
        var grantor = await (await scene.District.PersonAsync("Gus", [SchoolRole.Grantor])).ActorAsync();
        var now = scene.Host.Clock.Now();
        await scene.Host.InDbAsync(
            scene.District.Id,
            async db =>
            {
                var submission = await db.Submissions.SingleAsync();
                var standing = (await db.StandingAsync(assessor, submission.Id, CancellationToken.None))!;
                var review = Review.Claim(submission, standing, now).Value;
                db.Add(review);
                Assert.Null(
                    review
                        .Draft(
                            standing,
                            EarningScene.Blueprint,
                            new ReviewDraft([new CriterionScore("careful", "no", "Look closer.")], "Nearly."),
                            now
                        )
                        .Refusal
                );
                Assert.Null(review.Complete(standing, EarningScene.Blueprint, Recommendation.NewAttempt, now).Refusal);
                await db.SaveChangesAsync();
                db.Add(
                    Decision
                        .Take(
                            review,
                            (await db.StandingAsync(grantor, submission.Id, CancellationToken.None))!,
                            DecisionOutcome.NewAttempt,
                            "One more time.",
                            now
                        )
                        .Value
                );
                (await db.Enrollments.SingleAsync()).Reopen();
                await db.SaveChangesAsync();
            }
        );
    }
}

[Collection("sqlite")]
public sealed class SqliteSubmissionTests(SqliteHost host) : SubmissionTests(host);

[Collection("postgres")]
public sealed class PostgresSubmissionTests(PostgresHost host) : SubmissionTests(host);
