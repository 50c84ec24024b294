using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Awarding;
using Cairn.Credentials.Verification;
using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Awarding;

public abstract class RevocationTests(CairnHost host)
{
    [Fact]
    public async Task A_revoked_credential_fails_at_the_next_check_and_its_record_stays()
    {
        var journey = await Journey.BeginAsync(host);
        var award = await journey.EarnAsync();
        var bytes = (await journey.CredentialAsync(award)).Bytes;
        Assert.Equal("status.clear", await StatusCodeAsync(journey, bytes));

        Assert.Equal(HttpStatusCode.OK, (await RevokeAsync(journey, award, "evidenceNotOwnWork")).StatusCode);

        Assert.Equal("status.revoked", await StatusCodeAsync(journey, bytes));
        Assert.Equal(bytes, (await journey.CredentialAsync(award)).Bytes);
        Assert.Equal(1, await host.InDbAsync(journey.District.Id, db => db.Awards.CountAsync()));
    }

    [Fact]
    public async Task What_was_taken_back_is_begun_anew_and_earned_again()
    {
        var journey = await Journey.BeginAsync(host);
        var first = await journey.EarnAsync();
        var bytes = (await journey.CredentialAsync(first)).Bytes;
        using var learner = await journey.Learner.ApiAsync();
        var version = await host.InDbAsync(journey.District.Id, db => db.Versions.SingleAsync(v => v.Id == journey.Version));
        var wish = new { microCredentialId = version.MicroCredentialId.ToString() };
        var earned = await learner.PostAsJsonAsync("/api/v1/enrollments", wish);

        await RevokeAsync(journey, first, "awardedInError");
        var begun = await learner.PostAsJsonAsync("/api/v1/enrollments", wish);
        var second = await journey.EarnAsync();

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Created), (earned.StatusCode, begun.StatusCode));
        Assert.Equal(
            ["Revoked", "Earned"],
            await host.InDbAsync(journey.District.Id, db => db.Enrollments.OrderBy(e => e.Id).Select(e => e.State.ToString()).ToListAsync())
        );
        Assert.Equal("status.revoked", await StatusCodeAsync(journey, bytes));
        Assert.Equal("status.clear", await StatusCodeAsync(journey, (await journey.CredentialAsync(second)).Bytes));
    }

    [Fact]
    public async Task Revoking_at_the_same_instant_revokes_once()
    {
        var journey = await Journey.BeginAsync(host);
        var award = await journey.EarnAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => RevokeAsync(journey, award, "awardedInError")));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
        Assert.Equal(1, await host.InDbAsync(journey.District.Id, db => db.Revocations.CountAsync()));
        Assert.Equal(1, await host.InDbAsync(journey.District.Id, db => db.StatusLists.Select(l => l.Revision).SingleAsync()));
    }

    [Fact]
    public async Task A_list_asked_for_at_the_same_instant_is_signed_once_and_served_as_stored()
    {
        var journey = await Journey.BeginAsync(host);
        var bytes = (await journey.CredentialAsync(await journey.EarnAsync())).Bytes;

        var lists = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => GrantingTests.StatusListAsync(journey, bytes)));

        Assert.All(lists, list => Assert.Equal(lists[0], list));
        Assert.Equal(1, await host.InDbAsync(journey.District.Id, db => db.SignedStatusLists.CountAsync()));
    }

    [Fact]
    public async Task A_list_has_a_tag_and_the_type_that_was_asked_for()
    {
        var journey = await Journey.BeginAsync(host);
        await journey.EarnAsync();
        var id = await host.InDbAsync(journey.District.Id, db => db.StatusLists.Select(l => l.PublicId).SingleAsync());
        using var stranger = host.Anonymous();
        var first = await stranger.GetAsync(new Uri($"/status/{id:N}", UriKind.Relative));
        Assert.Equal("application/vc", first.Content.Headers.ContentType!.MediaType);

        using var again = new HttpRequestMessage(HttpMethod.Get, $"/status/{id:N}");
        again.Headers.Accept.ParseAdd("application/ld+json");
        Assert.Equal("application/ld+json", (await stranger.SendAsync(again)).Content.Headers.ContentType!.MediaType);
        using var known = new HttpRequestMessage(HttpMethod.Get, $"/status/{id:N}");
        known.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await stranger.SendAsync(known)).StatusCode);
    }

    [Fact]
    public async Task Fails_when_the_reason_is_other_and_nothing_is_said()
    {
        var journey = await Journey.BeginAsync(host);
        var answer = await RevokeAsync(journey, await journey.EarnAsync(), "other");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("awarding.reason-missing", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Fails_when_a_list_is_asked_for_that_is_none()
    {
        using var stranger = host.Anonymous();
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await stranger.GetAsync(new Uri($"/status/{Guid.CreateVersion7():N}", UriKind.Relative))).StatusCode
        );
    }

    private async Task<string> StatusCodeAsync(Journey journey, byte[] credential)
    {
        var list = await GrantingTests.StatusListAsync(journey, credential);
        var report = await new Verifier(new() { StatusLists = [list] }).VerifyAsync(credential, host.Clock.GetUtcNow());
        return report[CheckNames.Status].Code;
    }

    private static async Task<HttpResponseMessage> RevokeAsync(Journey journey, Id<Award> award, string reason)
    {
        using var api = await journey.Grantor.ApiAsync();
        return await api.PostAsJsonAsync($"/api/v1/awards/{award}/revocation", new { reason });
    }
}

[Collection("sqlite")]
public sealed class SqliteRevocationTests(SqliteHost host) : RevocationTests(host);

[Collection("postgres")]
public sealed class PostgresRevocationTests(PostgresHost host) : RevocationTests(host);
