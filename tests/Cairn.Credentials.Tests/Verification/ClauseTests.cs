using System.Text.Json.Nodes;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

/// <summary>
/// What VC Data Model 2.0 and Data Integrity 1.0 demand of every credential: for each clause a mutation of a valid credential, and where
/// the report says so. The clauses of Open Badges 3.0 stand in <c>OpenBadgesModelTests</c>, those of status lists in
/// <c>StatusCheckTests</c>.
/// </summary>
public sealed class ClauseTests
{
    const string Schema = CheckNames.Schema;
    const string Member = "schema.member";
    const string Url = "\"https://north.example/1\"";

    /// <summary>Clause, check, code, its argument; the member that is set, to what ("" takes it away).</summary>
    public static TheoryData<string, string, string, string, string, string> Broken { get; } =
        new()
        {
            { "4.3 Contexts", Schema, Member, "@context", "@context", """["https://www.w3.org/ns/credentials/v2","not a url"]""" },
            { "4.3 Contexts", Schema, Member, "@context", "@context", """["https://www.w3.org/ns/credentials/v2",1]""" },
            {
                "4.3 Contexts",
                CheckNames.Parse,
                "parse.not-a-credential",
                "",
                "@context",
                """["https://other.example","https://www.w3.org/ns/credentials/v2"]"""
            },
            { "4.4 Identifiers", Schema, Member, "id", "id", """["urn:uuid:1","urn:uuid:2"]""" },
            { "4.4 Identifiers", Schema, Member, "id", "id", "\"https ://not-a-url\"" },
            { "4.4 Identifiers", Schema, Member, "id", "id", "\"/1\"" },
            {
                "4.4 Identifiers",
                Schema,
                Member,
                "credentialSubject.id",
                "credentialSubject",
                """{"id":["did:example:1","did:example:2"],"name":"x"}"""
            },
            { "4.5 Types", Schema, Member, "type", "type", """["ExampleCredential"]""" },
            { "4.5 Types", Schema, Member, "type", "type", """["VerifiableCredential",1]""" },
            { "4.5 Types", Schema, Member, "type", "type", "" },
            { "4.6 Names", Schema, Member, "name", "name", """{"@value":"x","url":"https://north.example"}""" },
            { "4.6 Names", Schema, Member, "name", "name", """{"@language":"en"}""" },
            { "4.6 Names", Schema, Member, "name", "name", """{"@value":"x","@direction":"up"}""" },
            { "4.6 Names", Schema, Member, "name", "name", """{"@value":1}""" },
            { "4.6 Names", Schema, Member, "description", "description", "1" },
            { "4.6 Names", Schema, Member, "description", "description", """["x",{"@value":"x","@id":"y"}]""" },
            { "4.6 Names", Schema, Member, "issuer.name", "issuer", """{"id":"did:example:1","name":{"@value":"x","x":1}}""" },
            { "4.7 Issuer", Schema, Member, "issuer", "issuer", "" },
            { "4.7 Issuer", Schema, Member, "issuer", "issuer", "null" },
            { "4.7 Issuer", Schema, Member, "issuer", "issuer", "\"fake-issuer\"" },
            { "4.7 Issuer", Schema, Member, "issuer", "issuer", """{"name":"North"}""" },
            { "4.7 Issuer", Schema, Member, "issuer", "issuer", """{"id":null}""" },
            { "4.8 Credential Subject", Schema, Member, "credentialSubject", "credentialSubject", "" },
            { "4.8 Credential Subject", Schema, Member, "credentialSubject", "credentialSubject", "{}" },
            { "4.8 Credential Subject", Schema, Member, "credentialSubject", "credentialSubject", """[{"id":"did:example:1"},{}]""" },
            { "4.8 Credential Subject", Schema, Member, "credentialSubject", "credentialSubject", "\"did:example:1\"" },
            { "4.9 Validity Period", CheckNames.Validity, "validity.malformed", "validFrom", "validFrom", "\"2026-03-01\"" },
            {
                "4.9 Validity Period",
                CheckNames.Validity,
                "validity.malformed",
                "validUntil",
                "validUntil",
                """["2027-03-01T00:00:00Z"]"""
            },
            {
                "4.9 Validity Period",
                CheckNames.Validity,
                "validity.reversed",
                "2026-03-01T00:00:00Z",
                "validUntil",
                "\"2026-02-01T00:00:00Z\""
            },
            { "4.10 Status", Schema, Member, "credentialStatus.type", "credentialStatus", $$"""{"id":{{Url}}}""" },
            { "4.10 Status", Schema, Member, "credentialStatus.id", "credentialStatus", """{"type":"T","id":"not a url"}""" },
            { "4.10 Status", Schema, Member, "credentialStatus.id", "credentialStatus", """{"type":"T","id":["urn:a:1","urn:a:2"]}""" },
            { "4.10 Status", Schema, Member, "credentialStatus.type", "credentialStatus", $$"""{"type":2,"id":{{Url}}}""" },
            { "4.11 Data Schemas", Schema, Member, "credentialSchema.type", "credentialSchema", $$"""{"id":{{Url}}}""" },
            { "4.11 Data Schemas", Schema, Member, "credentialSchema.id", "credentialSchema", """{"type":"JsonSchema"}""" },
            { "4.11 Data Schemas", Schema, Member, "credentialSchema", "credentialSchema", Url },
            { "4.12 Securing Mechanisms", CheckNames.Proof, "proof.missing", "", "proof", "" },
            {
                "5.3 Integrity",
                CheckNames.RelatedResources,
                "related.no-digest",
                "https://north.example/1",
                "relatedResource",
                $$"""{"id":{{Url}}}"""
            },
            {
                "5.3 Integrity",
                CheckNames.RelatedResources,
                "related.malformed",
                "relatedResource.id",
                "relatedResource",
                """{"digestSRI":"sha256-x"}"""
            },
            { "5.4 Refreshing", Schema, Member, "refreshService.type", "refreshService", $$"""[{"type":"T"},{"id":{{Url}}}]""" },
            { "5.5 Terms of Use", Schema, Member, "termsOfUse.type", "termsOfUse", $$"""{"id":{{Url}}}""" },
            { "5.6 Evidence", Schema, Member, "evidence.type", "evidence", $$"""[{"id":{{Url}}}]""" },
            { "5.6 Evidence", Schema, Member, "evidence.id", "evidence", """{"type":"Evidence","id":"essay"}""" },
            { "5.9 Reserved", Schema, Member, "renderMethod.type", "renderMethod", $$"""{"id":{{Url}}}""" },
            { "2.1 Proofs", CheckNames.Proof, "proof.member-missing", "type", "proof.type", "" },
            { "2.1 Proofs", CheckNames.Proof, "proof.member-missing", "cryptosuite", "proof.cryptosuite", "" },
            { "2.1 Proofs", CheckNames.Proof, "proof.malformed", "", "proof.id", "\"first\"" },
            { "2.1 Proofs", CheckNames.Proof, "proof.malformed", "", "proof.domain", "[1]" },
            { "2.1 Proofs", CheckNames.Proof, "proof.malformed", "", "proof.nonce", "1" },
            { "4.4 Verify Proof", CheckNames.Proof, "proof.member-missing", "verificationMethod", "proof.verificationMethod", "" },
            { "4.4 Verify Proof", CheckNames.Proof, "proof.purpose", "", "proof.proofPurpose", "" },
            { "4.4 Verify Proof", CheckNames.Proof, "proof.purpose", "authentication", "proof.proofPurpose", "\"authentication\"" },
            { "4.4 Verify Proof", CheckNames.Proof, "proof.created", "", "proof.created", "\"yesterday\"" },
            { "4.4 Verify Proof", CheckNames.Proof, "proof.expires", "", "proof.expires", "1" },
            { "2.1 Proofs", CheckNames.Proof, "proof.expired", "2026-04-01T00:00:00Z", "proof.expires", "\"2026-04-01T00:00:00Z\"" },
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Fails_when_a_clause_is_broken(string clause, string check, string code, string argument, string member, string value)
    {
        var report = await VerifyAsync(With(member, value));

        Assert.Equal(
            (Outcome.Fail, code, argument),
            (report[check].Outcome, report[check].Code, report[check].Arguments is [var first, ..] ? first : "")
        );
        Assert.Contains(clause, report[check].Clause, StringComparison.Ordinal);
        Assert.Equal(Verdict.Fail, report.Verdict);
    }

    /// <summary>What the clauses allow, and libraries sometimes refuse.</summary>
    [Theory]
    [InlineData("name", """{"@value":"Sertifikat","@language":"nb"}""")]
    [InlineData("name", """{"@value":"\u0634\u0647\u0627\u062f\u0629","@language":"ar","@direction":"rtl"}""")]
    [InlineData("description", """[{"@value":"One","@language":"en"},{"@value":"Uno","@language":"es"}]""")]
    [InlineData("issuer.name", """{"@value":"North School","@language":"en","@direction":"ltr"}""")]
    [InlineData("type", "\"VerifiableCredential\"")]
    [InlineData("validFrom", "\"2026-03-01T02:00:00.123+02:00\"")]
    [InlineData("validFrom", "")]
    [InlineData("id", "")]
    [InlineData("credentialSubject", """[{"id":"did:example:1"},{"id":"did:example:2"}]""")]
    [InlineData("termsOfUse", """[{"type":"T"},{"type":["T","U"],"id":"urn:uuid:1"}]""")]
    [InlineData("evidence", """{"type":"Evidence"}""")]
    [InlineData("@context", """["https://www.w3.org/ns/credentials/v2",{"@vocab":"https://north.example/vocabulary#"}]""")]
    public async Task Passes_what_a_clause_allows(string member, string value)
    {
        var credential = JsonNode.Parse(Unsigned)!.AsObject();
        Set(
            credential,
            "@context",
            """["https://www.w3.org/ns/credentials/v2",{"T":"https://north.example/T","U":"https://north.example/U","Evidence":"https://north.example/E"}]"""
        );
        Set(credential, member, value);

        var report = await VerifyAsync(Sign(credential));

        Assert.Empty(
            report.Checks.Where(check => check.Outcome == Outcome.Fail).Select(check => (check.Code, string.Join(' ', check.Arguments)))
        );
        Assert.Equal(Verdict.Pass, report.Verdict);
    }

    static readonly string Unsigned = $$"""
        {"@context":["https://www.w3.org/ns/credentials/v2"],"id":"urn:uuid:018f3c7e-0000-7000-8000-000000000001","type":["VerifiableCredential"],"issuer":{"id":"{{Did}}" },
         "validFrom":"2026-03-01T00:00:00Z","credentialSubject":{"id":"did:example:learner"} }
        """;

    // Changed after it was signed: the checks do not wait for each other.
    static byte[] With(string member, string value) =>
        Changed(Sign(JsonNode.Parse(Unsigned)!.AsObject()), credential => Set(credential, member, value));

    static void Set(JsonObject credential, string member, string value)
    {
        var place =
            member.StartsWith("proof.", StringComparison.Ordinal) ? credential.Proof()
            : member.StartsWith("issuer.", StringComparison.Ordinal) ? credential["issuer"]!.AsObject()
            : credential;
        var name = member[(member.IndexOf('.', StringComparison.Ordinal) + 1)..];
        if (value.Length == 0)
            place.Remove(name);
        else
            place[name] = JsonNode.Parse(value);
    }
}
