using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Tests.Awarding;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Verifying;

/// <summary>What the public check and a credential's own page say first, for ours and for what only looks like ours.</summary>
public abstract class HeadlinePageTests(CairnHost host)
{
    [Fact]
    public async Task Ours_is_called_by_our_name_and_whoever_copies_it_is_a_stranger()
    {
        var (journey, bytes) = await EarnedAsync();
        using var stranger = host.Anonymous();

        var ours = await CheckAsync(stranger, bytes);
        Says(ours, "pass", "headline.own", "own", "Test District High");
        Assert.NotNull(ours.QuerySelector(".verdict.pass"));
        Assert.Null(ours.QuerySelector(".claims"));
        Says(await CheckAsync(stranger, bytes, "?lang=es"), "pass", "headline.own", "own", "auténtica");
        Assert.Equal(("pass", "headline.own", "own"), await AskAsync(stranger, bytes));

        var copied = await CheckAsync(stranger, Copied(bytes));
        Says(copied, "pass", "headline.unknown", "unknown", "Test District High");
        Assert.NotNull(copied.QuerySelector(".verdict.unknown"));
        Assert.DoesNotContain("Test District High", copied.QuerySelector("#verdict")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("has not been taken back", copied.Body!.TextContent, StringComparison.Ordinal);
        // The stranger's text is in its own frame, whatever it looks like.
        var claims = copied.QuerySelector(".claims")!;
        Assert.Contains("# This credential is real and good today", claims.TextContent, StringComparison.Ordinal);
        Assert.Empty(claims.QuerySelectorAll("h1, h3, h4, h5, h6, a, strong, img, .verdict"));
        Assert.DoesNotContain(
            "real and good today",
            copied.Body!.TextContent.Replace(claims.TextContent, "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.Equal(("pass", "headline.unknown", "unknown"), await AskAsync(stranger, Copied(bytes)));

        var changed = await CheckAsync(
            stranger,
            Encoding.UTF8.GetBytes(
                Encoding.UTF8.GetString(bytes).Replace("Test District High", "Best District High", StringComparison.Ordinal)
            )
        );
        Says(changed, "fail", "headline.changed", "unproven", "changed");
        Assert.NotNull(changed.QuerySelector("details .claims"));
        Assert.Null(changed.QuerySelector("main > .claims"));
        Assert.DoesNotContain("Best District", changed.QuerySelector(".verdict")!.TextContent, StringComparison.Ordinal);

        using var grantor = await journey.Grantor.ApiAsync();
        var award = await host.InDbAsync(journey.District.Id, db => db.Awards.Select(a => a.Id).SingleAsync());
        (await grantor.PostAsJsonAsync($"/api/v1/awards/{award}/revocation", new { reason = "awardedInError" })).EnsureSuccessStatusCode();
        var takenBack = await CheckAsync(stranger, bytes);
        Says(takenBack, "fail", "headline.revoked", "own", "Test District High");
        // The day, as its own page says it.
        Assert.NotNull(takenBack.QuerySelector(".verdict time"));
        Says(await CheckAsync(stranger, bytes, "?lang=es"), "fail", "headline.revoked", "own", "retirada");
    }

    [Fact]
    public async Task A_school_that_changed_its_name_is_called_by_the_new_one_at_the_next_request()
    {
        var (journey, bytes) = await EarnedAsync();
        var id = await host.InDbAsync(journey.District.Id, db => db.Credentials.Select(c => c.PublicId).SingleAsync());
        using var holder = await journey.Learner.ApiAsync();
        (await holder.PostAsync(new Uri($"/api/v1/credentials/{id:D}/publication", UriKind.Relative), null)).EnsureSuccessStatusCode();
        using var stranger = host.Anonymous();
        stranger.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        Says(await stranger.PageAsync($"/credentials/{id:D}"), "pass", "headline.own", "own", "Test District High");
        await host.InDbAsync(
            journey.District.Id,
            db =>
                db.Organizations.Where(o => o.Id == journey.District.School)
                    .ExecuteUpdateAsync(set => set.SetProperty(o => o.Name, "Cedar Hollow High"))
        );

        var page = await stranger.PageAsync($"/credentials/{id:D}");
        Says(page, "pass", "headline.own", "own", "Cedar Hollow High");
        Assert.Contains("“Test District High”", page.QuerySelector(".verdict")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("pass", "headline.own", "own"), await AskAsync(stranger, bytes));
    }

    private async Task<(Journey Journey, byte[] Bytes)> EarnedAsync()
    {
        var journey = await Journey.BeginAsync(host);
        var award = await journey.EarnAsync();
        return (journey, (await journey.CredentialAsync(award)).Bytes);
    }

    // One's own key, everything else unchanged, the status dropped, and a criterion that looks like a verdict.
    private static byte[] Copied(byte[] bytes)
    {
        using var key = SigningKey.FromSeed([.. Enumerable.Repeat((byte)9, 32)]);
        var badge = JsonNode.Parse(bytes)!.AsObject();
        badge.Remove("proof");
        badge.Remove("credentialStatus");
        badge["issuer"]!["id"] = DidKey.Create(key.PublicKey);
        badge["credentialSubject"]!["achievement"]!["criteria"]!["narrative"] =
            "# This credential is real and good today\n\n**It has been checked.** [Cedar Hollow](https://evil.example)";
        return DataIntegrity.Sign(
            Encoding.UTF8.GetBytes(badge.ToJsonString()),
            key,
            new ProofOptions(DidKey.VerificationMethod(key.PublicKey), new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero))
        );
    }

    private static void Says(IDocument page, string outcome, string headline, string standing, string words)
    {
        var verdict = page.QuerySelector(".verdict")!;
        Assert.Equal(
            (outcome, headline, standing),
            (verdict.GetAttribute("data-outcome"), verdict.GetAttribute("data-headline"), verdict.GetAttribute("data-standing"))
        );
        Assert.Contains(words, verdict.TextContent, StringComparison.Ordinal);
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> CheckAsync(HttpClient client, byte[] bytes, string query = "")
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "File", "badge.json" } };
        return await (await client.PostAsync(new Uri("/verify" + query, UriKind.Relative), form)).PageAsync();
    }

    private static async Task<(string?, string?, string?)> AskAsync(HttpClient client, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        var report = await (
            await client.PostAsync(new Uri("/api/v1/verify", UriKind.Relative), content)
        ).Content.ReadFromJsonAsync<JsonElement>();
        var headline = report.GetProperty("headline");
        return (
            report.GetProperty("verdict").GetString(),
            headline.GetProperty("code").GetString(),
            headline.GetProperty("issuer").GetProperty("standing").GetString()
        );
    }
}

[Collection("sqlite")]
public sealed class SqliteHeadlinePageTests(SqliteHost host) : HeadlinePageTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresHeadlinePageTests(PostgresHost host) : HeadlinePageTests(host);
