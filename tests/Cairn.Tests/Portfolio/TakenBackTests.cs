using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Cairn.Credentials.Baking;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.Tests.Awarding;
using Cairn.Tests.Earning;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Portfolio;

/// <summary>A holder with one award that stands and one that was taken back: everywhere, the second is gone or says so.</summary>
public abstract class TakenBackTests(CairnHost host)
{
    private const string Good = "Keeps bees",
        Bad = "Flies kites",
        Words = "The jury had not met.";

    [Fact]
    public async Task It_is_gone_from_every_public_list_at_the_next_request()
    {
        var scene = await SceneAsync();
        using var stranger = host.Anonymous();
        string[] lists = [$"/p/{scene.Handle}", $"/api/v1/portfolios/{scene.Handle}"];
        var before = new Dictionary<string, EntityTagHeaderValue?>();
        foreach (var address in lists)
        {
            using var answer = await AskAsync(stranger, address);
            before[address] = answer.Headers.ETag;
            Assert.Contains(Bad, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await scene.TakeBackAsync();

        foreach (var address in lists)
        {
            using var answer = await AskAsync(stranger, address, tag: before[address]);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.Contains(Good, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Bad, text, StringComparison.Ordinal);
            Assert.DoesNotContain(scene.BadId.ToString("D"), text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Its_own_address_its_links_and_its_pictures_say_so_at_the_next_request()
    {
        var scene = await SceneAsync();
        using var stranger = host.Anonymous();
        string[] places = [$"/credentials/{scene.BadId:D}", scene.BadLink];
        var pictures = new Dictionary<string, (byte[] Bytes, EntityTagHeaderValue Tag)>();
        foreach (var place in places)
        {
            Assert.DoesNotContain("Taken back", await MainAsync(stranger, place), StringComparison.Ordinal);
            Assert.Equal("""{"state":"stands","takenBack":null}""", await stranger.GetStringAsync(At($"{place}/state")));
            foreach (var format in (string[])["png", "svg"])
            {
                using var picture = await stranger.GetAsync(At($"{place}/credential.{format}"));
                pictures[$"{place}/credential.{format}"] = (await picture.Content.ReadAsByteArrayAsync(), picture.Headers.ETag!);
            }
        }

        var day = host.Clock.Now().DayIn(TimeZoneInfo.Utc);
        await scene.TakeBackAsync(
            new
            {
                reason = "evidenceNotOwnWork",
                note = "Seen by the office",
                publicReason = "other",
                publicWords = Words,
            }
        );

        foreach (var place in places)
        {
            var page = await (await AskAsync(stranger, place)).PageAsync();
            var main = page.QuerySelector("main")!;
            Assert.Contains("Taken back", main.TextContent, StringComparison.Ordinal);
            Assert.Contains(Words, main.TextContent, StringComparison.Ordinal);
            Assert.NotNull(main.QuerySelector($"time[datetime='{day:yyyy-MM-dd}']"));
            Assert.DoesNotContain("own work", main.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("Seen by the office", main.TextContent, StringComparison.Ordinal);
            Assert.Equal($"{place}/credential.svg", main.QuerySelector("img.badge-picture")!.GetAttribute("src"));

            using var bytes = await AskAsync(stranger, place, "application/vc");
            Assert.Equal(scene.BadBytes, await bytes.Content.ReadAsByteArrayAsync());
            Assert.Contains($"<{place}/state>", bytes.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
            var state = await stranger.GetFromJsonAsync<JsonElement>($"{place}/state");
            Assert.Equal("takenBack", state.GetProperty("state").GetString());
            Assert.Equal(
                $$"""{"on":"{{day:yyyy-MM-dd}}","reason":null,"words":"{{Words}}"}""",
                state.GetProperty("takenBack").GetRawText()
            );
        }
        foreach (var (address, (earlier, tag)) in pictures)
        {
            using var answer = await AskAsync(stranger, address, "*/*", tag);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var marked = await answer.Content.ReadAsByteArrayAsync();
            Assert.NotEqual(earlier, marked);
            Assert.True(BakedImage.TryExtract(marked, out var inside));
            Assert.Equal(scene.BadBytes, inside);
            if (address.EndsWith("svg", StringComparison.Ordinal))
                Assert.Contains("<title>Taken back: ", Encoding.UTF8.GetString(marked), StringComparison.Ordinal);
        }
        using var good = await AskAsync(stranger, $"/credentials/{scene.GoodId:D}");
        Assert.DoesNotContain("Taken back", (await good.PageAsync()).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_holder_finds_it_apart_and_ends_what_still_shows_it()
    {
        var scene = await SceneAsync();
        await scene.TakeBackAsync(new { reason = "superseded", tellLearner = true });
        using var browser = await scene.Journey.Learner.BrowserAsync();
        using var stranger = host.Anonymous();

        var portfolio = await browser.PageAsync("/portfolio");
        Assert.StartsWith("1 ", portfolio.QuerySelector(".cairn-progress strong")!.TextContent, StringComparison.Ordinal);
        var apart = portfolio.QuerySelector("section[aria-labelledby=taken-back]")!;
        Assert.Contains(Bad, apart.TextContent, StringComparison.Ordinal);
        Assert.Contains("Taken back", apart.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Good, apart.TextContent, StringComparison.Ordinal);
        apart.Remove();
        Assert.DoesNotContain(Bad, portfolio.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        var address = $"/portfolio/{scene.BadId:N}";
        var page = await browser.PageAsync(address);
        Assert.Empty(page.QuerySelectorAll($"form[action='{address}/links'], form[action='{address}/publication'], a[href*='linkedin']"));
        Assert.Contains("A newer one takes its place.", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("/earning/start/", page.QuerySelector(".note.danger a")!.GetAttribute("href"), StringComparison.Ordinal);
        var link = page.QuerySelector("tbody tr")!;
        Assert.Contains("Shows: taken back", link.TextContent, StringComparison.Ordinal);
        foreach (var form in (string[])[link.QuerySelector("form")!.GetAttribute("action")!, $"{address}/publication/withdrawal"])
        {
            Assert.NotNull(page.QuerySelector($"form[action='{form}']"));
            Assert.Equal(HttpStatusCode.SeeOther, (await browser.PostFormAsync(form, [], address)).StatusCode);
        }
        foreach (
            var place in (string[])
                [
                    scene.BadLink,
                    $"{scene.BadLink}/state",
                    $"{scene.BadLink}/credential.png",
                    $"/credentials/{scene.BadId:D}",
                    $"/credentials/{scene.BadId:D}/state",
                ]
        )
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(At(place))).StatusCode);
    }

    [Fact]
    public async Task No_page_and_no_answer_that_its_people_can_ask_for_shows_it_as_earned()
    {
        var scene = await SceneAsync();
        await scene.TakeBackAsync();
        var ids = await host.InDbAsync(
            scene.Journey.District.Id,
            async db =>
            {
                var award = await db.Awards.SingleAsync(a => a.VersionId == scene.Bad.Version);
                return new[]
                {
                    scene.BadId,
                    award.Id.Value,
                    award.EnrollmentId.Value,
                    award.MicroCredentialId.Value,
                    award.VersionId.Value,
                    award.SubmissionId.Value,
                    award.DecisionId.Value,
                    award.OrganizationId.Value,
                };
            }
        );
        var addresses = host
            .App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") is true)
            .SelectMany(endpoint => Addresses(endpoint.RoutePattern, scene, ids))
            .Distinct()
            .ToList();
        var (mentions, faults) = (0, new List<string>());

        using var holder = await scene.Journey.Learner.BrowserAsync();
        using var program = await scene.Journey.Learner.ApiAsync();
        using var grantor = await scene.Journey.Grantor.BrowserAsync();
        using var grantingProgram = await scene.Journey.Grantor.ApiAsync();
        using var stranger = host.Anonymous();
        foreach (
            var (who, client, accept) in new (string, HttpClient, string)[]
            {
                ("holder", holder, "text/html"),
                ("holder", program, "application/json"),
                ("grantor", grantor, "text/html"),
                ("grantor", grantingProgram, "application/json"),
                ("stranger", stranger, "text/html"),
                ("stranger", stranger, "application/json"),
            }
        )
        foreach (var address in addresses)
        {
            if (accept is "application/json" && who is not "stranger" && !address.StartsWith("/api/", StringComparison.Ordinal))
                continue;
            using var answer = await AskAsync(client, address, accept);
            if (answer.StatusCode is not HttpStatusCode.OK)
                continue;
            var fault = answer.Content.Headers.ContentType?.MediaType switch
            {
                "text/html" => InPage(await answer.PageAsync(), ids, ref mentions),
                "application/json" => InJson(JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement, ids, ref mentions),
                _ => null,
            };
            if (fault is not null)
                faults.Add($"{who} {address}: {fault}");
        }

        Assert.Empty(faults);
        Assert.True(mentions >= 10, $"only {mentions} answers speak of it: the test looks in the wrong places");
    }

    [Theory]
    [InlineData(40, null, null, "awardedInError", null)]
    [InlineData(40, "learnerAsked", null, "awardedInError", null)]
    [InlineData(40, "other", "We renamed it.", "awardedInError", null)]
    [InlineData(40, "evidenceNotOwnWork", null, "evidenceNotOwnWork", "awarding.told-not-public")]
    [InlineData(40, "other", " ", "awardedInError", "awarding.told-words-missing")]
    [InlineData(40, null, "We renamed it.", "awardedInError", "awarding.told-words-alone")]
    [InlineData(12, null, null, "evidenceNotOwnWork", null)]
    [InlineData(12, "superseded", null, "awardedInError", null)]
    [InlineData(12, "learnerAsked", null, "awardedInError", "awarding.told-of-a-minor")]
    [InlineData(12, "evidenceNotOwnWork", null, "evidenceNotOwnWork", "awarding.told-of-a-minor")]
    [InlineData(12, "other", "Ana copied it.", "awardedInError", "awarding.told-of-a-minor")]
    public async Task What_others_may_read_is_chosen_apart_and_of_a_child_nothing_personal(
        int age,
        string? publicReason,
        string? publicWords,
        string reason,
        string? refused
    )
    {
        var journey = await Journey.BeginAsync(host, age);
        var award = await journey.EarnAsync();
        using var grantor = await journey.Grantor.ApiAsync();

        var answer = await grantor.PostAsJsonAsync(
            $"/api/v1/awards/{award}/revocation",
            new
            {
                reason,
                note = "For the record",
                publicReason,
                publicWords,
            }
        );

        Assert.Equal(refused, answer.IsSuccessStatusCode ? null : await answer.CodeAsync());
        Assert.Equal(refused is null ? 1 : 0, await host.InDbAsync(journey.District.Id, db => db.Revocations.CountAsync()));
        if (refused is not null)
            return;
        using var browser = await journey.Learner.BrowserAsync();
        using var learner = await journey.Learner.ApiAsync();
        var told = (await learner.GetFromJsonAsync<JsonElement>("/api/v1/credentials")).GetProperty("items")[0].GetProperty("takenBack");
        Assert.Equal(
            (publicReason is "other" ? null : publicReason, publicWords),
            (told.GetProperty("reason").GetString(), told.GetProperty("words").GetString())
        );
        var enrollment = await host.InDbAsync(journey.District.Id, db => db.Enrollments.Select(e => e.Id).SingleAsync());
        var work = (await browser.PageAsync($"/earning/{enrollment}")).QuerySelector(".note.danger")!;
        Assert.NotNull(work.QuerySelector("time"));
        Assert.NotNull(work.QuerySelector("a[href^='/earning/start/']"));
        Assert.DoesNotContain("own work", work.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_that_takes_it_back_asks_what_others_may_read()
    {
        var journey = await Journey.BeginAsync(host);
        var award = await journey.EarnAsync();
        var child = await Journey.BeginAsync(host, age: 12);
        var childs = await child.EarnAsync();
        using var browser = await journey.Grantor.BrowserAsync();
        using var teacher = await child.Grantor.BrowserAsync();

        Assert.Equal(["", "AwardedInError", "Superseded"], Choices(await teacher.PageAsync($"/awards/{childs}")));
        Assert.Equal(["", "AwardedInError", "Superseded", "LearnerAsked", "Other"], Choices(await browser.PageAsync($"/awards/{award}")));
        var refused = await browser.PostFormAsync(
            $"/awards/{award}/revocation",
            [("Reason", "Superseded"), ("PublicReason", "Other"), ("PublicWords", "")],
            $"/awards/{award}"
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.NotNull((await refused.PageAsync()).QuerySelector("#f-PublicWords-error, #f-publicwords-error"));
        var done = await browser.PostFormAsync(
            $"/awards/{award}/revocation",
            [("Reason", "Superseded"), ("PublicReason", "Other"), ("PublicWords", Words), ("TellLearner", "true")],
            $"/awards/{award}"
        );
        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        Assert.Contains(Words, (await browser.PageAsync($"/awards/{award}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.True(await host.InDbAsync(journey.District.Id, db => db.Revocations.Select(r => r.TellsLearner).SingleAsync()));

        static IEnumerable<string?> Choices(AngleSharp.Html.Dom.IHtmlDocument page) =>
            page.QuerySelectorAll("input[name=PublicReason]").Select(choice => choice.GetAttribute("value"));
    }

    private async Task<Scene> SceneAsync()
    {
        var good = await Journey.BeginAsync(host, change: b => b with { Title = Good });
        var bad = await good.AnotherAsync(b => b with { Title = Bad });
        var stands = await good.CredentialAsync(await good.EarnAsync());
        var award = await bad.EarnAsync();
        var falls = await bad.CredentialAsync(award);
        using var holder = await good.Learner.ApiAsync();
        var handle = $"lena-{Guid.CreateVersion7():N}";
        (await holder.PutAsJsonAsync("/api/v1/portfolio/public-page", new { handle })).EnsureSuccessStatusCode();
        foreach (var id in new[] { stands.PublicId, falls.PublicId })
            (await holder.PostAsync(At($"/api/v1/credentials/{id:D}/publication"), null)).EnsureSuccessStatusCode();
        var link = await (
            await holder.PostAsJsonAsync($"/api/v1/credentials/{falls.PublicId:D}/links", new { label = "The museum", days = 7 })
        ).JsonAsync();
        return new Scene(
            good,
            bad,
            handle,
            stands.PublicId,
            falls.PublicId,
            falls.Bytes,
            new Uri(link.GetProperty("url").GetString()!).AbsolutePath,
            award.Value
        );
    }

    private sealed record Scene(
        Journey Journey,
        Journey Bad,
        string Handle,
        Guid GoodId,
        Guid BadId,
        byte[] BadBytes,
        string BadLink,
        Guid Award
    )
    {
        public async Task TakeBackAsync(object? how = null)
        {
            using var grantor = await Journey.Grantor.ApiAsync();
            (
                await grantor.PostAsJsonAsync($"/api/v1/awards/{Award:N}/revocation", how ?? new { reason = "awardedInError" })
            ).EnsureSuccessStatusCode();
        }
    }

    /// <summary>An address as it is, or with each of the ids, where one parameter is an id and the others are known.</summary>
    private static IEnumerable<string> Addresses(Microsoft.AspNetCore.Routing.Patterns.RoutePattern route, Scene scene, Guid[] ids)
    {
        var address = "/" + route.RawText!.Trim('/');
        if (address.StartsWith("/style-guide", StringComparison.Ordinal))
            return [];
        address = address
            .Replace("{handle}", scene.Handle, StringComparison.Ordinal)
            .Replace("{format}", "json", StringComparison.Ordinal)
            .Replace("/s/{secret}", scene.BadLink, StringComparison.Ordinal);
        var open = address.IndexOf('{', StringComparison.Ordinal);
        if (open < 0)
            return [address];
        var close = address.IndexOf('}', open);
        return address.IndexOf('{', close) > 0
            ? []
            : ids.Select(id =>
                address[..open] + id.ToString(address.Contains("guid", StringComparison.Ordinal) ? "D" : "N") + address[(close + 1)..]
            );
    }

    private static string? InPage(AngleSharp.Html.Dom.IHtmlDocument page, Guid[] ids, ref int mentions)
    {
        var (main, id, award) = (page.QuerySelector("main")!, ids[0].ToString("N"), ids[1].ToString("N"));
        foreach (var link in main.QuerySelectorAll("a[href*=linkedin]"))
            if (Bare(link.GetAttribute("href")!).Contains(id, StringComparison.Ordinal))
                return "LinkedIn";
        foreach (var form in main.QuerySelectorAll("form[action]"))
            if (
                Bare(form.GetAttribute("action")!) is var action
                && (
                    action.EndsWith($"{id}/links", StringComparison.Ordinal)
                    || action.EndsWith($"{id}/publication", StringComparison.Ordinal)
                )
            )
                return "can be shared";
        var speaks = main.QuerySelectorAll("[href]")
            .Any(one =>
                Bare(one.GetAttribute("href")!) is var href
                && (href.Contains(id, StringComparison.Ordinal) || href.Contains(award, StringComparison.Ordinal))
            );
        if (!speaks)
            return null;
        mentions++;
        return main.TextContent.Contains("aken back", StringComparison.Ordinal) ? null : "not marked";
    }

    /// <summary>Every object that is the credential, the award or the enrollment says that it was taken back.</summary>
    private static string? InJson(JsonElement json, Guid[] ids, ref int mentions)
    {
        if (json.ValueKind is JsonValueKind.Array)
        {
            foreach (var one in json.EnumerateArray())
                if (InJson(one, ids, ref mentions) is { } fault)
                    return fault;
            return null;
        }
        if (json.ValueKind is not JsonValueKind.Object)
            return null;
        var named = json.EnumerateObject()
            .Any(member =>
                member.Name is "id" or "credentialId" or "credentialUrl"
                && member.Value.ValueKind is JsonValueKind.String
                && ids.Take(3).Any(id => Bare(member.Value.GetString()!).Contains(id.ToString("N"), StringComparison.Ordinal))
            );
        if (named)
        {
            mentions++;
            var told = json.EnumerateObject()
                .Any(member =>
                    member.Name is "revokedAt" or "takenBack" or "revocation" && member.Value.ValueKind is not JsonValueKind.Null
                    || member.Name is "state" or "stands"
                        && member.Value.ValueKind is JsonValueKind.String
                        && member.Value.GetString() is "revoked" or "Revoked"
                );
            var linkedIn = json.TryGetProperty("linkedInUrl", out var address) && address.ValueKind is JsonValueKind.String;
            if (!told || linkedIn)
                return json.GetRawText();
        }
        foreach (var member in json.EnumerateObject())
            if (InJson(member.Value, ids, ref mentions) is { } fault)
                return fault;
        return null;
    }

    private static string Bare(string text) => text.Replace("-", "", StringComparison.Ordinal);

    private static async Task<string> MainAsync(HttpClient client, string address) =>
        (await (await AskAsync(client, address)).PageAsync()).QuerySelector("main")!.TextContent;

    private static async Task<HttpResponseMessage> AskAsync(
        HttpClient client,
        string address,
        string accept = "text/html",
        EntityTagHeaderValue? tag = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, At(address));
        request.Headers.Accept.ParseAdd(accept);
        if (tag is not null)
            request.Headers.IfNoneMatch.Add(tag);
        return await client.SendAsync(request);
    }

    private static Uri At(string address) => new(address, UriKind.Relative);
}

[Collection("sqlite")]
public sealed class SqliteTakenBackTests(SqliteHost host) : TakenBackTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresTakenBackTests(PostgresHost host) : TakenBackTests(host);
