using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Tests.Verification;

/// <summary>One valid badge of one school, to be changed in one place; and the documents that its issuer publishes.</summary>
static class Scenario
{
    public static readonly SigningKey Key = SigningKey.FromSeed([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);
    public static readonly SigningKey OtherKey = SigningKey.FromSeed([.. Enumerable.Range(2, 32).Select(i => (byte)i)]);
    public static readonly DateTimeOffset Signed = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    public static string Did { get; } = DidKey.Create(Key.PublicKey);

    public static JsonObject Badge(string? issuer = null) =>
        JsonNode
            .Parse(
                $$"""
                {
                  "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
                  "id": "urn:uuid:018f3c7e-0000-7000-8000-000000000001",
                  "type": ["VerifiableCredential", "OpenBadgeCredential"],
                  "name": "Plan an investigation",
                  "issuer": {"id": "{{issuer ?? Did}}", "type": ["Profile"], "name": "North School"},
                  "validFrom": "2026-03-01T00:00:00Z",
                  "validUntil": "2027-03-01T00:00:00Z",
                  "credentialSubject": {
                    "id": "did:example:learner",
                    "type": ["AchievementSubject"],
                    "result": [{"type": ["Result"], "resultDescription": "urn:uuid:018f3c7e-0000-7000-8000-000000000003",
                      "achievedLevel": "urn:uuid:018f3c7e-0000-7000-8000-000000000004"}],
                    "achievement": {
                      "id": "urn:uuid:018f3c7e-0000-7000-8000-000000000002",
                      "type": ["Achievement"],
                      "name": "Plan an investigation",
                      "description": "Asks a question that can be tested and plans how.",
                      "criteria": {"narrative": "A plan, judged by a rubric."},
                      "resultDescription": [{"id": "urn:uuid:018f3c7e-0000-7000-8000-000000000003", "type": ["ResultDescription"], "name": "Plan",
                        "resultType": "RubricCriterionLevel",
                        "rubricCriterionLevel": [{"id": "urn:uuid:018f3c7e-0000-7000-8000-000000000004", "type": ["RubricCriterionLevel"], "name": "Met"}]}]
                    }
                  }
                }
                """
            )!
            .AsObject();

    public static byte[] Sign(JsonObject document, SigningKey? key = null, string? method = null, DateTimeOffset? created = null) =>
        DataIntegrity.Sign(
            Encoding.UTF8.GetBytes(document.ToJsonString()),
            key ?? Key,
            new(method ?? DidKey.VerificationMethod((key ?? Key).PublicKey), created ?? Signed)
        );

    /// <summary>A signed document after somebody laid hands on it.</summary>
    public static byte[] Changed(byte[] signed, Action<JsonObject> change)
    {
        var document = JsonNode.Parse(signed)!.AsObject();
        change(document);
        return Encoding.UTF8.GetBytes(document.ToJsonString());
    }

    public static JsonObject Proof(this JsonObject signed) => signed["proof"]![0]!.AsObject();

    public static async Task<VerificationReport> VerifyAsync(byte[] input, VerifierOptions? options = null, DateTimeOffset? at = null) =>
        await new Verifier(options).VerifyAsync(input, at ?? Now);

    public static async Task FailsAsync(string check, string code, byte[] input, VerifierOptions? options = null, DateTimeOffset? at = null)
    {
        var report = await VerifyAsync(input, options, at);
        Assert.Equal((Outcome.Fail, code), (report[check].Outcome, report[check].Code));
        Assert.Equal(Verdict.Fail, report.Verdict);
    }

    public static async Task IsUndecidedAsync(
        string check,
        string code,
        byte[] input,
        VerifierOptions? options = null,
        DateTimeOffset? at = null
    )
    {
        var report = await VerifyAsync(input, options, at);
        Assert.Equal((Outcome.NotDeterminable, code), (report[check].Outcome, report[check].Code));
        Assert.Equal(Verdict.NotDeterminable, report.Verdict);
    }

    public static async Task PassesAsync(
        string check,
        string code,
        byte[] input,
        VerifierOptions? options = null,
        DateTimeOffset? at = null
    )
    {
        var report = await VerifyAsync(input, options, at);
        Assert.Equal((Outcome.Pass, code), (report[check].Outcome, report[check].Code));
        Assert.Equal(Verdict.Pass, report.Verdict);
    }
}
