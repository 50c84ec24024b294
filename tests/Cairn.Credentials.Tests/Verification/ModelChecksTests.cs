using System.Text.Json.Nodes;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

public sealed class ModelChecksTests
{
    [Fact]
    public async Task Passes()
    {
        await PassesAsync(CheckNames.Schema, "schema.open-badges", Sign(Badge()));
        await PassesAsync(CheckNames.Achievement, "achievement.consistent", Sign(Badge()));
    }

    [Fact]
    public Task Fails_when_the_id_is_missing() => Fails(CheckNames.Schema, "schema.violation", badge => badge.Remove("id"));

    [Fact]
    public Task Fails_when_the_achievement_has_no_criteria() =>
        Fails(CheckNames.Schema, "schema.violation", badge => badge["credentialSubject"]!["achievement"]!.AsObject().Remove("criteria"));

    [Fact]
    public Task Fails_when_it_does_not_call_itself_a_credential() =>
        Fails(CheckNames.Schema, "schema.member", badge => badge["type"] = new JsonArray("OpenBadgeCredential"));

    [Fact]
    public Task Fails_when_it_is_about_nobody() =>
        Fails(CheckNames.Schema, "schema.member", badge => badge["credentialSubject"] = new JsonArray());

    [Fact]
    public Task Fails_when_a_refresh_service_has_no_type() =>
        Fails(
            CheckNames.Schema,
            "schema.member",
            badge => badge["refreshService"] = JsonNode.Parse("""{"id":"https://north.example/refresh"}""")
        );

    [Theory]
    [InlineData(
        "1EdTechJsonSchemaValidator2019",
        "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
        null
    )]
    [InlineData(
        "1EdTechJsonSchemaValidator2019",
        "https://purl.imsglobal.org/spec/ob/v3p0/schema/json-ld/ob_v3p0_achievementcredential_schema.json",
        null
    )]
    [InlineData(
        "1EdTechJsonSchemaValidator2019",
        "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_clrcredential_schema.json",
        "schema.unsupported"
    )]
    [InlineData("1EdTechJsonSchemaValidator2019", "https://north.example/schema.json", "schema.unsupported")]
    [InlineData(
        "JsonSchema",
        "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
        "schema.unsupported"
    )]
    public async Task Says_which_schema_it_was_not_held_to(string type, string id, string? code)
    {
        var badge = Badge();
        badge["@context"]!.AsArray().Add("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json");
        badge["credentialSchema"] = new JsonArray(new JsonObject { ["id"] = id, ["type"] = type });
        var report = await VerifyAsync(Sign(badge));
        var part = report.Checks.SingleOrDefault(check => check is { Name: CheckNames.Schema, Item: 1 });

        Assert.Equal(code, part?.Code);
        Assert.Equal(code is null ? null : Outcome.NotDeterminable, part?.Outcome);
        Assert.Equal((Verdict.Pass, "schema.open-badges"), (report.Verdict, report[CheckNames.Schema].Code));
    }

    [Fact]
    public Task Fails_when_the_recipient_is_not_named() =>
        Fails(CheckNames.Achievement, "achievement.violation", badge => badge["credentialSubject"]!.AsObject().Remove("id"));

    [Fact]
    public Task Fails_when_a_result_is_of_another_achievement() =>
        Fails(
            CheckNames.Achievement,
            "achievement.violation",
            badge => badge["credentialSubject"]!["result"]![0]!["resultDescription"] = "urn:uuid:other"
        );

    [Fact]
    public Task Fails_when_a_level_is_of_another_rubric() =>
        Fails(
            CheckNames.Achievement,
            "achievement.violation",
            badge => badge["credentialSubject"]!["result"]![0]!["achievedLevel"] = "urn:uuid:other"
        );

    [Fact]
    public async Task The_achievement_is_not_asked_of_another_credential()
    {
        var report = await VerifyAsync(
            Sign(
                JsonNode
                    .Parse(
                        $$"""
                        {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential"], "issuer": "{{Did}}", "credentialSubject": {"id": "did:example:1"} }
                        """
                    )!
                    .AsObject()
            )
        );

        Assert.Equal((Verdict.Pass, "schema.credential"), (report.Verdict, report[CheckNames.Schema].Code));
        Assert.Equal(
            (Outcome.NotPerformed, "achievement.none"),
            (report[CheckNames.Achievement].Outcome, report[CheckNames.Achievement].Code)
        );
    }

    // Changed after it was signed: the model's checks do not wait for the signature.
    static Task Fails(string check, string code, Action<JsonObject> change) => FailsAsync(check, code, Changed(Sign(Badge()), change));
}
