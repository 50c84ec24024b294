using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Awarding;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Verification;
using Cairn.Foundation.Signing;
using Cairn.Foundation.Storage;
using Cairn.Issuing;
using Cairn.Tests.Awarding;
using Cairn.Tests.Earning;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Issuing.Keys;

/// <summary>
/// Somebody else has the key: what they sign is recognised, what the school signed is not lost, and another key takes its place.
/// </summary>
public abstract class StolenKeyTests(CairnHost host)
{
    [Fact]
    public async Task What_a_thief_signed_is_not_believed_and_what_the_school_signed_before_is()
    {
        var theft = await Theft.BeginAsync(host);
        var genuine = (await theft.Journey.CredentialAsync(theft.Award)).Bytes;
        var since = host.Clock.Now();
        var (backdated, later) = (await theft.ForgeAsync(since.AddMinutes(-1)), await theft.ForgeAsync(since.AddMinutes(1)));
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("headline.own-unchecked", (await theft.VerdictAsync(backdated)).Headline);

        Assert.Equal(HttpStatusCode.OK, (await theft.DeclareAsync(since)).StatusCode);

        Assert.Equal(("pass", "headline.own"), await theft.VerdictAsync(genuine));
        Assert.Equal(("not-determinable", "headline.key-in-doubt"), await theft.VerdictAsync(backdated));
        Assert.Equal(("fail", "headline.key-stolen"), await theft.VerdictAsync(later));
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        var next = await Rotation.EarnAsync(theft.Journey, "Ole");
        Assert.Equal(("pass", "headline.own"), await theft.VerdictAsync((await theft.Journey.CredentialAsync(next)).Bytes));
    }

    [Fact]
    public async Task What_was_written_on_the_genuine_credential_does_not_lend_it_its_age()
    {
        var theft = await Theft.BeginAsync(host);
        var since = host.Clock.Now();
        var id = JsonNode.Parse((await theft.Journey.CredentialAsync(theft.Award)).Bytes)!["id"]!.GetValue<string>();
        var copy = await theft.ForgeAsync(since.AddMinutes(-1), id);
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await theft.DeclareAsync(since);

        Assert.Equal(("not-determinable", "headline.key-in-doubt"), await theft.VerdictAsync(copy));
    }

    [Fact]
    public async Task What_was_granted_since_then_is_counted_before_and_fails_after()
    {
        var theft = await Theft.BeginAsync(host);
        var genuine = (await theft.Journey.CredentialAsync(theft.Award)).Bytes;
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        var from = host.Clock.Now().AddDays(-2);

        var preview = await theft.Api.GetFromJsonAsync<JsonElement>($"{theft.Address}?since={Uri.EscapeDataString(from.ToString("O"))}");
        Assert.Equal((1, 0), (preview.GetProperty("noLongerBelieved").GetInt32(), preview.GetProperty("believedHere").GetInt32()));
        Assert.Equal(("pass", "headline.own"), await theft.VerdictAsync(genuine)); // to look does nothing

        await theft.DeclareAsync(from);

        Assert.Equal(("fail", "headline.key-stolen"), await theft.VerdictAsync(genuine));
        var keys = await host.InDbAsync(theft.Journey.District.Id, db => db.IssuerKeys.OrderBy(k => k.Number).ToListAsync());
        Assert.Equal((keys[0].CreatedAt, 2), (keys[0].CompromisedSince, keys.Count)); // nobody had it before it was made
    }

    [Fact]
    public async Task Said_again_the_earliest_day_stands_and_there_is_one_new_key()
    {
        var theft = await Theft.BeginAsync(host);
        host.Clock.Advance(TimeSpan.FromMinutes(20));
        var (first, earlier) = (
            Instants.WholeSecond(host.Clock.Now().AddMinutes(-5)),
            Instants.WholeSecond(host.Clock.Now().AddMinutes(-10))
        );

        var answers = await Task.WhenAll(new[] { first, earlier, first, earlier, first }.Select(at => theft.DeclareAsync(at)));
        await theft.DeclareAsync(host.Clock.Now());

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var keys = await host.InDbAsync(theft.Journey.District.Id, db => db.IssuerKeys.OrderBy(k => k.Number).ToListAsync());
        Assert.Equal((earlier, 2), (keys[0].CompromisedSince, keys.Count));
        Assert.Equal(keys[0].RetiredAt, keys[1].CreatedAt);
    }

    /// <summary>A thief with a retired key can sign with an earlier date; and a key due to retire next month is stolen today.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public async Task A_key_that_is_retired_or_is_to_retire_is_declared_too(int days)
    {
        var theft = await Theft.BeginAsync(host);
        await Rotation.RetireAsync(theft.Api, theft.Journey, theft.Key, days == 0 ? null : host.Clock.Now().AddDays(days));
        host.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(HttpStatusCode.OK, (await theft.DeclareAsync(host.Clock.Now().AddMinutes(-5))).StatusCode);

        host.Clock.Advance(TimeSpan.FromSeconds(2));
        var next = await Rotation.EarnAsync(theft.Journey, "Ole");
        Assert.Equal(("pass", "headline.own"), await theft.VerdictAsync((await theft.Journey.CredentialAsync(next)).Bytes));
    }

    [Fact]
    public async Task An_operator_sees_what_it_will_do_and_does_it_on_the_page()
    {
        var theft = await Theft.BeginAsync(host);
        using var browser = await (await theft.Journey.District.PersonAsync("Oma", [SchoolRole.Operator])).BrowserAsync();
        var (keys, day) = ($"/schools/{theft.Journey.District.School}/keys", DateOnly.FromDateTime(host.Clock.Now().UtcDateTime));
        var address = $"{keys}/{theft.Key}/compromise";

        Assert.NotNull((await browser.PageAsync(keys)).QuerySelector($"a[href='{address}']"));
        Assert.Null((await browser.PageAsync(address)).QuerySelector(".btn-danger"));
        Assert.Null((await browser.PageAsync($"{address}?since={day.AddDays(1):yyyy-MM-dd}")).QuerySelector(".btn-danger"));
        var page = await browser.PageAsync($"{address}?since={day:yyyy-MM-dd}");
        Assert.Equal(["1", "0"], page.QuerySelectorAll("[data-count]").Select(one => one.GetAttribute("data-count")));
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await browser.PostFormAsync(address, [("since", "")], $"{address}?since={day:yyyy-MM-dd}")).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await browser.PostFormAsync(address, [("since", $"{day:yyyy-MM-dd}")], $"{address}?since={day:yyyy-MM-dd}")).StatusCode
        );

        Assert.Equal(
            ["issuer-key.compromised", "issuer-key.made"],
            await host.InDbAsync(
                theft.Journey.District.Id,
                db => db.AuditEvents.Where(e => e.Action.StartsWith("issuer-key")).Select(e => e.Action).OrderBy(a => a).ToListAsync()
            )
        );
        Assert.Contains(
            "stolen",
            (await browser.PageAsync(keys)).QuerySelector("tbody tr:last-child")!.TextContent,
            StringComparison.OrdinalIgnoreCase
        );
        Assert.NotNull((await browser.PageAsync($"{address}?since={day:yyyy-MM-dd}")).QuerySelector(".btn-danger"));
    }

    [Fact]
    public async Task Fails_when_it_is_still_to_come_or_no_operator_of_that_school_says_so()
    {
        var theft = await Theft.BeginAsync(host);
        using var leader = await (await theft.Journey.District.PersonAsync("Lee", [SchoolRole.Leader])).ApiAsync();
        var elsewhere = await host.NewDistrictAsync("Elsewhere");
        using var stranger = await (await elsewhere.PersonAsync("Oda", [SchoolRole.Operator])).ApiAsync();

        Assert.Equal("issuing.key-stolen-in-the-future", await (await theft.DeclareAsync(host.Clock.Now().AddMinutes(5))).CodeAsync());
        Assert.Equal(HttpStatusCode.Forbidden, (await theft.DeclareAsync(host.Clock.Now(), leader)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await theft.DeclareAsync(host.Clock.Now(), stranger)).StatusCode);
        Assert.Null(await host.InDbAsync(theft.Journey.District.Id, db => db.IssuerKeys.Select(k => k.CompromisedSince).SingleAsync()));
    }
}

[Collection("sqlite")]
public sealed class SqliteStolenKeyTests(SqliteHost host) : StolenKeyTests(host);

[Collection("postgres")]
public sealed class PostgresStolenKeyTests(PostgresHost host) : StolenKeyTests(host);

/// <summary>With a public origin everybody can read it, and no revocation list depends on the stolen key.</summary>
public sealed class StolenWebKeyTests(PublicHost host) : IClassFixture<PublicHost>
{
    [Fact]
    public async Task The_issuers_document_says_it_and_the_status_lists_are_signed_anew()
    {
        var theft = await Theft.BeginAsync(host);
        var genuine = (await theft.Journey.CredentialAsync(theft.Award)).Bytes;
        await StrangerAsync(genuine, null); // the list is signed once by the key that is stolen
        var since = Instants.WholeSecond(host.Clock.Now());
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        var later = await theft.ForgeAsync(host.Clock.Now());

        await theft.DeclareAsync(since);
        host.Clock.Advance(TimeSpan.FromSeconds(2));

        using var stranger = host.Anonymous();
        using var document = JsonDocument.Parse(
            await stranger.GetStringAsync(new Uri($"/organizations/{theft.Journey.District.School}/did.json", UriKind.Relative))
        );
        var methods = document.RootElement.GetProperty("verificationMethod").EnumerateArray().ToList();
        Assert.Equal(since, methods[0].GetProperty("revoked").GetDateTimeOffset());
        Assert.False(methods[1].TryGetProperty("revoked", out _));

        Assert.Equal("headline.key-in-doubt", (await StrangerAsync(genuine, null)).Headline.Code);
        Assert.Equal("headline.key-stolen", (await StrangerAsync(later, null)).Headline.Code);
        // whoever had it before knows that it is genuine, and the list still says that it stands
        var known = await StrangerAsync(genuine, since.AddSeconds(-1));
        Assert.True(known.Verdict is Verdict.Pass, Encoding.UTF8.GetString(known.ToJson(indented: true)));
        using var list = JsonDocument.Parse(await GrantingTests.StatusListAsync(theft.Journey, genuine));
        Assert.EndsWith(
            "#key-2",
            list.RootElement.GetProperty("proof")[0].GetProperty("verificationMethod").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_published_page_says_it_at_the_next_request()
    {
        var theft = await Theft.BeginAsync(host);
        var credential = await theft.Journey.CredentialAsync(theft.Award);
        using var learner = await theft.Journey.Learner.ApiAsync();
        Assert.True(
            (
                await learner.PostAsync(new Uri($"/api/v1/credentials/{credential.PublicId:D}/publication", UriKind.Relative), null)
            ).IsSuccessStatusCode
        );
        using var stranger = host.Anonymous();
        Assert.Contains("This credential is real and good today", await PageAsync(stranger, credential), StringComparison.Ordinal);

        await theft.DeclareAsync(host.Clock.Now().AddDays(-1));

        var page = await PageAsync(stranger, credential);
        Assert.DoesNotContain("real and good today", page, StringComparison.Ordinal);
        Assert.Contains("the key that signed it had been declared stolen", page, StringComparison.Ordinal);
    }

    private static async Task<string> PageAsync(HttpClient stranger, Credential credential)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/credentials/{credential.PublicId:D}", UriKind.Relative));
        request.Headers.Accept.ParseAdd("text/html");
        return await (await stranger.SendAsync(request)).Content.ReadAsStringAsync();
    }

    private async Task<VerificationReport> StrangerAsync(byte[] credential, DateTimeOffset? existed) =>
        await new Verifier(new() { Loader = new DidWebTests.OwnAddresses(host), ExistedAt = existed }).VerifyAsync(
            credential,
            host.Clock.GetUtcNow()
        );
}

/// <summary>One award, an operator of the school, and a thief with the school's key.</summary>
internal sealed record Theft(CairnHost Host, Journey Journey, Id<Award> Award, Id<IssuerKey> Key, HttpClient Api)
{
    public string Address => $"/api/v1/schools/{Journey.District.School}/keys/{Key}/compromise";

    public static async Task<Theft> BeginAsync(CairnHost host)
    {
        var journey = await Journey.BeginAsync(host);
        var award = await journey.EarnAsync();
        var key = await host.InDbAsync(journey.District.Id, db => db.IssuerKeys.Select(k => k.Id).SingleAsync());
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        return new(host, journey, award, key, await (await journey.District.PersonAsync("Opa", [SchoolRole.Operator])).ApiAsync());
    }

    public Task<HttpResponseMessage> DeclareAsync(DateTimeOffset since, HttpClient? by = null) =>
        (by ?? Api).PostAsJsonAsync(Address, new { since });

    /// <summary>A credential of the school's that the school never made, as the thief dates it.</summary>
    public async Task<byte[]> ForgeAsync(DateTimeOffset at, string? id = null)
    {
        var forged = JsonNode.Parse((await Journey.CredentialAsync(Award)).Bytes)!.AsObject();
        forged.Remove("proof");
        forged.Remove("credentialStatus");
        forged["id"] = id ?? $"urn:uuid:{Guid.CreateVersion7()}";
        forged["validFrom"] = Instants
            .WholeSecond(at)
            .UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var key = await Host.InDbAsync(Journey.District.Id, db => db.IssuerKeys.SingleAsync(k => k.Id == Key));
        using var signer = key.Open(Host.App.Services.GetRequiredService<MasterKey>());
        return DataIntegrity.Sign(
            Encoding.UTF8.GetBytes(forged.ToJsonString()),
            signer,
            new ProofOptions(key.VerificationMethod, Instants.WholeSecond(at))
        );
    }

    /// <summary>What the installation itself says to anybody.</summary>
    public async Task<(string? Verdict, string? Headline)> VerdictAsync(byte[] credential)
    {
        using var stranger = Host.Anonymous();
        using var body = new ByteArrayContent(credential);
        using var report = JsonDocument.Parse(
            await (await stranger.PostAsync(new Uri("/api/v1/verify", UriKind.Relative), body)).Content.ReadAsStringAsync()
        );
        return (
            report.RootElement.GetProperty("verdict").GetString(),
            report.RootElement.GetProperty("headline").GetProperty("code").GetString()
        );
    }
}
