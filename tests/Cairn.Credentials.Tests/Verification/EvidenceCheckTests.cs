using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

public sealed class EvidenceCheckTests
{
    const string Name = CheckNames.Evidence;
    const string Address = "https://north.example/evidence/1";
    static readonly byte[] Essay = "the essay"u8.ToArray();
    static readonly string Digest = "sha256-" + Convert.ToBase64String(SHA256.HashData(Essay));

    public static TheoryData<bool> Places { get; } = [true, false];

    [Theory]
    [MemberData(nameof(Places))]
    public Task Passes_when_it_is_what_it_was(bool inside) =>
        PassesAsync(Name, "related.unchanged", Sign(WithEvidence(inside)), Online(Essay));

    [Theory]
    [MemberData(nameof(Places))]
    public Task Fails_when_it_changed(bool inside) =>
        FailsAsync(Name, "related.changed", Sign(WithEvidence(inside)), Online("another essay"u8.ToArray()));

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Offline_it_is_not_known_and_does_not_count(bool inside)
    {
        var report = await VerifyAsync(Sign(WithEvidence(inside)));

        Assert.Equal((Outcome.NotDeterminable, "related.offline", Verdict.Pass), (report[Name].Outcome, report[Name].Code, report.Verdict));
        Assert.DoesNotContain(report.Checks, check => check.Name == CheckNames.RelatedResources);
    }

    [Fact]
    public async Task Fails_when_its_digest_is_none()
    {
        var badge = WithEvidence(inside: true);
        badge["evidence"]![0]!["digestSRI"] = "sha256-short";
        await FailsAsync(Name, "related.malformed", Sign(badge), Online(Essay));
    }

    [Fact]
    public async Task Without_a_digest_there_is_no_check()
    {
        var badge = WithEvidence(inside: false);
        badge.Remove("relatedResource");
        Assert.DoesNotContain((await VerifyAsync(Sign(badge))).Checks, check => check.Name == Name);
    }

    static JsonObject WithEvidence(bool inside)
    {
        var badge = Badge();
        var evidence = JsonNode.Parse($$"""{"id":"{{Address}}","type":["Evidence"],"name":"Essay"}""")!;
        if (inside)
            evidence["digestSRI"] = Digest;
        else
            badge["relatedResource"] = JsonNode.Parse($$"""[{"id":"{{Address}}","digestSRI":"{{Digest}}"}]""");
        badge["evidence"] = new JsonArray(evidence);
        return badge;
    }

    static VerifierOptions Online(byte[] content) => new() { Loader = new Library().With(Address, content) };
}
