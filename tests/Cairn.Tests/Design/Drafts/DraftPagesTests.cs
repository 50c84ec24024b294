using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Cairn.Design;
using Cairn.Design.Badges;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Design.Drafts;

public abstract class DraftPagesTests(CairnHost host)
{
    [Fact]
    public async Task A_draft_is_begun_written_and_sent_for_review_without_script()
    {
        var (district, author) = await AuthorAsync();
        var begun = await author.PostFormAsync("/design/new", ("Title", "Creek counter"));
        Assert.Equal(HttpStatusCode.SeeOther, begun.StatusCode);
        var address = begun.Headers.Location!.ToString();

        var form = await EditorForm.OpenAsync(author, address);
        form["competency"] = "Counts what lives in a creek.";
        var added = await form.PressAsync("add:rubric");
        Assert.Equal(HttpStatusCode.SeeOther, added.StatusCode);

        form = await EditorForm.OpenAsync(author, address);
        Assert.Equal("Counts what lives in a creek.", form["competency"]);
        Assert.NotNull(form["rubric[0].levels[3].name"]);

        var refused = await form.PressAsync("review");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await refused.PageAsync();
        Assert.NotNull(page.QuerySelector("#f-method-error"));
        Assert.NotNull(page.QuerySelector("#f-audiences-error"));

        var saved = await host.InDbAsync(district.Id, db => db.Versions.SingleAsync());
        Assert.Equal(("Creek counter", VersionState.Draft), (saved.Title, saved.State));
    }

    [Fact]
    public async Task A_complete_draft_is_sent_from_the_editor()
    {
        var (district, author) = await AuthorAsync();
        var address = await DraftAsync(district, author);

        var sent = await (await EditorForm.OpenAsync(author, address)).PressAsync("review");

        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        var version = await host.InDbAsync(district.Id, db => db.Versions.Include(v => v.ReviewRequest).SingleAsync());
        Assert.Equal(VersionState.InReview, version.State);
        Assert.Equal(HttpStatusCode.OK, (await author.GetAsync(sent.Headers.Location)).StatusCode);
    }

    [Fact]
    public async Task What_is_typed_is_saved_and_the_open_page_is_not_stale_by_it()
    {
        var (district, author) = await AuthorAsync();
        var address = await DraftAsync(district, author);
        var form = await EditorForm.OpenAsync(author, address);

        Assert.Equal(HttpStatusCode.OK, (await form.AutosaveAsync(("summary", "Typed once"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await form.AutosaveAsync(("summary", "Typed twice"), ("audiences", "Educators"))).StatusCode);
        form["summary"] = "Typed and sent";

        Assert.Equal(HttpStatusCode.SeeOther, (await form.PressAsync("save")).StatusCode);
        var saved = await host.InDbAsync(district.Id, db => db.Versions.SingleAsync());
        Assert.Equal("Typed and sent", saved.Summary);
        Assert.Equal(Blueprints.Complete.Rubric.Count, saved.Blueprint.Rubric.Count);
    }

    [Fact]
    public async Task A_school_uploads_a_badge_of_its_own_and_it_is_cleaned()
    {
        var (district, author) = await AuthorAsync();
        var address = await DraftAsync(district, author);
        var svg = Encoding.UTF8.GetBytes(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><script>alert(1)</script><circle r=\"4\" onclick=\"x()\"/></svg>"
        );

        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await (await EditorForm.OpenAsync(author, address)).UploadAsync("save", svg, "badge.svg")).StatusCode
        );

        var shown = await author.GetAsync(new Uri(address.Replace("/edit", "/badge", StringComparison.Ordinal), UriKind.Relative));
        var text = await shown.Content.ReadAsStringAsync();
        Assert.Equal("image/svg+xml", shown.Content.Headers.ContentType!.MediaType);
        Assert.Contains("circle", text, StringComparison.Ordinal);
        Assert.DoesNotContain("alert", text, StringComparison.Ordinal);
        Assert.DoesNotContain("onclick", text, StringComparison.Ordinal);
        Assert.Contains("sandbox", shown.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

        var png = Stone.Draw(Blueprints.Complete).ToPng(64);
        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await (await EditorForm.OpenAsync(author, address)).UploadAsync("save", png, "badge.png")).StatusCode
        );
        Assert.Equal(
            "image/png",
            (await author.GetAsync(new Uri(address.Replace("/edit", "/badge", StringComparison.Ordinal), UriKind.Relative)))
                .Content
                .Headers
                .ContentType!
                .MediaType
        );
    }

    [Fact]
    public async Task An_alignment_of_the_catalogue_is_found_and_taken_over()
    {
        var (district, author) = await AuthorAsync();
        var api = await (await district.PersonAsync("Abe", [SchoolRole.Author])).ApiAsync();
        await api.PublishedAsync(
            await (await district.PersonAsync("Rui", [SchoolRole.Reviewer])).ApiAsync(),
            district,
            Blueprints.Complete
        );
        var known = Blueprints.Complete.Alignments[0];
        var begun = await author.PostFormAsync("/design/new", ("Title", "Another"));
        var form = await EditorForm.OpenAsync(author, begun.Headers.Location!.ToString());
        form["find"] = known.Code.ToLowerInvariant();

        var found = await form.PressAsync("find");
        var page = await author.PageAsync(found.Headers.Location!.ToString());
        var act = page.QuerySelector("button[value^='align:']")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.SeeOther, (await EditorForm.Of(author, page).PressAsync(act)).StatusCode);

        Assert.Contains(
            known,
            (await host.InDbAsync(district.Id, db => db.Versions.SingleAsync(v => v.Title == "Another"))).Blueprint.Alignments
        );
    }

    [Fact]
    public async Task Fails_when_the_draft_is_open_twice()
    {
        var (district, author) = await AuthorAsync();
        var address = await DraftAsync(district, author);
        var (one, other) = (await EditorForm.OpenAsync(author, address), await EditorForm.OpenAsync(author, address));
        one["summary"] = "From the first window";
        await one.PressAsync("save");
        other["summary"] = "From the second window";

        var refused = await other.PressAsync("save");

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var page = await refused.PageAsync();
        Assert.Contains("From the first window", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("From the second window", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await other.AutosaveAsync(("summary", "Again"))).StatusCode);

        // Nothing typed is lost: it can be saved from there.
        Assert.Equal(HttpStatusCode.SeeOther, (await EditorForm.Of(author, page).PressAsync("save")).StatusCode);
        var saved = await host.InDbAsync(district.Id, db => db.Versions.SingleAsync());
        Assert.Equal("From the second window", saved.Summary);
        Assert.Equal(Blueprints.Complete.Rubric.Count, saved.Blueprint.Rubric.Count);
    }

    [Fact]
    public async Task Two_windows_change_different_fields_and_rows_and_both_stay()
    {
        var (district, author) = await AuthorAsync();
        var address = await DraftAsync(district, author);
        var (one, other) = (await EditorForm.OpenAsync(author, address), await EditorForm.OpenAsync(author, address));
        one["summary"] = "From the first window";
        await one.PressAsync("add:overview");
        other["method"] = "From the second window";
        other["rubric[0].title"] = "Also from the second";

        Assert.Equal(HttpStatusCode.SeeOther, (await other.PressAsync("save")).StatusCode);

        var saved = (await host.InDbAsync(district.Id, db => db.Versions.SingleAsync())).Blueprint;
        Assert.Equal(
            ("From the first window", "From the second window", "Also from the second", Blueprints.Complete.Overview.Count + 1),
            (saved.Summary, saved.Method, saved.Rubric[0].Title, saved.Overview.Count)
        );
    }

    [Fact]
    public async Task Without_a_script_each_field_has_its_own_choice()
    {
        var (district, author) = await AuthorAsync();
        var address = await DraftAsync(district, author);
        var (one, other) = (await EditorForm.OpenAsync(author, address), await EditorForm.OpenAsync(author, address));
        (one["summary"], one["competency"]) = ("Summary 1", "Competency 1");
        await one.PressAsync("save");
        (other["summary"], other["competency"], other["method"]) = ("Summary 2", "Competency 2", "Method 2");

        var asked = EditorForm.Of(author, await (await other.PressAsync("review")).PageAsync());
        var between = await host.InDbAsync(district.Id, db => db.Versions.Include(v => v.ReviewRequest).SingleAsync());
        asked["take"] = "summary";
        await asked.PressAsync("save");

        var saved = (await host.InDbAsync(district.Id, db => db.Versions.SingleAsync())).Blueprint;
        Assert.Equal(("Method 2", VersionState.Draft), (between.Blueprint.Method, between.State));
        Assert.Equal(("Summary 1", "Competency 2"), (saved.Summary, saved.Competency));
    }

    [Fact]
    public async Task Autosave_takes_what_fits_and_says_what_does_not()
    {
        var (district, author) = await AuthorAsync();
        var form = await EditorForm.OpenAsync(author, await DraftAsync(district, author));

        var answer = await form.AutosaveAsync(("effortMinutes", "five hours"), ("summary", "This fits"), ("title", new string('x', 300)));

        var told = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(
            ["effortMinutes input.number", "title design.too-long"],
            told.GetProperty("unsaved").EnumerateArray().Select(one => $"{one.Text("field")} {one.Text("code")}").Order()
        );
        var saved = (await host.InDbAsync(district.Id, db => db.Versions.SingleAsync())).Blueprint;
        Assert.Equal(
            ("This fits", Blueprints.Complete.EffortMinutes, Blueprints.Complete.Title),
            (saved.Summary, saved.EffortMinutes, saved.Title)
        );
    }

    [Fact]
    public async Task A_save_that_comes_after_the_button_changes_nothing()
    {
        var (district, author) = await AuthorAsync();
        var form = await EditorForm.OpenAsync(author, await DraftAsync(district, author));
        form["overview[0].prompt"] = "Typed just before";
        await form.PressAsync("remove:overview[0]");
        var before = (await host.InDbAsync(district.Id, db => db.Versions.SingleAsync())).Blueprint;

        var late = await form.AutosaveAsync([.. form.Of("overview[")]);

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var after = (await host.InDbAsync(district.Id, db => db.Versions.SingleAsync())).Blueprint;
        Assert.Equal(before.Overview, after.Overview);
    }

    [Fact]
    public async Task A_form_with_a_file_comes_back_after_the_session_has_ended()
    {
        var (district, author) = await AuthorAsync();
        var form = await EditorForm.OpenAsync(author, await DraftAsync(district, author));
        form["summary"] = "Typed before the session ended";
        await author.PostFormAsync("/sign-out", [], page: "/design");

        var refused = await form.UploadAsync("save", "no picture"u8.ToArray(), "badge.png");

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("Typed before the session ended", EditorForm.Of(author, await refused.PageAsync())["summary"]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await form.AutosaveAsync(("summary", "Again"))).StatusCode);
    }

    [Fact]
    public async Task Fails_when_the_effort_is_no_number()
    {
        var (district, author) = await AuthorAsync();
        var form = await EditorForm.OpenAsync(author, await DraftAsync(district, author));
        form["effortMinutes"] = "a while";
        form["summary"] = "Kept";

        var refused = await form.PressAsync("add:overview");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var again = EditorForm.Of(author, await refused.PageAsync());
        Assert.Equal(("a while", "Kept"), (again["effortMinutes"], again["summary"]));
    }

    [Fact]
    public async Task Fails_when_the_badge_is_a_page()
    {
        var (district, author) = await AuthorAsync();
        var form = await EditorForm.OpenAsync(author, await DraftAsync(district, author));

        var refused = await form.UploadAsync("save", "<html><script>alert(1)</script></html>"u8.ToArray(), "badge.png");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.NotNull((await refused.PageAsync()).QuerySelector("#f-badgeFile-error"));
    }

    [Fact]
    public async Task Fails_when_somebody_else_opens_the_draft()
    {
        var (district, author) = await AuthorAsync();
        var address = await DraftAsync(district, author);
        var other = await (await district.PersonAsync("Otto", [SchoolRole.Author])).BrowserAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(new Uri(address, UriKind.Relative))).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await other.GetAsync(new Uri(address.Replace("/edit", "", StringComparison.Ordinal), UriKind.Relative))).StatusCode
        );
    }

    private async Task<(TestDistrict, HttpClient)> AuthorAsync()
    {
        var district = await host.NewDistrictAsync();
        return (district, await (await district.PersonAsync("Ana", [SchoolRole.Author])).BrowserAsync());
    }

    // A complete draft of the author's, begun on the page and filled in below it.
    private async Task<string> DraftAsync(TestDistrict district, HttpClient author)
    {
        var begun = await author.PostFormAsync("/design/new", ("Title", "Begun"));
        var address = begun.Headers.Location!.ToString();
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                var version = await db.Versions.Include(v => v.ReviewRequest).Include(v => v.Publication).SingleAsync();
                var actor = (await Actors.ActorAsync(db, version.AuthorId, host.Clock.GetUtcNow(), CancellationToken.None))!;
                Assert.Null(version.Edit(actor, Blueprints.Complete, version.Revision, host.Clock.GetUtcNow()).Refusal);
                await db.SaveChangesAsync();
            }
        );
        return address;
    }
}

[Collection("sqlite")]
public sealed class SqliteDraftPagesTests(SqliteHost host) : DraftPagesTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresDraftPagesTests(PostgresHost host) : DraftPagesTests(host);
