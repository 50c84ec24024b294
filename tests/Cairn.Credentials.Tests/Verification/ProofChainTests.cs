using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

public sealed class ProofChainTests
{
    const string First = "urn:uuid:00000000-0000-4000-8000-000000000001";
    const string Second = "urn:uuid:00000000-0000-4000-8000-000000000002";

    [Fact]
    public async Task A_chain_over_a_list_passes()
    {
        var report = await VerifyAsync(OverBoth());

        Assert.Equal(Verdict.Pass, report.Verdict);
        Assert.Equal(4, report.Checks.Count(check => check.Name == CheckNames.Proof));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("[]")]
    [InlineData("17")]
    [InlineData("[17]")]
    [InlineData("\"urn:uuid:00000000-0000-4000-8000-00000000000f\"")]
    public Task Fails_when_what_it_names_is_not_there(string previous) =>
        FailsAsync(
            CheckNames.Proof,
            "proof.previous-missing",
            Changed(OverBoth(), badge => badge["proof"]![2]!["previousProof"] = JsonNode.Parse(previous))
        );

    [Fact]
    public Task Fails_when_two_have_the_name() =>
        FailsAsync(
            CheckNames.Proof,
            "proof.previous-missing",
            Changed(OverBoth(), badge => badge["proof"]!.AsArray().Insert(0, badge["proof"]![0]!.DeepClone()))
        );

    [Fact]
    public async Task A_proof_of_selective_disclosure_over_another_passes()
    {
        var report = await VerifyAsync(SelectiveOverFirst());

        Assert.Equal(Verdict.Pass, report.Verdict);
        Assert.All(report.Checks.Where(check => check.Name == CheckNames.Proof), check => Assert.Equal("proof.valid", check.Code));
    }

    [Fact]
    public async Task A_proof_over_one_of_selective_disclosure_passes()
    {
        var signed = DataIntegrity.AddProof(
            SelectiveOverFirst(),
            OtherKey,
            new(DidKey.VerificationMethod(OtherKey.PublicKey), Signed) { PreviousProof = [First, Second] }
        );

        Assert.Equal(Verdict.Pass, (await VerifyAsync(signed)).Verdict);
    }

    [Theory]
    [InlineData("created")]
    [InlineData("verificationMethod")]
    public void Fails_when_the_proof_below_one_of_selective_disclosure_is_another(string member)
    {
        var changed = Changed(SelectiveOverFirst(), badge => badge["proof"]![0]![member] = (string)badge["proof"]![0]![member]! + "x");
        var json = System.Text.Json.JsonElement.Parse(changed);

        Assert.False(DataIntegrity.TryVerify(json, json.GetProperty("proof")[1], P256.PublicKey, out var failure));
        Assert.Contains(failure.Code, (string[])["proof.signature", "proof.value"]);
    }

    [Fact]
    public Task Fails_when_the_proof_below_one_of_selective_disclosure_is_not_there() =>
        FailsAsync(
            CheckNames.Proof,
            "proof.previous-missing",
            Changed(SelectiveOverFirst(), badge => badge["proof"]!.AsArray().RemoveAt(0))
        );

    [Fact]
    public void Fails_when_something_is_derived_from_a_proof_over_others() =>
        Assert.Equal("sd.chained", Assert.Throws<SigningException>(() => EcdsaSd2023.Derive(SelectiveOverFirst(), [])).Failure.Code);

    [Fact]
    public void Fails_when_selective_disclosure_is_to_cover_what_is_not_there() =>
        Assert.Equal(
            "proof.previous-missing",
            Assert.Throws<SigningException>(() => EcdsaSd2023.AddProof(Sign(Badge()), P256, Selective, [])).Failure.Code
        );

    static readonly SigningKey P256 = SigningKey.Generate(KeyAlgorithm.P256, out _);

    static ProofOptions Selective => new(DidKey.VerificationMethod(P256.PublicKey), Signed) { Id = Second, PreviousProof = [First] };

    static byte[] SelectiveOverFirst()
    {
        var first = DataIntegrity.Sign(
            Encoding.UTF8.GetBytes(Badge().ToJsonString()),
            Key,
            new(DidKey.VerificationMethod(Key.PublicKey), Signed) { Id = First }
        );
        return EcdsaSd2023.AddProof(first, P256, Selective, ["/name"]);
    }

    [Fact]
    public Task Fails_when_it_names_itself() =>
        FailsAsync(
            CheckNames.Proof,
            "proof.signature",
            Changed(
                Sign(Badge()),
                badge =>
                {
                    badge.Proof()["id"] = First;
                    badge.Proof()["previousProof"] = First;
                }
            )
        );

    [Fact]
    public Task Fails_when_one_of_the_list_is_left_out() =>
        FailsAsync(
            CheckNames.Proof,
            "proof.signature",
            Changed(OverBoth(), badge => badge["proof"]![2]!["previousProof"] = new JsonArray(First))
        );

    [Fact]
    public async Task Nothing_chained_to_what_cannot_be_checked_passes()
    {
        // The second proof covers one of a kind that nobody here knows.
        var badge = Badge();
        badge["proof"] = JsonNode.Parse(
            $$"""{"id":"{{First}}","type":"DataIntegrityProof","cryptosuite":"future-2030","proofPurpose":"assertionMethod","verificationMethod":"did:example:1#1","proofValue":"z1"}"""
        );
        var signed = DataIntegrity.AddProof(Encoding.UTF8.GetBytes(badge.ToJsonString()), Key, Options with { PreviousProof = [First] });

        var report = await VerifyAsync(signed);

        Assert.Equal(
            [null, "proof.unsupported", "proof.previous-undecided"],
            report.Checks.Where(check => check.Name == CheckNames.Proof).Select(check => check.Item == 0 ? null : check.Code)
        );
        Assert.Equal(Verdict.NotDeterminable, report.Verdict);
    }

    [Fact]
    public void Refuses_to_cover_what_is_not_there() =>
        Assert.Equal(
            "proof.previous-missing",
            Assert
                .Throws<SigningException>(() => DataIntegrity.AddProof(Sign(Badge()), Key, Options with { PreviousProof = [First] }))
                .Failure.Code
        );

    [Theory]
    [InlineData("\"proof\": {", "}")]
    [InlineData("\"proof\": [{", "}]")]
    public void What_was_there_stays_as_it_was(string before, string after)
    {
        var signed =
            Encoding.UTF8.GetString(Sign(Badge())).Replace("\"proof\":[{", before, StringComparison.Ordinal)[..^3] + after + " }\n";
        var twice = Encoding.UTF8.GetString(DataIntegrity.AddProof(Encoding.UTF8.GetBytes(signed), Key, Options));

        Assert.StartsWith(signed[..signed.IndexOf(before, StringComparison.Ordinal)], twice, StringComparison.Ordinal);
        Assert.EndsWith(" }\n", twice, StringComparison.Ordinal);
        Assert.Equal(2, JsonNode.Parse(twice)!["proof"]!.AsArray().Count);
    }

    static ProofOptions Options => new(DidKey.VerificationMethod(Key.PublicKey), Signed);

    static byte[] OverBoth()
    {
        var first = DataIntegrity.Sign(Encoding.UTF8.GetBytes(Badge().ToJsonString()), Key, Options with { Id = First });
        var second = DataIntegrity.AddProof(first, OtherKey, new(DidKey.VerificationMethod(OtherKey.PublicKey), Signed) { Id = Second });
        return DataIntegrity.AddProof(second, Key, Options with { PreviousProof = [First, Second] });
    }
}
