using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cairn.SignIn.Tokens;

namespace Cairn.Tests.Vcalm;

/// <summary>An operator's program with a token for VCALM, and a credential that it may have issued.</summary>
internal sealed class VcalmScene(TestDistrict district, HttpClient program) : IDisposable
{
    public TestDistrict District => district;
    public HttpClient Program => program;
    public string Root { get; } = $"/vcalm/{district.School}";

    public static async Task<VcalmScene> BeginAsync(CairnHost host)
    {
        var district = await host.NewDistrictAsync();
        var operating = await district.PersonAsync("Olga", [SchoolRole.Operator]);
        return new VcalmScene(district, await operating.ApiAsync(TokenScopes.VcalmIssue, TokenScopes.VcalmVerify));
    }

    /// <summary>Not a badge: anything that fits the data model may be issued.</summary>
    public static JsonObject Valid() =>
        JsonNode
            .Parse(
                $$"""
                {
                  "@context": ["https://www.w3.org/ns/credentials/v2", {"@vocab": "https://example.org/vocabulary#"}],
                  "id": "urn:uuid:{{Guid.CreateVersion7(DateTimeOffset.UnixEpoch)}}",
                  "type": ["VerifiableCredential", "LibraryCard"],
                  "validFrom": "2026-01-01T00:00:00Z",
                  "credentialSubject": {"id": "did:example:reader", "shelf": "north", "books": 4}
                }
                """
            )!
            .AsObject();

    public async Task<JsonObject> IssueAsync(JsonObject? credential = null, string suite = "eddsa-rdfc-2022", JsonObject? options = null)
    {
        var (status, body) = await PostAsync(
            $"/{suite}/credentials/issue",
            new() { ["credential"] = credential ?? Valid(), ["options"] = options ?? [] }
        );
        Assert.True(status is HttpStatusCode.Created, body.ToJsonString());
        return body["verifiableCredential"]!.AsObject();
    }

    public Task<(HttpStatusCode Status, JsonObject Body)> VerifyAsync(JsonNode credential, JsonObject? options = null) =>
        PostAsync("/credentials/verify", new() { ["verifiableCredential"] = credential.DeepClone(), ["options"] = options ?? [] });

    public Task<(HttpStatusCode Status, JsonObject Body)> SetStatusAsync(string credentialId, bool status, string purpose = "revocation") =>
        PostAsync(
            "/credentials/status",
            new()
            {
                ["credentialId"] = credentialId,
                ["credentialStatus"] = new JsonObject { ["type"] = "BitstringStatusListEntry", ["statusPurpose"] = purpose },
                ["status"] = status,
            }
        );

    public Task<(HttpStatusCode Status, JsonObject Body)> PostAsync(string address, JsonObject body) =>
        PostAsync(program, Root + address, body.ToJsonString());

    public static async Task<(HttpStatusCode Status, JsonObject Body)> PostAsync(HttpClient client, string address, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(address, UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        if (text.Length > 0)
            Assert.Contains("json", answer.Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
        return (answer.StatusCode, text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject());
    }

    /// <summary>The stable codes of what is wrong with a credential.</summary>
    public static IEnumerable<string> Codes(JsonObject body) =>
        body["problemDetails"]!.AsArray().Select(problem => (string)problem!["code"]!);

    public void Dispose() => program.Dispose();
}
