using System.Net;
using System.Text.Json.Nodes;
using Cairn.Issuing;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Vcalm;

/// <summary>Statuses of what was issued through VCALM, and the lists that say them.</summary>
public abstract class VcalmStatusTests(CairnHost host)
{
    private static readonly JsonObject Both = new() { ["statusPurposes"] = new JsonArray("revocation", "suspension") };

    [Fact]
    public async Task A_suspension_comes_and_goes()
    {
        using var scene = await VcalmScene.BeginAsync(host);
        var issued = await scene.IssueAsync(options: Both.DeepClone().AsObject());
        var id = (string)issued["id"]!;
        Assert.Equal(HttpStatusCode.OK, (await scene.VerifyAsync(issued)).Status);

        for (var twice = 0; twice < 2; twice++)
            Assert.Equal(HttpStatusCode.OK, (await scene.SetStatusAsync(id, true, "suspension")).Status);
        Assert.Contains("status.suspended", VcalmScene.Codes((await scene.VerifyAsync(issued)).Body));
        Assert.Equal(HttpStatusCode.OK, (await scene.VerifyAsync(issued, new() { ["checks"] = new JsonArray("proof") })).Status);

        Assert.Equal(HttpStatusCode.OK, (await scene.SetStatusAsync(id, false, "suspension")).Status);
        Assert.Equal(HttpStatusCode.OK, (await scene.VerifyAsync(issued)).Status);
        Assert.Equal(2, await host.InDbAsync(scene.District.Id, db => db.StatusChanges.CountAsync()));
        Assert.Contains(
            "vcalm.status-set",
            await host.InDbAsync(scene.District.Id, db => db.AuditEvents.Select(one => one.Action).ToListAsync())
        );
    }

    [Fact]
    public async Task A_revocation_stays()
    {
        using var scene = await VcalmScene.BeginAsync(host);
        var issued = await scene.IssueAsync(options: Both.DeepClone().AsObject());
        var id = (string)issued["id"]!;

        Assert.Equal(HttpStatusCode.OK, (await scene.SetStatusAsync(id, false)).Status);
        Assert.Equal(HttpStatusCode.OK, (await scene.SetStatusAsync(id, true)).Status);

        var (status, body) = await scene.VerifyAsync(issued);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["status.revoked"], VcalmScene.Codes(body));
        Assert.Equal("fail", (string)body["problemDetails"]![0]!["outcome"]!);
        (status, body) = await scene.SetStatusAsync(id, false);
        Assert.Equal((HttpStatusCode.BadRequest, "vcalm.revoked-for-good"), (status, (string)body["code"]!));
    }

    [Fact]
    public async Task A_credential_without_an_id_is_found_by_the_callers_name_for_it()
    {
        using var scene = await VcalmScene.BeginAsync(host);
        var credential = VcalmScene.Valid();
        credential.Remove("id");
        var options = Both.DeepClone().AsObject();
        options["credentialId"] = "cards/17";
        var issued = await scene.IssueAsync(credential, options: options);

        Assert.False(issued.ContainsKey("id"));
        Assert.Equal(HttpStatusCode.OK, (await scene.SetStatusAsync("cards/17", true)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await scene.VerifyAsync(issued)).Status);
    }

    [Fact]
    public async Task The_list_is_there_for_everybody()
    {
        using var scene = await VcalmScene.BeginAsync(host);
        var issued = await scene.IssueAsync(options: Both.DeepClone().AsObject());
        var address = new Uri((string)issued["credentialStatus"]![0]!["statusListCredential"]!);
        using var stranger = host.Anonymous();

        using var answer = await stranger.GetAsync(new Uri(address.AbsolutePath, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/vc", answer.Content.Headers.ContentType!.MediaType);
        var list = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal((string)issued["issuer"]!, (string)list["issuer"]!);
        Assert.Equal(address.OriginalString, (string)list["id"]!);
        Assert.Equal("revocation", (string)list["credentialSubject"]!["statusPurpose"]!);
    }

    [Theory]
    [InlineData("urn:uuid:nobody", "revocation", HttpStatusCode.NotFound, null)]
    [InlineData(null, "message", HttpStatusCode.BadRequest, "vcalm.no-such-status")]
    [InlineData("", "revocation", HttpStatusCode.NotFound, null)]
    public async Task Fails_when_there_is_no_such_status(string? id, string purpose, HttpStatusCode expected, string? code)
    {
        using var scene = await VcalmScene.BeginAsync(host);
        var issued = await scene.IssueAsync(options: Both.DeepClone().AsObject());

        var (status, body) = await scene.SetStatusAsync(id ?? (string)issued["id"]!, true, purpose);

        Assert.Equal(expected, status);
        if (code is not null)
            Assert.Equal(code, (string)body["code"]!);
    }

    [Theory]
    [InlineData("update issued_credentials set bytes = bytes where district_id = {0}")]
    [InlineData("delete from issued_credentials where district_id = {0}")]
    [InlineData("update status_changes set value = value where district_id = {0}")]
    [InlineData("delete from status_places where district_id = {0}")]
    public async Task Fails_when_what_was_issued_is_changed_in_the_database(string sql)
    {
        using var scene = await VcalmScene.BeginAsync(host);
        var issued = await scene.IssueAsync(options: Both.DeepClone().AsObject());
        await scene.SetStatusAsync((string)issued["id"]!, true);

        await Assert.ThrowsAnyAsync<Exception>(() =>
            host.InDbAsync(scene.District.Id, db => db.Database.ExecuteSqlRawAsync(sql, scene.District.Id.Value))
        );

        Assert.Equal(1, await host.InDbAsync(scene.District.Id, db => db.StatusChanges.CountAsync()));
    }

    [Fact]
    public async Task A_full_list_is_followed_by_another()
    {
        using var scene = await VcalmScene.BeginAsync(host);
        await scene.IssueAsync(options: new() { ["statusPurposes"] = new JsonArray("revocation") });
        await host.InDbAsync(
            scene.District.Id,
            async db =>
            {
                var (key, list) = (await db.IssuerKeys.SingleAsync(), await db.StatusLists.SingleAsync());
                // A list that began under another address of this installation takes no more.
                var (other, _) = await db.DrawPlaceAsync(
                    key,
                    list.Issuer,
                    list.Purpose,
                    "https://elsewhere.example",
                    host.Clock.GetUtcNow(),
                    CancellationToken.None
                );
                Assert.Equal(2, other.Number);
                Assert.NotEqual(list.Id, other.Id);
            }
        );
    }
}

[Collection("sqlite")]
public sealed class SqliteVcalmStatusTests(SqliteHost host) : VcalmStatusTests(host);

[Collection("postgres")]
public sealed class PostgresVcalmStatusTests(PostgresHost host) : VcalmStatusTests(host);
