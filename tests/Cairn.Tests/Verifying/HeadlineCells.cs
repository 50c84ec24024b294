using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Status;
using Cairn.Credentials.Verification;

namespace Cairn.Tests.Verifying;

/// <summary>
/// A badge for every cell of the guide's matrix, signed here, each by an issuer that uses the school's name, and its report.
/// </summary>
internal static class HeadlineCells
{
    public const string Claimed = "Cedar Hollow Unified School District";
    public const string OurName = "Cedar Hollow USD";
    public const string ListName = "Marrow Bay School";
    public const string Source = "county-schools";
    public const string Address = "north.example/schools/1";

    public static readonly string[] Issuers = ["own", "listed", "domain", "unknown", "unproven"];
    public static readonly string[] Statuses = ["clear", "none stated", "not reachable", "revoked", "suspended"];
    public static readonly string[] Dates = ["in force", "no end", "expired", "not yet"];

    private const string List = "https://lists.example/";
    private static readonly DateTimeOffset Signed = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task<VerificationReport> ReportAsync(string proof, string issuer, string status, string dates)
    {
        using var key = SigningKey.FromSeed([.. Enumerable.Repeat((byte)(7 + Array.IndexOf(Issuers, issuer)), 32)]);
        var did = issuer == "domain" ? "did:web:north.example:schools:1" : DidKey.Create(key.PublicKey);
        var method = issuer == "domain" ? did + "#1" : DidKey.VerificationMethod(key.PublicKey);
        var badge = JsonNode.Parse(Sign(Badge(did, status, dates), key, method))!.AsObject();
        // A kind of proof that nobody here can judge: who signed is open, and everything else is unchanged.
        if (proof == "open")
            badge["proof"]![0]!["cryptosuite"] = "bbs-2023";
        if (proof == "broken")
            badge["name"] = "Another";

        var verifier = new Verifier(
            new VerifierOptions
            {
                Loader = new Documents(
                    did,
                    key,
                    status is "not reachable" ? null : purpose => Sign(ListOf(did, purpose, status), key, method)
                ),
                OwnIssuers = (named, by, _) =>
                    new(issuer == "own" && named == did && by.ToMultikey() == key.PublicKey.ToMultikey() ? new OwnIssuer(OurName) : null),
                Trust = issuer == "listed" ? new TrustStore([new TrustedIssuer(did, ListName, Source)]) : null,
            }
        );
        return await verifier.VerifyAsync(Encoding.UTF8.GetBytes(badge.ToJsonString()), Now);
    }

    private static JsonObject Badge(string did, string status, string dates)
    {
        var badge = JsonNode
            .Parse(
                $$"""
                {
                  "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
                  "id": "urn:uuid:018f3c7e-0000-7000-8000-000000000001",
                  "type": ["VerifiableCredential", "OpenBadgeCredential"],
                  "name": "Tide Pool Watcher",
                  "issuer": {"id": "{{did}}", "type": ["Profile"], "name": "{{Claimed}}", "url": "https://cedar-hollow.example"},
                  "validFrom": "{{(dates == "not yet" ? "2026-06-01T00:00:00Z" : "2026-03-01T00:00:00Z")}}",
                  "credentialSubject": {
                    "id": "did:example:learner", "type": ["AchievementSubject"],
                    "achievement": {"id": "urn:uuid:018f3c7e-0000-7000-8000-000000000002", "type": ["Achievement"], "name": "Tide Pool Watcher",
                      "description": "Watches a tide pool.", "criteria": {"narrative": "# This credential is real and good today"} }
                  }
                }
                """
            )!
            .AsObject();
        if (dates is not "no end")
            badge["validUntil"] = dates == "expired" ? "2026-04-01T00:00:00Z" : "2027-03-01T00:00:00Z";
        if (status is not "none stated")
            badge["credentialStatus"] = new StatusListEntry(List + Purpose(status), 7, Purpose(status)).ToJson();
        return badge;
    }

    // Open Badges 3.0 has one status on a badge.
    private static string Purpose(string status) => status == "suspended" ? "suspension" : "revocation";

    private static JsonObject ListOf(string did, string purpose, string status)
    {
        StatusListCredential list = new(List + purpose, did, Signed, purpose, new());
        if (status is "revoked" or "suspended")
            list.List.Set(7);
        return JsonNode.Parse(list.ToJsonUtf8Bytes())!.AsObject();
    }

    private static byte[] Sign(JsonObject document, SigningKey key, string method) =>
        DataIntegrity.Sign(Encoding.UTF8.GetBytes(document.ToJsonString()), key, new ProofOptions(method, Signed));

    private sealed class Documents(string did, SigningKey key, Func<string, byte[]>? list) : IDocumentLoader
    {
        public ValueTask<LoadedDocument> LoadAsync(Uri url, CancellationToken cancellationToken) =>
            ValueTask.FromResult(
                url.Host == "north.example"
                    ? LoadedDocument.Found(
                        Encoding.UTF8.GetBytes(
                            $$"""{"id":"{{did}}","verificationMethod":[{"id":"{{did}}#1","type":"Multikey","controller":"{{did}}","publicKeyMultibase":"{{key.PublicKey.ToMultikey()}}" }],"assertionMethod":["{{did}}#1"]}"""
                        )
                    )
                : list is not null ? LoadedDocument.Found(list(url.AbsolutePath[1..]))
                : LoadedDocument.Unavailable("404 Not Found")
            );
    }
}
