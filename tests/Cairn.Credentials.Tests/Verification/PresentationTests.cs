using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Presentations;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

public sealed class PresentationTests
{
    static readonly PresentationRequest Request = new("1f44d55f-f161-4938-a659-f8026467f126", "https://verifier.example");
    static readonly string Holder = DidKey.Create(OtherKey.PublicKey);

    [Fact]
    public async Task Passes()
    {
        var report = await VerifyAsync(Present());

        Assert.Equal(Verdict.Pass, report.Verdict);
        Assert.Equal(["parse.presentation", "proof.valid", "holder.key-confirmed"], report.Checks.Select(check => check.Code));
        Assert.Equal(Verdict.Pass, Assert.Single(report.Credentials).Verdict);
    }

    [Fact]
    public async Task Passes_when_nothing_was_asked_for() =>
        Assert.Equal(Verdict.Pass, (await new Verifier().VerifyPresentationAsync(Present(), new(), Now)).Verdict);

    [Fact]
    public async Task Fails_when_it_repeats_another_challenge() =>
        await FailsAsync("proof.challenge", Present(options => options with { Challenge = "another" }));

    [Fact]
    public async Task Fails_when_it_repeats_no_challenge() =>
        await FailsAsync("proof.challenge", Present(options => options with { Challenge = null }));

    [Fact]
    public async Task Fails_when_it_was_made_for_another_verifier() =>
        await FailsAsync("proof.domain", Present(options => options with { Domain = ["https://another.example"] }));

    [Fact]
    public async Task Fails_when_it_was_made_for_several_verifiers() =>
        await FailsAsync(
            "proof.domain",
            Present(options => options with { Domain = ["https://verifier.example", "https://another.example"] })
        );

    [Fact]
    public async Task Fails_when_the_challenge_is_changed_afterwards() =>
        await FailsAsync(
            "proof.signature",
            Changed(
                Present(options => options with { Challenge = "another" }),
                document => document.Proof()["challenge"] = Request.Challenge
            )
        );

    [Fact]
    public async Task Fails_when_it_was_signed_to_issue() =>
        await FailsAsync("proof.purpose", Present(options => options with { Purpose = ProofOptions.AssertionMethod }));

    [Fact]
    public async Task Fails_when_somebody_else_signed()
    {
        var stolen = Presentation([Sign(Badge())]);
        var report = await VerifyAsync(
            DataIntegrity.Sign(stolen, Key, Options with { VerificationMethod = DidKey.VerificationMethod(Key.PublicKey) })
        );

        Assert.Equal("holder.key-of-another", report[CheckNames.Holder].Code);
        Assert.Equal(Verdict.Fail, report.Verdict);
    }

    [Fact]
    public async Task Fails_when_it_is_not_signed_though_somebody_asked() =>
        await FailsAsync("proof.missing", Presentation([Sign(Badge())]));

    // VC Data Model 2.0, 4.13: a presentation need not be signed.
    [Fact]
    public async Task Without_a_signature_the_credential_is_what_it_is_and_nobody_proved_who_shows_it()
    {
        var report = await new Verifier().VerifyPresentationAsync(Presentation([Sign(Badge())]), new(), Now);

        Assert.Equal((Outcome.NotDeterminable, "proof.nobody-shows"), (report[CheckNames.Proof].Outcome, report[CheckNames.Proof].Code));
        Assert.Equal((Verdict.NotDeterminable, Verdict.Pass), (report.Verdict, report.Credentials[0].Verdict));
        Assert.Equal("headline.unknown", report.Headline.Code);
        Assert.Equal(
            ["headline.shown-by-nobody", .. report.Credentials[0].Headline.Lines.Select(line => line.Code)],
            report.Headline.Lines.Select(line => line.Code)
        );
    }

    [Theory]
    [InlineData(true, "headline.shown-by")]
    [InlineData(false, "headline.shown-unasked")]
    public async Task Who_shows_it_is_said_only_where_it_was_proven_for_this_occasion(bool asked, string line)
    {
        var report = await new Verifier().VerifyPresentationAsync(Present(), asked ? Request : new(), Now);

        Assert.Equal(line, report.Headline.Lines[0].Code);
    }

    [Fact]
    public async Task Whoever_shows_it_under_a_false_signature_is_the_headline()
    {
        var report = await VerifyAsync(Changed(Present(), document => document["holder"] = Did));

        Assert.Equal((Verdict.Fail, "headline.shown-wrongly"), (report.Verdict, report.Headline.Code));
    }

    [Fact]
    public async Task What_nobody_signed_is_unsigned_also_where_its_holder_wrote_it()
    {
        var own = Encoding.UTF8.GetBytes(Badge(Holder).ToJsonString());
        var report = await new Verifier().VerifyPresentationAsync(Presentation([own]), new(), Now);

        Assert.Equal(
            (Outcome.Fail, "proof.missing"),
            (report.Credentials[0][CheckNames.Proof].Outcome, report.Credentials[0][CheckNames.Proof].Code)
        );
        Assert.Equal((Verdict.Fail, "headline.not-signed"), (report.Verdict, report.Headline.Code));
    }

    [Fact]
    public async Task Of_several_the_weakest_is_the_headline()
    {
        var changed = Changed(Sign(Badge()), badge => badge["name"] = "Another");
        var report = await VerifyAsync(DataIntegrity.Sign(Presentation([Sign(Badge()), changed]), OtherKey, Options));

        Assert.Equal(("headline.changed", "headline.of-several"), (report.Headline.Code, report.Headline.Lines[^1].Code));
    }

    [Fact]
    public async Task Fails_when_a_credential_is_bad()
    {
        var bad = Changed(Sign(Badge()), badge => badge["name"] = "Another");
        var report = await VerifyAsync(DataIntegrity.Sign(Presentation([Sign(Badge()), bad]), OtherKey, Options));

        Assert.Equal("proof.valid", report[CheckNames.Proof].Code);
        Assert.Equal([Verdict.Pass, Verdict.Fail], report.Credentials.Select(credential => credential.Verdict));
        Assert.Equal(Verdict.Fail, report.Verdict);
    }

    [Fact]
    public async Task Fails_when_a_credential_is_slipped_in() =>
        await FailsAsync(
            "proof.signature",
            Changed(Present(), document => document["verifiableCredential"]!.AsArray().Add(JsonNode.Parse(Sign(Badge(), OtherKey))))
        );

    [Theory]
    [InlineData("[]", "parse.not-a-presentation")]
    [InlineData("""{"@context":["https://www.w3.org/ns/credentials/v2"],"type":"VerifiableCredential"}""", "parse.not-a-presentation")]
    [InlineData(
        """{"@context":["https://www.w3.org/ns/credentials/v2"],"type":"VerifiablePresentation","holder":{"name":"Acme"}}""",
        "parse.presentation-member"
    )]
    [InlineData(
        """{"@context":["https://www.w3.org/ns/credentials/v2"],"type":"VerifiablePresentation","holder":"z6Mk"}""",
        "parse.presentation-member"
    )]
    [InlineData(
        """{"@context":["https://www.w3.org/ns/credentials/v2"],"type":"VerifiablePresentation","id":"1"}""",
        "parse.presentation-member"
    )]
    [InlineData(
        """{"@context":["https://www.w3.org/ns/credentials/v2","x"],"type":"VerifiablePresentation"}""",
        "parse.presentation-member"
    )]
    [InlineData(
        """{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiablePresentation",1]}""",
        "parse.presentation-member"
    )]
    [InlineData(
        """{"@context":["https://www.w3.org/ns/credentials/v2"],"type":"VerifiablePresentation","verifiableCredential":["eyJ.e30."]}""",
        "parse.presentation-member"
    )]
    public async Task Fails_when_it_is_no_presentation(string input, string code)
    {
        var report = await VerifyAsync(Encoding.UTF8.GetBytes(input));

        Assert.Equal((Verdict.Fail, code), (report.Verdict, Assert.Single(report.Checks).Code));
    }

    // VC Data Model 2.0, 4.13: "The verifiableCredential property MAY be present".
    [Fact]
    public async Task A_holder_may_show_nothing_but_themself()
    {
        var report = await VerifyAsync(DataIntegrity.Sign(Presentation([]), OtherKey, Options));

        Assert.Equal(["parse.no-credentials", "proof.valid", "holder.key-confirmed"], report.Checks.Select(check => check.Code));
        Assert.Equal(Verdict.Pass, report.Verdict);
    }

    // 4.13.3: what the holder issued themself may be secured by the presentation's proof alone.
    [Fact]
    public async Task A_holders_own_word_is_as_genuine_as_the_presentation()
    {
        var own = Encoding.UTF8.GetBytes(Badge(Holder).ToJsonString());
        var report = await VerifyAsync(DataIntegrity.Sign(Presentation([own]), OtherKey, Options));

        Assert.Equal("proof.of-holder", Assert.Single(report.Credentials)[CheckNames.Proof].Code);
        Assert.Equal(Verdict.Pass, report.Verdict);
        // Alone it is not signed at all.
        Assert.Equal("proof.missing", (await Scenario.VerifyAsync(own))[CheckNames.Proof].Code);
        // Nor when the presentation's proof does not hold.
        var changed = await VerifyAsync(
            Changed(
                DataIntegrity.Sign(Presentation([own]), OtherKey, Options),
                document => document["verifiableCredential"]![0]!["name"] = "Another"
            )
        );
        Assert.Equal(
            (Outcome.Fail, "proof.signature"),
            (changed.Credentials[0][CheckNames.Proof].Outcome, changed.Credentials[0][CheckNames.Proof].Code)
        );
    }

    [Fact]
    public async Task Fails_when_the_key_of_a_holders_own_word_does_not_issue()
    {
        const string holder = "did:web:holder.example";
        var document = JsonNode.Parse(
            $$"""
            {"id":"{{holder}}","verificationMethod":[{"id":"{{holder}}#1","type":"Multikey","controller":"{{holder}}","publicKeyMultibase":"{{OtherKey.PublicKey.ToMultikey()}}"}],"authentication":["{{holder}}#1"]}
            """
        )!;
        var own = Encoding.UTF8.GetBytes(Badge(holder).ToJsonString());
        var presentation = new VerifiablePresentation { Holder = holder, Credentials = [own] }.ToJsonUtf8Bytes();
        var shown = DataIntegrity.Sign(presentation, OtherKey, Options with { VerificationMethod = holder + "#1" });
        var report = await new Verifier(
            new() { Loader = new Library().With("https://holder.example/.well-known/did.json", document) }
        ).VerifyPresentationAsync(shown, Request, Now);

        Assert.Equal("holder.key-confirmed", report[CheckNames.Holder].Code);
        Assert.Equal(
            (Outcome.Fail, "issuer.key-not-authorized"),
            (report.Credentials[0][CheckNames.IssuerKey].Outcome, report.Credentials[0][CheckNames.IssuerKey].Code)
        );
    }

    [Theory]
    [InlineData("issuer")]
    [InlineData("holder")]
    public async Task Fails_when_what_nobody_signed_is_not_the_holders_own(string mutated)
    {
        var own = Encoding.UTF8.GetBytes(Badge(mutated == "issuer" ? Did : Holder).ToJsonString());
        var presentation = new VerifiablePresentation
        {
            Holder = mutated == "holder" ? null : Holder,
            Credentials = [own],
        }.ToJsonUtf8Bytes();
        var report = await VerifyAsync(DataIntegrity.Sign(presentation, OtherKey, Options));

        Assert.Equal(
            (Outcome.Fail, "proof.missing"),
            (report.Credentials[0][CheckNames.Proof].Outcome, report.Credentials[0][CheckNames.Proof].Code)
        );
        Assert.Equal(Verdict.Fail, report.Verdict);
    }

    [Fact]
    public async Task Fails_when_it_holds_too_many()
    {
        var many = Enumerable.Repeat((ReadOnlyMemory<byte>)Sign(Badge()), 17).ToList();
        Assert.Equal("parse.too-many-credentials", (await VerifyAsync(Presentation(many))).Checks[0].Code);
    }

    static async Task FailsAsync(string code, byte[] presentation)
    {
        var report = await VerifyAsync(presentation);
        Assert.Equal((Outcome.Fail, code), (report[CheckNames.Proof].Outcome, report[CheckNames.Proof].Code));
        Assert.Equal(Verdict.Fail, report.Verdict);
    }

    static async Task<PresentationReport> VerifyAsync(byte[] presentation) =>
        await new Verifier().VerifyPresentationAsync(presentation, Request, Now);

    static ProofOptions Options =>
        new(DidKey.VerificationMethod(OtherKey.PublicKey), Signed)
        {
            Purpose = ProofOptions.Authentication,
            Challenge = Request.Challenge,
            Domain = [Request.Domain!],
        };

    static byte[] Present(Func<ProofOptions, ProofOptions>? change = null) =>
        DataIntegrity.Sign(Presentation([Sign(Badge())]), OtherKey, (change ?? (options => options))(Options));

    static byte[] Presentation(IReadOnlyList<ReadOnlyMemory<byte>> credentials) =>
        new VerifiablePresentation { Holder = Holder, Credentials = credentials }.ToJsonUtf8Bytes();
}
