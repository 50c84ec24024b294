using System.Text;
using Cairn.Credentials.Baking;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

public sealed class ParseCheckTests
{
    [Theory]
    [InlineData("{\"type\":[\"VerifiableCredential\"]}", "parse.not-a-credential")]
    [InlineData("{\"credentialSubject\":{}}", "parse.not-a-credential")]
    [InlineData(
        "{\"@context\":\"https://www.w3.org/ns/credentials/v2\",\"@context\":\"https://www.w3.org/ns/credentials/v2\"}",
        "parse.duplicate-member"
    )]
    [InlineData(
        "{\"@context\":\"https://www.w3.org/ns/credentials/v2\",\"issuer\":{\"id\":\"a\",\"\\u0069d\":\"b\"}}",
        "parse.duplicate-member"
    )]
    [InlineData("{\"@context\":\"https://www.w3.org/ns/credentials/v2\",\"name\":\"\\ud800\"}", "parse.not-unicode")]
    [InlineData(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:o=\"https://purl.imsglobal.org/ob/v3p0\"><o:credential "
            + "verify=\"a.b.c\"/><o:credential verify=\"a.b.c\"/></svg>",
        "parse.picture-several"
    )]
    [InlineData(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:o=\"https://purl.imsglobal.org/ob/v3p0\"><o:credential verify=\"hello\"/></svg>",
        "parse.picture"
    )]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.eyJhIjoxfQ.c2ln", "parse.not-a-credential")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.eyJhIjoxfQ.c2ln=", "parse.jwt-malformed")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.eyJhIjoxfQ.c2lh!", "parse.jwt-malformed")]
    [InlineData("eyJhbGciOiJFUzI1NiIsImFsZyI6Im5vbmUifQ.eyJhIjoxfQ.c2ln", "parse.jwt-malformed")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30x.c2ln", "parse.jwt-malformed")]
    public async Task Fails_when_it_is_no_credential(string input, string code)
    {
        await FailsAsync(CheckNames.Parse, code, Encoding.UTF8.GetBytes(input));

        var report = await VerifyAsync(Encoding.UTF8.GetBytes(input));
        Assert.True(report.Credential.IsEmpty);
        Assert.Equal(CheckNames.All, report.Checks.Select(check => check.Name));
        Assert.All(report.Checks.Skip(1), check => Assert.Equal(Outcome.NotPerformed, check.Outcome));
    }

    [Fact]
    public Task Fails_when_it_is_not_utf8() =>
        FailsAsync(CheckNames.Parse, "parse.not-unicode", [(byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'1', (byte)'}']);

    [Fact]
    public Task Is_undecided_when_it_is_too_long() =>
        IsUndecidedAsync(CheckNames.Parse, "parse.too-long", Sign(Badge()), new() { Limits = new() { Bytes = 1000 } });

    [Theory]
    [InlineData(199_990, "parse.credential")]
    [InlineData(200_000, "parse.too-many")]
    public async Task Is_undecided_when_it_has_too_many_values(int values, string code)
    {
        var input = Encoding.UTF8.GetBytes(
            $$"""{"@context":["https://www.w3.org/ns/credentials/v2"],"type":"VerifiableCredential","a":[{{string.Join(',', Enumerable.Repeat("1", values))}}]}"""
        );

        var report = await new Verifier().VerifyAsync(input, DateTimeOffset.UnixEpoch);

        Assert.Equal(code, report.Checks[0].Code);
        Assert.Equal(code == "parse.too-many" ? Outcome.NotDeterminable : Outcome.Pass, report.Checks[0].Outcome);
    }

    // No reader after the first parses it either.
    [Fact]
    public async Task Keeps_nothing_of_what_has_too_many_values()
    {
        var input = Encoding.UTF8.GetBytes($$"""{"type":"Assertion","a":[{{string.Join(',', Enumerable.Repeat("1", 1_000_000))}}]}""");
        await new Verifier().VerifyAsync(input, DateTimeOffset.UnixEpoch);
        var before = GC.GetAllocatedBytesForCurrentThread();

        await new Verifier().VerifyAsync(input, DateTimeOffset.UnixEpoch);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Theory]
    [InlineData(65)]
    [InlineData(20_000)]
    public Task Fails_when_it_is_too_deep(int levels) =>
        FailsAsync(CheckNames.Parse, "parse.too-deep", Encoding.UTF8.GetBytes(new string('[', levels) + new string(']', levels)));

    [Theory]
    [InlineData("{\"@context\":\"https://w3id.org/openbadges/v1\",\"type\":\"Assertion\"}", "parse.open-badges-1")]
    [InlineData("{\"uid\":\"1\",\"recipient\":{},\"badge\":\"https://north.example/b\",\"verify\":{}}", "parse.open-badges-1")]
    public Task Is_undecided_when_the_format_is_another_one(string input, string code) =>
        IsUndecidedAsync(CheckNames.Parse, code, Encoding.UTF8.GetBytes(input));

    [Fact]
    public Task Reads_a_byte_order_mark_away() => PassesAsync(CheckNames.Proof, "proof.valid", [0xef, 0xbb, 0xbf, .. Sign(Badge())]);

    [Fact]
    public async Task Reads_a_picture_and_gives_the_credential_back()
    {
        var signed = Sign(Badge());
        Assert.True(
            BakedImage.TryBake("<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>"u8, signed, out var picture, out _)
        );

        var report = await VerifyAsync(picture);

        Assert.Equal(Verdict.Pass, report.Verdict);
        Assert.Equal(signed, report.Credential.ToArray());
    }
}
