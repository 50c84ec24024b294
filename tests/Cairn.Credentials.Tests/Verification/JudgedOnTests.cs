using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Credentials.Baking;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Status;
using Cairn.Credentials.Tests.Baking;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

/// <summary>
/// Each check says by digest what it was judged on: a credential by an issuer on the web, with two statuses, an endorsement, evidence, and
/// all else.
/// </summary>
public sealed class JudgedOnTests
{
    const string School = "did:web:north.example";
    const string Method = School + "#2026";
    const string DidAddress = "https://north.example/.well-known/did.json";
    const string ListAddress = "https://north.example/status/";
    const string EvidenceAddress = "https://north.example/evidence/1";
    static readonly byte[] Essay = "the essay"u8.ToArray();

    static readonly byte[] DidDocument = Encoding.UTF8.GetBytes(
        $$"""{"id":"{{School}}","verificationMethod":[{"id":"{{Method}}","type":"Multikey","controller":"{{School}}","publicKeyMultibase":"{{Key.PublicKey.ToMultikey()}}"}],"assertionMethod":["{{Method}}"]}"""
    );

    [Fact]
    public async Task The_order_is_the_issues()
    {
        var report = await FullAsync(Signed());

        Assert.Equal(
            [
                "parse",
                "proof",
                "proof",
                "proof",
                "issuer-key",
                "issuer",
                "trust",
                "validity",
                "status",
                "status",
                "status",
                "schema",
                "achievement",
                "authority",
                "endorsements",
                "endorsements",
                "recipient",
                "evidence",
                "related",
            ],
            report.Checks.Select(check => check.Name)
        );
        Assert.Equal([0, 1, 2], report.Checks.Where(check => check.Name == CheckNames.Status).Select(check => check.Item));
        Assert.All(report.Checks, check => Assert.NotEmpty(check.JudgedOn));
        // Open Badges 3.0 has one status; VC 2.0 several, which are judged all the same.
        Assert.Equal([CheckNames.Schema], report.Checks.Where(check => check.Outcome != Outcome.Pass).Select(check => check.Name));
    }

    [Fact]
    public async Task Each_names_what_it_looked_at()
    {
        var signed = Signed();
        Assert.True(BakedImage.TryBake(Pictures.Png, signed, out var picture, out _));

        var report = await FullAsync(picture);

        Is(report, CheckNames.Parse, 0, picture);
        Is(report, CheckNames.Proof, 1, signed, DidDocument);
        Is(report, CheckNames.Proof, 2, signed);
        Is(report, CheckNames.IssuerKey, 0, signed, DidDocument);
        Is(report, CheckNames.Issuer, 0, signed, DidDocument);
        Is(report, CheckNames.Trust, 0, signed, TrustFile);
        Is(report, CheckNames.Validity, 0, signed);
        Is(report, CheckNames.Status, 1, signed, List("revocation"), DidDocument);
        Is(report, CheckNames.Status, 0, signed, List("revocation"), DidDocument, List("suspension"));
        Is(report, CheckNames.Evidence, 0, signed, Essay);
        Assert.Contains(
            Sha256(Encoding.UTF8.GetBytes(JsonNode.Parse(signed)!["endorsement"]![0]!.ToJsonString())),
            report.Checks.Single(c => c is { Name: CheckNames.Endorsements, Item: 1 }).JudgedOn
        );
    }

    [Fact]
    public async Task The_report_for_the_record_states_it_and_repeats_byte_for_byte()
    {
        var signed = Signed();
        var first = (await FullAsync(signed)).ToCanonicalJson();

        using var report = JsonDocument.Parse(first);
        var trust = report
            .RootElement.GetProperty("checks")
            .EnumerateArray()
            .Single(check => check.GetProperty("name").GetString() == CheckNames.Trust);
        Assert.Equal(
            [Sha256(signed), Sha256(TrustFile)],
            trust.GetProperty("judgedOn").EnumerateArray().Select(digest => digest.GetString())
        );
        Assert.Equal(first, (await FullAsync(signed)).ToCanonicalJson());
    }

    [Fact]
    public async Task What_is_no_credential_is_judged_on_nothing_but_its_bytes()
    {
        var report = await VerifyAsync("nothing"u8.ToArray());

        Assert.Equal([Sha256("nothing"u8.ToArray())], report[CheckNames.Parse].JudgedOn);
        Assert.All(report.Checks.Skip(1), check => Assert.Empty(check.JudgedOn));
    }

    static void Is(VerificationReport report, string name, int item, params byte[][] on) =>
        Assert.Equal(on.Select(Sha256), report.Checks.Single(check => check.Name == name && check.Item == item).JudgedOn);

    static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    static readonly byte[] TrustFile = Encoding.UTF8.GetBytes($$"""{"issuers":["{{School}}"]}""");

    static byte[] List(string purpose) =>
        DataIntegrity.Sign(
            new StatusListCredential(ListAddress + purpose, School, Scenario.Signed, purpose, new()).ToJsonUtf8Bytes(),
            Key,
            new(Method, Scenario.Signed)
        );

    static byte[] Signed()
    {
        var badge = Badge(School);
        badge["credentialStatus"] = new JsonArray(
            new StatusListEntry(ListAddress + "revocation", 7).ToJson(),
            new StatusListEntry(ListAddress + "suspension", 7, "suspension").ToJson()
        );
        badge["credentialSubject"]!["achievement"]!["creator"] = new JsonObject { ["id"] = School, ["type"] = new JsonArray("Profile") };
        badge["evidence"] = JsonNode.Parse(
            $$"""[{"id":"{{EvidenceAddress}}","type":["Evidence"],"digestSRI":"sha256-{{Convert.ToBase64String(SHA256.HashData(Essay))}}"}]"""
        );
        badge["relatedResource"] = JsonNode.Parse(
            $$"""[{"id":"https://north.example/rubric","digestSRI":"sha256-{{Convert.ToBase64String(SHA256.HashData(Essay))}}"}]"""
        );
        badge["endorsement"] = new JsonArray(
            JsonNode.Parse(
                Sign(
                    JsonNode
                        .Parse(
                            $$$"""
                            {"@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],"id":"urn:uuid:018f3c7e-0000-7000-8000-0000000000e1",
                             "type":["VerifiableCredential","EndorsementCredential"],"name":"Endorsed","issuer":{"id":"{{{Did}}}","type":["Profile"]},"validFrom":"2026-02-01T00:00:00Z",
                             "credentialSubject":{"id":"urn:uuid:018f3c7e-0000-7000-8000-000000000001","type":["EndorsementSubject"]}}
                            """
                        )!
                        .AsObject()
                )
            )
        );
        return DataIntegrity.AddProof(
            Sign(badge, Key, Method),
            OtherKey,
            new(Credentials.Keys.DidKey.VerificationMethod(OtherKey.PublicKey), Scenario.Signed)
        );
    }

    static async Task<VerificationReport> FullAsync(byte[] input)
    {
        Assert.True(TrustStore.TryParse(TrustFile, out var trust));
        return await VerifyAsync(
            input,
            new()
            {
                Loader = new Library()
                    .With(DidAddress, DidDocument)
                    .With(ListAddress + "revocation", List("revocation"))
                    .With(ListAddress + "suspension", List("suspension"))
                    .With(EvidenceAddress, Essay)
                    .With("https://north.example/rubric", Essay),
                Trust = trust,
                Recipient = new("did:example:learner"),
            }
        );
    }
}
