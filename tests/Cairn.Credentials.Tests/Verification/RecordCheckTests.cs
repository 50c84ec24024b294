using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Jose;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

public sealed class RecordCheckTests
{
    [Fact]
    public async Task Passes_with_credentials_of_several_issuers_and_forms()
    {
        var jwt = JwtCredential.Sign(Encoding.UTF8.GetBytes(Badge(DidKey.Create(OtherKey.PublicKey)).ToJsonString()), OtherKey, new() { KeyId = DidKey.VerificationMethod(OtherKey.PublicKey) });
        var enveloped = new JsonObject { ["@context"] = "https://www.w3.org/ns/credentials/v2", ["id"] = "data:application/vc+jwt," + Encoding.ASCII.GetString(jwt), ["type"] = "EnvelopedVerifiableCredential" };
        var report = await VerifyAsync(Record(JsonNode.Parse(Sign(Badge()))!, enveloped));

        Assert.Equal(["record.genuine", "record.valid", "record.valid"], Codes(report));
    }

    public static TheoryData<string, Outcome, string> Inside { get; } = new()
    {
        { "changed", Outcome.Fail, "record.failed" }, { "unsigned", Outcome.Fail, "record.failed" }, { "of another issuer", Outcome.Fail, "record.failed" },
        { "expired", Outcome.Pass, "record.not-in-force" }, { "of an unknown key", Outcome.NotDeterminable, "record.undecided" },
    };

    [Theory]
    [MemberData(nameof(Inside))]
    public async Task Tells_what_is(string what, Outcome outcome, string code)
    {
        var inside = what switch
        {
            "changed" => Changed(Sign(Badge()), badge => badge["name"] = "x"),
            "unsigned" => Encoding.UTF8.GetBytes(Badge().ToJsonString()),
            "of another issuer" => Sign(Badge(), OtherKey),
            "expired" => Sign(Expired()),
            _ => Sign(Badge("did:web:east.example"), Key, "did:web:east.example#1"),
        };
        var report = await VerifyAsync(Record(JsonNode.Parse(Sign(Badge()))!, JsonNode.Parse(inside)!));

        Assert.Equal(outcome, report[CheckNames.Record].Outcome);
        Assert.Equal(code, Codes(report)[2]);
    }

    [Fact]
    public async Task Fails_when_there_are_too_many()
    {
        var report = await VerifyAsync(Record(JsonNode.Parse(Sign(Badge()))!, JsonNode.Parse(Sign(Badge()))!), new() { Limits = new() { RecordCredentials = 1 } });
        Assert.Equal(["record.too-many"], Codes(report));
    }

    static JsonObject Expired()
    {
        var badge = Badge();
        badge["validUntil"] = "2026-04-01T00:00:00Z";
        return badge;
    }

    static string[] Codes(VerificationReport report) => [.. report.Checks.Where(check => check.Name == CheckNames.Record).Select(check => check.Code)];

    static byte[] Record(params JsonNode[] credentials)
    {
        var record = JsonNode.Parse($$"""
            {"@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
             "id":"urn:uuid:018f3c7e-0000-7000-8000-0000000000c1","type":["VerifiableCredential","ClrCredential"],"name":"Record","issuer":{"id":"{{Did}}","type":["Profile"]},
             "validFrom":"2026-03-01T00:00:00Z","credentialSubject":{"id":"did:example:learner","type":["ClrSubject"]} }
            """)!.AsObject();
        record["credentialSubject"]!["verifiableCredential"] = new JsonArray([.. credentials.Select(credential => credential.DeepClone())]);
        return Encoding.UTF8.GetBytes(JsonNode.Parse(Credentials.Proofs.DataIntegrity.Sign(Encoding.UTF8.GetBytes(record.ToJsonString()), Key, new(DidKey.VerificationMethod(Key.PublicKey), Signed) { Cryptosuite = "eddsa-jcs-2022" }))!.ToJsonString());
    }
}
