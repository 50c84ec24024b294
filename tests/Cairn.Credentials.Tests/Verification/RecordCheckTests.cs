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
        var jwt = JwtCredential.Sign(
            Encoding.UTF8.GetBytes(Badge(DidKey.Create(OtherKey.PublicKey)).ToJsonString()),
            OtherKey,
            new() { KeyId = DidKey.VerificationMethod(OtherKey.PublicKey) }
        );
        var enveloped = new JsonObject
        {
            ["@context"] = "https://www.w3.org/ns/credentials/v2",
            ["id"] = "data:application/vc+jwt," + Encoding.ASCII.GetString(jwt),
            ["type"] = "EnvelopedVerifiableCredential",
        };
        var report = await VerifyAsync(Record(JsonNode.Parse(Sign(Badge()))!, enveloped));

        Assert.Equal(["record.genuine", "record.valid", "record.valid"], Codes(report));
    }

    public static TheoryData<string, Outcome, string> Inside { get; } =
        new()
        {
            { "changed", Outcome.Fail, "record.failed" },
            { "unsigned", Outcome.Fail, "record.failed" },
            { "of another issuer", Outcome.Fail, "record.failed" },
            { "expired", Outcome.Pass, "record.not-in-force" },
            { "of an unknown key", Outcome.NotDeterminable, "record.undecided" },
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
        var report = await VerifyAsync(
            Record(JsonNode.Parse(Sign(Badge()))!, JsonNode.Parse(Sign(Badge()))!),
            new() { Limits = new() { RecordCredentials = 1 } }
        );
        Assert.Equal(["record.too-many"], Codes(report));
    }

    [Fact]
    public async Task Passes_with_a_record_in_the_record()
    {
        var report = await VerifyAsync(Record(JsonNode.Parse(Record(JsonNode.Parse(Sign(Badge()))!, JsonNode.Parse(Sign(Badge()))!))!));

        Assert.Equal(["record.genuine", "record.valid"], Codes(report));
        Assert.Equal(Verdict.Pass, report.Verdict);
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public async Task Fails_when_one_deeper_inside_is_forged(int records)
    {
        var inside = JsonNode.Parse(Changed(Sign(Badge()), badge => badge["name"] = "x"))!;
        for (var i = 0; i < records; i++)
            inside = JsonNode.Parse(Record(JsonNode.Parse(Sign(Badge()))!, inside))!;
        var report = await VerifyAsync(Record(inside));

        Assert.Equal(["record.failed", "record.failed"], Codes(report));
        Assert.Equal(Verdict.Fail, report.Verdict);
    }

    // One that ended, deeper inside, is still part of what was earned.
    [Fact]
    public async Task Passes_when_one_deeper_inside_has_ended() =>
        Assert.Equal(Verdict.Pass, (await VerifyAsync(Record(JsonNode.Parse(Record(JsonNode.Parse(Sign(Expired()))!))!))).Verdict);

    [Fact]
    public async Task Fails_when_a_badge_inside_has_a_forged_endorsement()
    {
        var badge = Badge();
        badge["endorsementJwt"] = new JsonArray("e30.e30.e30");
        var report = await VerifyAsync(Record(JsonNode.Parse(Sign(badge))!));

        Assert.Equal(["record.failed", "record.failed"], Codes(report));
        Assert.Equal("endorsement.failed", report.Checks.Single(check => check is { Name: CheckNames.Record, Item: 1 }).Arguments[1]);
    }

    [Fact]
    public async Task Fails_when_records_stand_too_deep()
    {
        var (four, five) = (Nested(4), Nested(5));

        Assert.Equal(Verdict.Pass, (await VerifyAsync(four)).Verdict);
        var report = await VerifyAsync(five);
        Assert.Equal(["record.failed", "record.failed"], Codes(report));
        await FailsAsync(CheckNames.Record, "record.too-deep", Nested(1), new() { Limits = new() { Nesting = 0 } });

        static byte[] Nested(int records)
        {
            var inside = Sign(Badge());
            for (var i = 0; i < records; i++)
                inside = Record(JsonNode.Parse(inside)!);
            return inside;
        }
    }

    static JsonObject Expired()
    {
        var badge = Badge();
        badge["validUntil"] = "2026-04-01T00:00:00Z";
        return badge;
    }

    static string[] Codes(VerificationReport report) =>
        [.. report.Checks.Where(check => check.Name == CheckNames.Record).Select(check => check.Code)];

    internal static byte[] Record(params JsonNode[] credentials)
    {
        var record = JsonNode
            .Parse(
                $$"""
                {"@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
                 "id":"urn:uuid:018f3c7e-0000-7000-8000-0000000000c1","type":["VerifiableCredential","ClrCredential"],"name":"Record","issuer":{"id":"{{Did}}","type":["Profile"]},
                 "validFrom":"2026-03-01T00:00:00Z","credentialSubject":{"id":"did:example:learner","type":["ClrSubject"]} }
                """
            )!
            .AsObject();
        record["credentialSubject"]!["verifiableCredential"] = new JsonArray([.. credentials.Select(credential => credential.DeepClone())]);
        return Encoding.UTF8.GetBytes(
            JsonNode
                .Parse(
                    Credentials.Proofs.DataIntegrity.Sign(
                        Encoding.UTF8.GetBytes(record.ToJsonString()),
                        Key,
                        new(DidKey.VerificationMethod(Key.PublicKey), Signed) { Cryptosuite = "eddsa-jcs-2022" }
                    )
                )!
                .ToJsonString()
        );
    }
}
