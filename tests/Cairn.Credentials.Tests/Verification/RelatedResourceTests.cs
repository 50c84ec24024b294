using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

public sealed class RelatedResourceTests
{
    const string Name = CheckNames.RelatedResources;
    const string Address = "https://north.example/rubric.pdf";
    static readonly byte[] Rubric = "the rubric"u8.ToArray();

    public static TheoryData<string> Digests { get; } =
    [
        $"\"digestSRI\":\"sha256-{Convert.ToBase64String(SHA256.HashData(Rubric))}\"",
        $"\"digestSRI\":\"sha384-{Convert.ToBase64String(SHA384.HashData(Rubric))}\"",
        // The strongest counts, any of several, whatever options stand behind them.
        $"\"digestSRI\":\" sha256-{Convert.ToBase64String(new byte[32])} md5-x sha512-{Convert.ToBase64String(new byte[64])}\\n "
            + $"sha512-{Convert.ToBase64String(SHA512.HashData(Rubric))}?ct=text/plain \"",
        $"\"digestMultibase\":\"{Multibase.EncodeBase64Url([0x12, 32, .. SHA256.HashData(Rubric)])}\"",
        $"\"digestMultibase\":\"{Multibase.EncodeBase58([0x20, 48, .. SHA384.HashData(Rubric)])}\"",
    ];

    [Theory]
    [MemberData(nameof(Digests))]
    public Task Passes_when_it_is_what_it_was(string digest) => PassesAsync(Name, "related.unchanged", With(digest), Online(Rubric));

    [Theory]
    [MemberData(nameof(Digests))]
    public Task Fails_when_it_changed(string digest) =>
        FailsAsync(Name, "related.changed", With(digest), Online("another rubric"u8.ToArray()));

    [Fact]
    public async Task Offline_it_is_not_known_and_does_not_count()
    {
        var report = await VerifyAsync(With($"\"digestSRI\":\"sha256-{Convert.ToBase64String(SHA256.HashData(Rubric))}\""));
        Assert.Equal((Outcome.NotDeterminable, "related.offline", Verdict.Pass), (report[Name].Outcome, report[Name].Code, report.Verdict));
    }

    [Theory]
    [InlineData("[]", "related.malformed")]
    [InlineData("[{\"id\":\"rubric.pdf\",\"digestSRI\":\"sha256-\"}]", "related.malformed")]
    [InlineData("[{\"digestSRI\":\"sha256-AAAA\"}]", "related.malformed")]
    [InlineData("[{\"id\":\"https://north.example/rubric.pdf\"}]", "related.no-digest")]
    [InlineData("[{\"id\":\"https://north.example/rubric.pdf\",\"digestSRI\":\"sha256-AAAA\"}]", "related.malformed")]
    [InlineData("[{\"id\":\"https://north.example/rubric.pdf\",\"digestMultibase\":\"uAAAA\"}]", "related.malformed")]
    [InlineData(
        "[{\"id\":\"https://a.example/\",\"digestSRI\":\"x\"},{\"id\":\"https://a.example/\",\"digestSRI\":\"x\"}]",
        "related.twice"
    )]
    public async Task Fails_when_it_does_not_follow_the_rules(string resources, string code)
    {
        var badge = Badge();
        badge["relatedResource"] = JsonNode.Parse(resources);
        var signed = Credentials.Proofs.DataIntegrity.Sign(
            System.Text.Encoding.UTF8.GetBytes(badge.ToJsonString()),
            Key,
            new(DidKey.VerificationMethod(Key.PublicKey), Signed) { Cryptosuite = "eddsa-jcs-2022" }
        );

        await FailsAsync(Name, code, signed);
    }

    static byte[] With(string digest)
    {
        var badge = Badge();
        badge["relatedResource"] = JsonNode.Parse($$"""{"id":"{{Address}}","mediaType":"application/pdf",{{digest}}}""");
        return Sign(badge);
    }

    static VerifierOptions Online(byte[] content) => new() { Loader = new Library().With(Address, content) };
}
