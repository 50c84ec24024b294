using System.Net;
using System.Text.Json.Nodes;
using Cairn.Vcalm;

namespace Cairn.Tests.Vcalm;

/// <summary>
/// One valid request to issue, and one thing that breaks it: a MUST of the data model, of Data Integrity, of VCALM, or a rule of ours.
/// </summary>
[Collection("sqlite")]
public sealed class VcalmRefusalTests(SqliteHost host)
{
    [Theory]
    [InlineData("$.issuer", "\"did:example:somebody\"", "vcalm.issuer")]
    [InlineData("$.issuer", "null", "vcalm.issuer")]
    [InlineData("$.issuer", "{\"id\":null}", "vcalm.issuer")]
    [InlineData("$.issuer", "\"nobody\"", "vcalm.issuer")]
    [InlineData("$.proof", "{\"type\":\"DataIntegrityProof\"}", "vcalm.has-proof")]
    [InlineData("$.id", "\"HERE/credentials/1\"", "vcalm.id-is-ours")]
    [InlineData("$.id", "\"not a URL\"", null)]
    [InlineData("$.id", "[\"urn:uuid:1\",\"urn:uuid:2\"]", null)]
    [InlineData("$.type", "\"LibraryCard\"", "vcalm.departs")]
    [InlineData("$.@context", "[\"https://www.w3.org/ns/credentials/v2\"]", "vcalm.json-ld")]
    [InlineData("$.@context", "[\"https://www.w3.org/ns/credentials/v2\",\"https://example.org/unknown\"]", "vcalm.json-ld")]
    [InlineData("$.@context", "[{\"@vocab\":\"https://example.org/vocabulary#\"},\"https://www.w3.org/ns/credentials/v2\"]", null)]
    [InlineData("$.credentialSubject", "{}", null)]
    [InlineData("$.credentialSubject", "[]", "vcalm.departs")]
    [InlineData("$.validFrom", "\"yesterday\"", "vcalm.departs")]
    [InlineData("$.validUntil", "\"2025-01-01T00:00:00Z\"", "vcalm.departs")]
    [InlineData("$.credentialStatus", "{\"id\":\"urn:x:1\"}", null)]
    [InlineData("$.credentialSchema", "{\"id\":\"https://example.org/schema\"}", "vcalm.departs")]
    [InlineData("$.refreshService", "{\"id\":\"https://example.org/refresh\"}", "vcalm.departs")]
    [InlineData("$.relatedResource", "[{\"id\":\"https://example.org/x\"}]", "vcalm.departs")]
    public async Task Fails_when_the_credential_breaks_a_must(string path, string json, string? code)
    {
        using var scene = await VcalmScene.BeginAsync(host);
        var credential = VcalmScene.Valid();
        credential[path[2..]] = JsonNode.Parse(
            json.Replace(
                "HERE",
                host.App.Services.GetService(typeof(CairnOptions)) is CairnOptions options ? options.LocalOrigin : "",
                StringComparison.Ordinal
            )
        );

        foreach (var suite in VcalmSuite.All)
        {
            var (status, body) = await scene.PostAsync(
                $"/{suite.Name}/credentials/issue",
                new() { ["credential"] = credential.DeepClone() }
            );

            Assert.True(status is HttpStatusCode.BadRequest, $"{suite.Name}: {status} {body.ToJsonString()}");
            if (code is not null)
                Assert.True(code == (string)body["code"]!, $"{suite.Name}: {body.ToJsonString()}");
            Assert.StartsWith("https://", (string)body["type"]!, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("{\"credential\":CREDENTIAL,\"options\":{\"colour\":\"red\"}}", "vcalm.option-unknown")]
    [InlineData("{\"credential\":CREDENTIAL,\"options\":[]}", "vcalm.kind")]
    [InlineData("{\"credential\":CREDENTIAL,\"options\":{\"credentialId\":7}}", "vcalm.kind")]
    [InlineData("{\"credential\":CREDENTIAL,\"options\":{\"credentialId\":\"a\\u0000b\"}}", "vcalm.kind")]
    [InlineData("{\"credential\":CREDENTIAL,\"options\":{\"statusPurposes\":[\"message\"]}}", "vcalm.kind")]
    [InlineData("{\"credential\":CREDENTIAL,\"options\":{\"statusPurposes\":[\"revocation\",\"revocation\"]}}", "vcalm.kind")]
    [InlineData("{\"credential\":CREDENTIAL,\"options\":{\"mandatoryPointers\":[\"/issuer\"]}}", "vcalm.discloses-nothing")]
    [InlineData("{\"credential\":CREDENTIAL,\"options\":{\"cryptosuite\":\"rot13\"}}", "vcalm.cryptosuite")]
    [InlineData("{\"credential\":CREDENTIAL,\"extra\":1}", "vcalm.member-unknown")]
    [InlineData("{\"credential\":CREDENTIAL,\"credential\":{}}", "vcalm.json")]
    [InlineData("{\"credential\":\"\\ud800\"}", "vcalm.json")]
    [InlineData("{\"credential\":\"text\"}", "vcalm.kind")]
    [InlineData("{}", "vcalm.kind")]
    [InlineData("[]", "vcalm.json")]
    [InlineData("{", "vcalm.json")]
    [InlineData("DEEP", "vcalm.json")]
    public async Task Fails_when_the_request_is_not_understood(string request, string code)
    {
        using var scene = await VcalmScene.BeginAsync(host);
        var body =
            request == "DEEP"
                ? new string('[', 100) + new string(']', 100)
                : request.Replace("CREDENTIAL", VcalmScene.Valid().ToJsonString(), StringComparison.Ordinal);

        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await scene.Program.PostAsync(new Uri($"{scene.Root}/credentials/issue", UriKind.Relative), content);

        Assert.Equal(
            (HttpStatusCode.BadRequest, "application/problem+json"),
            (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType)
        );
        Assert.Equal(code, (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!);
    }

    [Theory]
    [InlineData("null", "vcalm.kind")]
    [InlineData("\"eyJ.e30.c2ln\"", "vcalm.kind")]
    [InlineData("{}", "parse.file-json")]
    [InlineData(
        "{\"@context\":\"https://w3id.org/openbadges/v2\",\"type\":\"Assertion\",\"id\":\"https://example.org/a\",\"verification\":{\"type\":\"hosted\"}}",
        "parse.open-badges-2"
    )]
    [InlineData(
        "{\"@context\":\"https://www.w3.org/ns/credentials/v2\",\"type\":\"EnvelopedVerifiableCredential\",\"id\":\"eyJ.e30.c2ln\"}",
        "parse."
    )]
    [InlineData("{\"@context\":[],\"type\":\"EnvelopedVerifiableCredential\",\"id\":\"data:application/vc+jwt,eyJ.e30.c2ln\"}", "parse.")]
    [InlineData(
        "{\"@context\":\"https://www.w3.org/ns/credentials/v2\",\"type\":\"EnvelopedVerifiableCredential\",\"id\":\"data:application/vc+jwt,eyJ.e30.c2ln\"}",
        "parse."
    )]
    public async Task Fails_when_what_is_to_be_verified_is_no_credential(string credential, string code)
    {
        using var scene = await VcalmScene.BeginAsync(host);

        var (status, body) = await VcalmScene.PostAsync(
            scene.Program,
            $"{scene.Root}/credentials/verify",
            $"{{\"verifiableCredential\":{credential}}}"
        );

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.False((bool)body["verified"]!);
        Assert.Contains(VcalmScene.Codes(body), found => found.StartsWith(code, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\"verifiablePresentation\":{}}")]
    [InlineData("{\"verifiablePresentation\":7}")]
    [InlineData(
        "{\"verifiablePresentation\":{\"@context\":\"https://www.w3.org/ns/credentials/v2\",\"type\":\"EnvelopedVerifiablePresentation\",\"id\":\"data:application/vp+jwt,x\"}}"
    )]
    [InlineData("{\"verifiablePresentation\":{},\"presentation\":{}}")]
    [InlineData("{\"verifiablePresentation\":{},\"options\":{\"challenge\":1}}")]
    public async Task Fails_when_what_is_to_be_verified_is_no_presentation(string request)
    {
        using var scene = await VcalmScene.BeginAsync(host);

        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await VcalmScene.PostAsync(scene.Program, $"{scene.Root}/presentations/verify", request)).Status
        );
    }

    [Fact]
    public async Task Fails_when_the_body_is_too_long()
    {
        using var scene = await VcalmScene.BeginAsync(host);
        scene.Program.DefaultRequestHeaders.ExpectContinue = true;

        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await VcalmScene.PostAsync(scene.Program, $"{scene.Root}/credentials/verify", new string(' ', VcalmApi.MaxBytes + 1))).Status
        );
    }
}
