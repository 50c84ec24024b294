using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Cairn.Awarding;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Verification;
using Cairn.Foundation.Signing;
using Cairn.Foundation.Storage;
using Cairn.Issuing;
using Cairn.Tests.Awarding;
using Cairn.Tests.Earning;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Issuing.Keys;

public abstract class IssuerKeyTests(CairnHost host)
{
    [Fact]
    public async Task A_new_did_key_is_a_new_issuer_and_the_old_one_still_says_what_is_revoked()
    {
        var (journey, first, key, api) = await EarnedAsync();
        Assert.Equal(HttpStatusCode.OK, (await Rotation.RetireAsync(api, journey, key)).StatusCode);
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        var second = await Rotation.EarnAsync(journey, "Ole");

        Assert.NotEqual(await IssuerOfAsync(journey, first), await IssuerOfAsync(journey, second));
        Assert.Equal(Verdict.Pass, await VerdictAsync(journey, first));
        Assert.Equal(Verdict.Pass, await VerdictAsync(journey, second));
        await Rotation.RevokeAsync(journey, first);
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(Verdict.Fail, await VerdictAsync(journey, first));
        Assert.Equal(Verdict.Pass, await VerdictAsync(journey, second));
    }

    [Fact]
    public async Task A_clock_that_was_set_back_makes_no_new_issuer()
    {
        var (journey, award, key, _) = await EarnedAsync();
        var before = host.Clock.Now().AddYears(-3);

        var signs = await host.InDbAsync(
            journey.District.Id,
            async db =>
            {
                var organization = await db.Organizations.SingleAsync(one => one.Id == journey.District.School);
                var issuers = new Issuers(
                    db,
                    host.App.Services.GetRequiredService<MasterKey>(),
                    host.App.Services.GetRequiredService<CairnOptions>()
                );
                return await issuers.SavedKeyOfAsync(
                    null,
                    organization,
                    IssuerKind.Awards,
                    KeyAlgorithm.Ed25519,
                    before,
                    CancellationToken.None
                );
            }
        );

        Assert.Equal((key, await IssuerOfAsync(journey, award)), (signs.Id, signs.Did));
        Assert.Equal(1, await host.InDbAsync(journey.District.Id, db => db.IssuerKeys.CountAsync()));
    }

    [Fact]
    public async Task Retiring_six_times_at_once_makes_one_new_key()
    {
        var (journey, _, key, api) = await EarnedAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Rotation.RetireAsync(api, journey, key)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(2, await host.InDbAsync(journey.District.Id, db => db.IssuerKeys.CountAsync()));
        var lines = (await api.GetFromJsonAsync<JsonElement>($"/api/v1/schools/{journey.District.School}/keys")).GetProperty("items");
        Assert.Equal(2, lines.GetArrayLength());
        Assert.DoesNotContain("wrapped", lines.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_operator_changes_the_key_on_the_page()
    {
        var (journey, _, key, _) = await EarnedAsync();
        using var browser = await (await journey.District.PersonAsync("Oma", [SchoolRole.Operator])).BrowserAsync();
        var address = $"/schools/{journey.District.School}/keys";

        var refused = await browser.PostFormAsync($"{address}/{key}/retirement", [("at", "2020-01-01")], address);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await refused.PageAsync();
        Assert.NotNull(page.QuerySelector("#f-at-error"));
        Assert.Equal("2020-01-01", ((AngleSharp.Html.Dom.IHtmlInputElement)page.QuerySelector("#f-at")!).Value);
        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await browser.PostFormAsync($"{address}/{key}/retirement", [("at", "")], address)).StatusCode
        );

        Assert.Equal(2, (await browser.PageAsync(address)).QuerySelectorAll("tbody tr").Length);
        Assert.Equal(
            ["award.granted", "credential.signed", "issuer-key.made", "issuer-key.retired", "sign-in.entered"],
            await host.InDbAsync(journey.District.Id, db => db.AuditEvents.Select(e => e.Action).OrderBy(a => a).ToListAsync())
        );
    }

    [Fact]
    public async Task Fails_when_it_is_to_end_in_the_past_or_too_far_off()
    {
        var (journey, _, key, api) = await EarnedAsync();

        Assert.Equal(
            "issuing.key-in-the-past",
            await (await Rotation.RetireAsync(api, journey, key, host.Clock.Now().AddMinutes(-5))).CodeAsync()
        );
        Assert.Equal(
            "issuing.key-too-far",
            await (await Rotation.RetireAsync(api, journey, key, host.Clock.Now().AddYears(3))).CodeAsync()
        );
        Assert.Equal(1, await host.InDbAsync(journey.District.Id, db => db.IssuerKeys.CountAsync(k => k.RetiredAt == null)));
    }

    [Fact]
    public async Task Fails_when_it_is_no_operator_of_that_school()
    {
        var (journey, _, key, _) = await EarnedAsync();
        using var leader = await (await journey.District.PersonAsync("Lee", [SchoolRole.Leader])).ApiAsync();
        var elsewhere = await host.NewDistrictAsync("Elsewhere");
        using var stranger = await (await elsewhere.PersonAsync("Oda", [SchoolRole.Operator])).ApiAsync();

        Assert.Equal(HttpStatusCode.Forbidden, (await Rotation.RetireAsync(leader, journey, key)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Rotation.RetireAsync(stranger, journey, key)).StatusCode);
    }

    private async Task<(Journey, Id<Award>, Id<IssuerKey> Key, HttpClient Api)> EarnedAsync()
    {
        var journey = await Journey.BeginAsync(host);
        var award = await journey.EarnAsync();
        var key = await host.InDbAsync(journey.District.Id, db => db.IssuerKeys.Select(k => k.Id).SingleAsync());
        return (journey, award, key, await (await journey.District.PersonAsync("Opa", [SchoolRole.Operator])).ApiAsync());
    }

    private async Task<Verdict> VerdictAsync(Journey journey, Id<Award> award)
    {
        var credential = await journey.CredentialAsync(award);
        var list = await GrantingTests.StatusListAsync(journey, credential.Bytes);
        var report = await new Verifier(new() { StatusLists = [list] }).VerifyAsync(credential.Bytes, host.Clock.GetUtcNow());
        Assert.True(report.Verdict is not Verdict.NotDeterminable, Encoding.UTF8.GetString(report.ToJson(indented: true)));
        return report.Verdict;
    }

    private static async Task<string?> IssuerOfAsync(Journey journey, Id<Award> award)
    {
        using var json = JsonDocument.Parse((await journey.CredentialAsync(award)).Bytes);
        return json.RootElement.GetProperty("issuer").GetProperty("id").GetString();
    }
}

[Collection("sqlite")]
public sealed class SqliteIssuerKeyTests(SqliteHost host) : IssuerKeyTests(host);

[Collection("postgres")]
public sealed class PostgresIssuerKeyTests(PostgresHost host) : IssuerKeyTests(host);
