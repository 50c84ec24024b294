using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Cairn.Tests.Design.Drafts;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Design.Frameworks;

public abstract class FrameworkTests(CairnHost host)
{
    [Fact]
    public async Task An_author_imports_a_framework_and_picks_an_item_of_it()
    {
        var district = await host.NewDistrictAsync();
        var ana = await district.PersonAsync("Ana", [SchoolRole.Author]);
        using var browser = await ana.BrowserAsync();
        using var api = await ana.ApiAsync();
        Assert.Equal(HttpStatusCode.SeeOther, (await UploadAsync(browser, "Pebble Skills", FrameworkFileTests.Pebbles)).StatusCode);
        var draft = (await api.DraftAsync(district, Blueprints.Complete with { Alignments = [] })).Text("id");

        var page = await browser.PageAsync($"/design/{draft}/edit?find=STAND");
        var button = page.QuerySelector("button[value^='align:']")!;
        Assert.Contains("why they stand", button.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await EditorForm.Of(browser, page).PressAsync(button.GetAttribute("value")!)).StatusCode);

        var alignment = (await host.InDbAsync(district.Id, db => db.Versions.Select(v => v.Blueprint).SingleAsync())).Alignments.Single();
        Assert.Equal(
            ("Pebble Skills", "p-2", "PEB.2", "https://frameworks.example.org/items/p-2", "CFItem"),
            (alignment.Framework, alignment.Identifier, alignment.Code, alignment.Url, alignment.TargetType)
        );
        var found = (await api.GetFromJsonAsync<JsonElement>("/api/v1/alignments?search=peb.")).GetProperty("items");
        Assert.Equal(
            ["PEB.1", "PEB.2"],
            found.EnumerateArray().Take(2).Select(i => i.GetProperty("alignment").GetProperty("code").GetString())
        );
    }

    [Fact]
    public async Task Importing_again_replaces_and_removing_takes_it_out()
    {
        var district = await host.NewDistrictAsync();
        using var api = await (await district.PersonAsync("Lee", [SchoolRole.Leader])).ApiAsync();
        var first = await ReadAsync(await ImportAsync(api, "Pebble Skills", FrameworkFileTests.Pebbles));
        var second = await ReadAsync(
            await ImportAsync(
                api,
                "pebble skills",
                FrameworkFileTests.Header + "p-9,PEB.9,Only one.,https://frameworks.example.org/items/p-9,,\n"
            )
        );

        Assert.Equal(
            (first.Text("id"), 3, 1),
            (second.Text("id"), first.GetProperty("items").GetInt32(), second.GetProperty("items").GetInt32())
        );
        var items = (await api.GetFromJsonAsync<JsonElement>($"/api/v1/frameworks/{first.Text("id")}/items")).GetProperty("items");
        Assert.Equal("p-9", items.EnumerateArray().Single().Text("identifier"));
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await api.DeleteAsync(new Uri($"/api/v1/frameworks/{first.Text("id")}", UriKind.Relative))).StatusCode
        );
        Assert.Equal(
            (0, 0),
            await host.InDbAsync(district.Id, async db => (await db.Frameworks.CountAsync(), await db.FrameworkItems.CountAsync()))
        );
    }

    [Fact]
    public async Task An_author_takes_out_on_the_page_what_they_brought()
    {
        var district = await host.NewDistrictAsync();
        using var ana = await (await district.PersonAsync("Ana", [SchoolRole.Author])).BrowserAsync();
        var page = (await UploadAsync(ana, "Pebble Skills", FrameworkFileTests.Pebbles)).Headers.Location!.OriginalString;

        var answer = await ana.PostFormAsync($"{page}/removal", [], page);

        Assert.Equal((HttpStatusCode.SeeOther, "/design/frameworks"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        Assert.Equal(HttpStatusCode.NotFound, (await ana.GetAsync(new Uri(page, UriKind.Relative))).StatusCode);
        Assert.Equal(
            (0, 0),
            await host.InDbAsync(district.Id, async db => (await db.Frameworks.CountAsync(), await db.FrameworkItems.CountAsync()))
        );
    }

    [Fact]
    public async Task Fails_when_a_row_is_wrong_and_imports_nothing()
    {
        var district = await host.NewDistrictAsync();
        var lee = await district.PersonAsync("Lee", [SchoolRole.Leader]);
        using var api = await lee.ApiAsync();
        using var browser = await lee.BrowserAsync();
        var wrong = FrameworkFileTests.Pebbles + "p-4,PEB.4,Skips a stone.,not an address,en,\n";

        var answer = await ImportAsync(api, "Pebble Skills", wrong);
        var page = await (await UploadAsync(browser, "Pebble Skills", wrong)).PageAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors")[0];
        Assert.Equal(
            (6, "uri", "design.framework-uri"),
            (problem.GetProperty("line").GetInt32(), problem.Text("column"), problem.Text("code"))
        );
        Assert.Equal("Pebble Skills", ((AngleSharp.Html.Dom.IHtmlInputElement)page.QuerySelector("#f-title")!).Value);
        Assert.Equal("6", page.QuerySelector("tr[data-code='design.framework-uri'] td.number")!.TextContent);
        Assert.False(await host.InDbAsync(district.Id, db => db.Frameworks.AnyAsync()));
    }

    [Fact]
    public async Task Fails_when_an_author_replaces_what_another_brought()
    {
        var district = await host.NewDistrictAsync();
        using var ana = await (await district.PersonAsync("Ana", [SchoolRole.Author])).ApiAsync();
        using var bob = await (await district.PersonAsync("Bob", [SchoolRole.Author])).ApiAsync();
        var id = (await ReadAsync(await ImportAsync(ana, "Pebble Skills", FrameworkFileTests.Pebbles))).Text("id");

        Assert.Equal(
            "design.framework-of-somebody-else",
            await (await ImportAsync(bob, "Pebble Skills", FrameworkFileTests.Pebbles + "\n")).CodeAsync()
        );
        Assert.Equal(HttpStatusCode.Forbidden, (await bob.DeleteAsync(new Uri($"/api/v1/frameworks/{id}", UriKind.Relative))).StatusCode);
        using var learner = await (await district.PersonAsync("Lea", [SchoolRole.Learner])).ApiAsync();
        Assert.Equal(HttpStatusCode.Forbidden, (await ImportAsync(learner, "Mine", FrameworkFileTests.Pebbles)).StatusCode);
    }

    private static Task<HttpResponseMessage> ImportAsync(HttpClient api, string title, string csv) =>
        api.PostAsync(
            new Uri($"/api/v1/frameworks?title={Uri.EscapeDataString(title)}", UriKind.Relative),
            new StringContent(csv, Encoding.UTF8, "text/csv")
        );

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient browser, string title, string csv)
    {
        var token = (await browser.PageAsync("/design/frameworks"))
            .QuerySelector("input[name=__RequestVerificationToken]")!
            .GetAttribute("value")!;
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new StringContent(title), "title" },
            { new StringContent(csv), "file", "pebbles.csv" },
        };
        return await browser.PostAsync(new Uri("/design/frameworks", UriKind.Relative), form);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}

[Collection("sqlite")]
public sealed class SqliteFrameworkTests(SqliteHost host) : FrameworkTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresFrameworkTests(PostgresHost host) : FrameworkTests(host);
