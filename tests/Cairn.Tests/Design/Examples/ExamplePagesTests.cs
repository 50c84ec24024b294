using System.Net;
using Cairn.Design;
using Cairn.Tests.Design.Drafts;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Design.Examples;

public abstract class ExamplePagesTests(CairnHost host)
{
    private static readonly Criterion First = Blueprints.Complete.Rubric[0];
    private static readonly Question Why = Blueprints.Complete.Overview[0];

    [Fact]
    public async Task An_example_is_written_previewed_and_saved_and_learners_see_it()
    {
        var (district, author, address) = await PublishedAsync();
        var form = await OpenAsync(author, address);
        form[$"answers.{Why.Key}"] = "Because we drink it.";
        form["evidence[0].text"] = "Two mayflies.";
        form[$"level.{First.Key}"] = First.RequiredLevel;
        form[$"feedback.{First.Key}"] = "You say where.";
        form["note"] = "Found it at once.";

        var preview = await form.PressAsync("preview");
        Assert.Equal(HttpStatusCode.OK, preview.StatusCode);
        Assert.Contains(
            "Two mayflies.",
            (await preview.PageAsync()).QuerySelector("details.disclosure[open]")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.False(await host.InDbAsync(district.Id, db => db.FinishedExamples.AnyAsync()));
        Assert.Equal(HttpStatusCode.SeeOther, (await form.PressAsync("save")).StatusCode);

        var work = await host.InDbAsync(district.Id, db => db.FinishedExamples.Select(e => e.Work).SingleAsync());
        Assert.Equal(
            (Blueprints.Complete.Evidence[0].Key, Blueprints.Complete.Evidence[0].Title, "Two mayflies."),
            (work.Evidence.Single().Requirement, work.Evidence.Single().Title, work.Evidence.Single().Text)
        );
        Assert.Equal((First.RequiredLevel, "You say where."), (work.Scores.Single().Level, work.Scores.Single().Feedback));
        var learner = await (await district.PersonAsync("Lea", [SchoolRole.Learner])).BrowserAsync();
        var id = await host.InDbAsync(district.Id, db => db.MicroCredentials.Select(m => m.Id).SingleAsync());
        Assert.Contains(
            "Found it at once.",
            await learner.GetStringAsync(new Uri($"/catalog/{id}", UriKind.Relative)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Pieces_are_added_and_taken_out_and_nothing_typed_is_lost()
    {
        var (_, author, address) = await PublishedAsync();
        var form = await OpenAsync(author, address);
        var before = form.All("evidence[0].requirement").Count();
        form["evidence[0].text"] = "First.";

        form = EditorForm.Of(author, await (await form.PressAsync($"add:{Blueprints.Complete.Evidence[0].Key}")).PageAsync(), "/example");
        var added = $"evidence[{Blueprints.Complete.Evidence.Count}]";
        Assert.Equal((1, Blueprints.Complete.Evidence[0].Key, "First."), (before, form[$"{added}.requirement"], form["evidence[0].text"]));
        form[$"{added}.text"] = "Second.";
        form = EditorForm.Of(author, await (await form.PressAsync("remove:evidence[0]")).PageAsync(), "/example");

        Assert.Equal("Second.", form["evidence[0].text"]);
        Assert.Null(form[$"{added}.requirement"]);
    }

    [Fact]
    public async Task Fails_when_a_text_is_too_long_or_a_level_is_missing_and_keeps_what_was_typed()
    {
        var (district, author, address) = await PublishedAsync();
        var form = await OpenAsync(author, address);
        form["evidence[1].text"] = new string('x', BlueprintBounds.Page + 1);
        form[$"feedback.{First.Key}"] = "A word without a level.";

        var refused = await form.PressAsync("save");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await refused.PageAsync();
        Assert.NotNull(page.QuerySelector("#f-evidence_1__text-error"));
        Assert.NotNull(page.QuerySelector(".rubric .error"));
        var again = EditorForm.Of(author, page, "/example");
        Assert.Equal(
            (BlueprintBounds.Page + 1, "A word without a level."),
            (again["evidence[1].text"]!.Length, again[$"feedback.{First.Key}"])
        );
        Assert.False(await host.InDbAsync(district.Id, db => db.FinishedExamples.AnyAsync()));
    }

    [Fact]
    public async Task Fails_when_somebody_writes_who_is_no_author_of_the_school()
    {
        var (district, _, address) = await PublishedAsync();
        var elsewhere = await host.NewDistrictAsync("Elsewhere");
        var stranger = await (await elsewhere.PersonAsync("Sam", [SchoolRole.Author])).BrowserAsync();
        var learner = await (await district.PersonAsync("Lea", [SchoolRole.Learner])).BrowserAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(new Uri(address, UriKind.Relative))).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await learner.GetAsync(new Uri(address, UriKind.Relative))).StatusCode);
    }

    private static Task<EditorForm> OpenAsync(HttpClient author, string address) => EditorForm.OpenAsync(author, address, "/example");

    private async Task<(TestDistrict, HttpClient Author, string Address)> PublishedAsync()
    {
        var district = await host.NewDistrictAsync();
        var author = await district.PersonAsync("Ana", [SchoolRole.Author]);
        await (await author.ApiAsync()).PublishedAsync(
            await (await district.PersonAsync("Rui", [SchoolRole.Reviewer])).ApiAsync(),
            district,
            Blueprints.Complete
        );
        var version = await host.InDbAsync(district.Id, db => db.Versions.Select(v => v.Id).SingleAsync());
        return (district, await author.BrowserAsync(), $"/design/{version}/example");
    }
}

[Collection("sqlite")]
public sealed class SqliteExamplePagesTests(SqliteHost host) : ExamplePagesTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresExamplePagesTests(PostgresHost host) : ExamplePagesTests(host);
