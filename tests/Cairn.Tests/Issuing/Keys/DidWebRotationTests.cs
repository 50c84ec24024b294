using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Cairn.Awarding;
using Cairn.Credentials.Verification;
using Cairn.Foundation.Storage;
using Cairn.Issuing;
using Cairn.Tests.Awarding;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Issuing.Keys;

/// <summary>With a public origin an issuer changes its key and stays itself.</summary>
public sealed class DidWebRotationTests(PublicHost host) : IClassFixture<PublicHost>
{
    [Fact]
    public async Task What_either_key_signed_in_its_time_verifies_and_a_revocation_after_the_change_is_believed()
    {
        var journey = await Journey.BeginAsync(host);
        var first = await journey.EarnAsync();
        var old = await host.InDbAsync(journey.District.Id, db => db.IssuerKeys.SingleAsync());
        using var api = await (await journey.District.PersonAsync("Opa", [SchoolRole.Operator])).ApiAsync();

        Assert.Equal(HttpStatusCode.OK, (await Rotation.RetireAsync(api, journey, old.Id)).StatusCode);
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        var second = await Rotation.EarnAsync(journey, "Ole");

        var keys = await host.InDbAsync(journey.District.Id, db => db.IssuerKeys.OrderBy(k => k.Number).ToListAsync());
        Assert.Equal((keys[0].Did, keys[0].RetiredAt), (keys[1].Did, keys[1].CreatedAt));
        Assert.EndsWith("#key-1", await MethodOfAsync(journey, first), StringComparison.Ordinal);
        Assert.EndsWith("#key-2", await MethodOfAsync(journey, second), StringComparison.Ordinal);
        await AssertAsync(journey, first, Verdict.Pass);
        await AssertAsync(journey, second, Verdict.Pass);

        host.Clock.Advance(TimeSpan.FromDays(30));
        await Rotation.RevokeAsync(journey, first);
        await AssertAsync(journey, first, Verdict.Fail, "status.revoked");
        await AssertAsync(journey, second, Verdict.Pass);
    }

    [Fact]
    public async Task A_key_that_is_to_retire_signs_until_then_and_both_are_published_at_once()
    {
        var journey = await Journey.BeginAsync(host);
        await journey.EarnAsync();
        var key = await host.InDbAsync(journey.District.Id, db => db.IssuerKeys.SingleAsync());
        using var api = await (await journey.District.PersonAsync("Opa", [SchoolRole.Operator])).ApiAsync();
        var at = Instants.WholeSecond(host.Clock.Now().AddDays(7));

        Assert.Equal(HttpStatusCode.OK, (await Rotation.RetireAsync(api, journey, key.Id, at)).StatusCode);

        using var stranger = host.Anonymous();
        using var document = JsonDocument.Parse(
            await stranger.GetStringAsync(new Uri($"/organizations/{journey.District.School}/did.json", UriKind.Relative))
        );
        var methods = document.RootElement.GetProperty("verificationMethod").EnumerateArray().ToList();
        Assert.Equal(at, methods[0].GetProperty("expires").GetDateTimeOffset());
        Assert.Equal(at, methods[1].GetProperty("https://www.w3.org/2018/credentials#validFrom").GetDateTimeOffset());
        Assert.Equal(2, document.RootElement.GetProperty("assertionMethod").GetArrayLength());
        Assert.EndsWith("#key-1", await MethodOfAsync(journey, await Rotation.EarnAsync(journey, "Ole")), StringComparison.Ordinal);
        host.Clock.Advance(TimeSpan.FromDays(8));
        Assert.EndsWith("#key-2", await MethodOfAsync(journey, await Rotation.EarnAsync(journey, "Mia")), StringComparison.Ordinal);
    }

    private async Task AssertAsync(Journey journey, Id<Award> award, Verdict verdict, string? code = null)
    {
        var credential = await journey.CredentialAsync(award);
        var report = await new Verifier(new() { Loader = new DidWebTests.OwnAddresses(host) }).VerifyAsync(
            credential.Bytes,
            host.Clock.GetUtcNow()
        );
        var json = Encoding.UTF8.GetString(report.ToJson(indented: true));
        Assert.True(report.Verdict == verdict, json);
        if (code is not null)
            Assert.Contains($"\"{code}\"", json, StringComparison.Ordinal);
    }

    private static async Task<string> MethodOfAsync(Journey journey, Id<Award> award)
    {
        using var json = JsonDocument.Parse((await journey.CredentialAsync(award)).Bytes);
        return json.RootElement.GetProperty("proof")[0].GetProperty("verificationMethod").GetString()!;
    }
}

/// <summary>The steps of a change of keys.</summary>
internal static class Rotation
{
    public static Task<HttpResponseMessage> RetireAsync(HttpClient api, Journey journey, Id<IssuerKey> key, DateTimeOffset? at = null) =>
        api.PostAsJsonAsync($"/api/v1/schools/{journey.District.School}/keys/{key}/retirement", new { at });

    public static async Task<Id<Award>> EarnAsync(Journey journey, string name)
    {
        var learner = await journey.District.PersonAsync(name, [SchoolRole.Learner], age: 40);
        var answer = await journey.DecideAsync(await journey.JudgeAsync(await journey.SubmitAsync(learner)));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        await journey.SignAsync();
        return Id<Award>.Parse((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("awardId").GetString()!, null);
    }

    public static async Task RevokeAsync(Journey journey, Id<Award> award)
    {
        using var grantor = await journey.Grantor.ApiAsync();
        var answer = await grantor.PostAsJsonAsync($"/api/v1/awards/{award}/revocation", new { reason = "awardedInError" });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
