using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Jose;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Tests.Keys;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

public sealed class EndorsementsTests
{
    const string AchievementId = "urn:uuid:018f3c7e-0000-7000-8000-000000000002";
    static readonly SigningKey Partner = KeyKindsTests.New(KeyAlgorithm.P256);
    static readonly string PartnerDid = DidKey.Create(Partner.PublicKey);

    [Fact]
    public async Task Passes_embedded_and_as_jwt()
    {
        var badge = Badge();
        Achievement(badge)["endorsement"] = new JsonArray(Endorsement(AchievementId));
        badge["issuer"]!["endorsementJwt"] = new JsonArray(Jwt(Did));
        var report = await VerifyAsync(Sign(badge));

        Assert.Equal(["endorsement.all-valid", "endorsement.valid", "endorsement.valid"], Codes(report, CheckNames.Endorsements));
        Assert.Equal(Verdict.Pass, report.Verdict);
    }

    [Fact]
    public async Task Nothing_is_said_where_there_are_none() =>
        Assert.Empty(Codes(await VerifyAsync(Sign(Badge())), CheckNames.Endorsements));

    public static TheoryData<string, string> Broken { get; } =
        new()
        {
            { "changed", "endorsement.failed" },
            { "of another achievement", "endorsement.of-another" },
            { "signed by another", "endorsement.failed" },
            { "expired", "endorsement.failed" },
            { "unsigned", "endorsement.failed" },
            { "a badge", "endorsement.not-one" },
            { "a text", "endorsement.failed" },
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Fails_when_one_is(string broken, string code)
    {
        var badge = Badge();
        JsonNode endorsement = broken switch
        {
            "changed" => Changed(Endorsement(AchievementId), e => e["name"] = "x"),
            "of another achievement" => Endorsement("urn:uuid:018f3c7e-0000-7000-8000-00000000000f"),
            "signed by another" => JsonNode.Parse(Sign(Unsigned(AchievementId), Key))!,
            "expired" => Signed(Unsigned(AchievementId, e => e["validUntil"] = "2026-04-01T00:00:00Z")),
            "unsigned" => Unsigned(AchievementId),
            "a badge" => JsonNode.Parse(Sign(Badge()))!,
            _ => JsonValue.Create("trust me"),
        };
        Achievement(badge)["endorsement"] = new JsonArray(endorsement);
        // Signed as JCS, which says nothing of what the words mean: only the endorsement is wrong.
        var report = await VerifyAsync(
            Credentials.Proofs.DataIntegrity.Sign(
                Encoding.UTF8.GetBytes(badge.ToJsonString()),
                Key,
                new(DidKey.VerificationMethod(Key.PublicKey), Scenario.Signed) { Cryptosuite = "eddsa-jcs-2022" }
            )
        );

        Assert.Equal([code, code], Codes(report, CheckNames.Endorsements));
        Assert.Equal(Verdict.Fail, report.Verdict);
    }

    [Fact]
    public async Task Is_undecided_when_one_cannot_be_checked()
    {
        var badge = Badge();
        Achievement(badge)["endorsement"] = new JsonArray(
            JsonNode.Parse(Sign(Unsigned(AchievementId, e => e["issuer"] = "did:web:partner.example"), Key, "did:web:partner.example#1"))!
        );

        await IsUndecidedAsync(CheckNames.Endorsements, "endorsement.undecided", Sign(badge));
    }

    [Fact]
    public async Task Fails_when_there_are_too_many()
    {
        var badge = Badge();
        badge["endorsementJwt"] = new JsonArray([.. Enumerable.Repeat("a.b.c", 17).Select(jwt => JsonValue.Create(jwt))]);
        Assert.Contains("endorsement.too-many", Codes(await VerifyAsync(Sign(badge)), CheckNames.Endorsements));
    }

    [Fact]
    public async Task Fails_when_they_stand_too_deep()
    {
        var badge = Badge();
        Achievement(badge)["endorsement"] = new JsonArray(Endorsement(AchievementId));
        await FailsAsync(CheckNames.Endorsements, "endorsement.too-deep", Sign(badge), new() { Limits = new() { Nesting = 0 } });
    }

    [Fact]
    public async Task Fails_when_an_endorsement_has_a_forged_one_of_its_issuer()
    {
        var badge = Badge();
        var forged = Unsigned(PartnerDid);
        Achievement(badge)["endorsement"] = new JsonArray(
            Signed(
                Unsigned(
                    AchievementId,
                    e =>
                        e["issuer"] = new JsonObject
                        {
                            ["id"] = PartnerDid,
                            ["type"] = new JsonArray("Profile"),
                            ["endorsement"] = new JsonArray(forged),
                        }
                )
            )
        );
        await FailsAsync(CheckNames.Endorsements, "endorsement.failed", Sign(badge));
    }

    [Fact]
    public async Task Authority_is_the_creators()
    {
        Assert.Equal(["authority.no-creator"], Codes(await VerifyAsync(Sign(Badge())), CheckNames.Authority));
        Assert.Equal(["authority.creator"], Codes(await VerifyAsync(Sign(CreatedBy(Did))), CheckNames.Authority));

        var report = await VerifyAsync(Sign(CreatedBy(PartnerDid)));
        Assert.Equal(["authority.not-shown"], Codes(report, CheckNames.Authority));
        Assert.Equal(Verdict.Pass, report.Verdict);
    }

    [Fact]
    public async Task Authority_can_be_lent_by_an_endorsement_of_the_issuer()
    {
        var badge = CreatedBy(PartnerDid);
        badge["issuer"]!["endorsementJwt"] = new JsonArray(Jwt(Did));

        Assert.Equal(["authority.endorsed"], Codes(await VerifyAsync(Sign(badge)), CheckNames.Authority));
    }

    static string[] Codes(VerificationReport report, string name) =>
        [.. report.Checks.Where(check => check.Name == name).Select(check => check.Code)];

    static JsonObject CreatedBy(string creator)
    {
        var badge = Badge();
        Achievement(badge)["creator"] = new JsonObject { ["id"] = creator, ["type"] = new JsonArray("Profile") };
        return badge;
    }

    static JsonObject Achievement(JsonObject badge) => badge["credentialSubject"]!["achievement"]!.AsObject();

    static JsonNode Endorsement(string endorsed) => Signed(Unsigned(endorsed));

    static JsonNode Signed(JsonObject unsigned) => JsonNode.Parse(Sign(unsigned, Partner))!;

    static JsonNode Changed(JsonNode signed, Action<JsonNode> change)
    {
        change(signed);
        return signed;
    }

    static JsonNode Jwt(string endorsed) =>
        JsonValue.Create(
            Encoding.ASCII.GetString(
                JwtCredential.Sign(
                    Encoding.UTF8.GetBytes(Unsigned(endorsed).ToJsonString()),
                    Partner,
                    new() { KeyId = DidKey.VerificationMethod(Partner.PublicKey) }
                )
            )
        )!;

    static JsonObject Unsigned(string endorsed, Action<JsonObject>? change = null)
    {
        var endorsement = JsonNode
            .Parse(
                $$"""
                {"@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
                 "id":"urn:uuid:018f3c7e-0000-7000-8000-0000000000e1","type":["VerifiableCredential","EndorsementCredential"],"name":"Endorsement",
                 "issuer":{"id":"{{PartnerDid}}","type":["Profile"]},"validFrom":"2026-02-01T00:00:00Z",
                 "credentialSubject":{"id":"{{endorsed}}","type":["EndorsementSubject"],"endorsementComment":"Worth having."} }
                """
            )!
            .AsObject();
        change?.Invoke(endorsement);
        return endorsement;
    }
}
