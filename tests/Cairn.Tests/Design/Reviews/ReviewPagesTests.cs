using System.Net;
using Cairn.Design;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Design.Reviews;

public abstract class ReviewPagesTests(CairnHost host)
{
    private static readonly string[] Lines =
    [
        nameof(DesignChecklist.OneCompetency),
        nameof(DesignChecklist.MethodIsClear),
        nameof(DesignChecklist.EvidenceShowsTheSkill),
        nameof(DesignChecklist.LevelsCanBeToldApart),
        nameof(DesignChecklist.FairToEveryLearner),
        nameof(DesignChecklist.SafeForTheAudience),
    ];

    [Fact]
    public async Task A_reviewer_reads_it_whole_and_publishes()
    {
        var (district, reviewer, id) = await AskedAsync();
        var queue = await reviewer.PageAsync("/design/reviews");
        Assert.NotNull(queue.QuerySelector($"a[href='/design/reviews/{id}']"));
        var page = await reviewer.PageAsync($"/design/reviews/{id}");
        Assert.Equal(Blueprints.Complete.Rubric.Count, page.QuerySelectorAll(".rubric tbody").Length);

        var done = await reviewer.PostFormAsync(
            $"/design/reviews/{id}",
            [
                .. Lines.Select(line => (line, "true")),
                ("revision", page.QuerySelector("input[name=revision]")!.GetAttribute("value")!),
                ("decision", "publish"),
            ]
        );

        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        Assert.Equal(1, await host.InDbAsync(district.Id, db => db.Publications.CountAsync()));
        Assert.Equal(HttpStatusCode.OK, (await reviewer.GetAsync(new Uri($"/design/reviews/{id}", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_reviewer_asks_for_changes()
    {
        var (district, reviewer, id) = await AskedAsync();

        var done = await reviewer.PostFormAsync(
            $"/design/reviews/{id}",
            ("OneCompetency", "true"),
            ("comment", "Say how long."),
            ("decision", "changes")
        );

        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        Assert.Equal("Say how long.", await host.InDbAsync(district.Id, db => db.DesignFeedback.Select(f => f.Comment).SingleAsync()));
    }

    [Fact]
    public async Task Fails_when_a_line_of_the_checklist_is_open()
    {
        var (_, reviewer, id) = await AskedAsync();

        var refused = await reviewer.PostFormAsync(
            $"/design/reviews/{id}",
            ("MethodIsClear", "true"),
            ("comment", "Nearly"),
            ("decision", "publish"),
            ("revision", (await reviewer.PageAsync($"/design/reviews/{id}")).QuerySelector("input[name=revision]")!.GetAttribute("value")!)
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await refused.PageAsync();
        Assert.NotNull(page.QuerySelector("#f-OneCompetency-error"));
        Assert.True(page.QuerySelector("input[name=MethodIsClear]")!.HasAttribute("checked"));
        Assert.Equal("Nearly", page.QuerySelector("textarea[name=comment]")!.TextContent);
    }

    [Fact]
    public async Task Fails_when_the_comment_is_missing()
    {
        var (_, reviewer, id) = await AskedAsync();

        var refused = await reviewer.PostFormAsync($"/design/reviews/{id}", ("decision", "changes"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.NotNull((await refused.PageAsync()).QuerySelector("#f-comment-error"));
    }

    private async Task<(TestDistrict, HttpClient Reviewer, string Version)> AskedAsync()
    {
        var district = await host.NewDistrictAsync();
        var author = await (await district.PersonAsync("Ana", [SchoolRole.Author])).ApiAsync();
        var id = (await author.DraftAsync(district, Blueprints.Complete)).Text("id");
        await author.AskForReviewAsync(id);
        return (district, await (await district.PersonAsync("Rui", [SchoolRole.Reviewer])).BrowserAsync(), id);
    }
}

[Collection("sqlite")]
public sealed class SqliteReviewPagesTests(SqliteHost host) : ReviewPagesTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresReviewPagesTests(PostgresHost host) : ReviewPagesTests(host);
