using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Tests.Verification;
using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Tests.Proofs;

/// <summary>
/// What every signing suite promises, over the registry of suites, with each kind of key that it accepts; through the verifier.
/// </summary>
public sealed class CryptosuiteContractTests
{
    public static TheoryData<string, KeyAlgorithm> All { get; } = Registry();

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_is_signed_verifies(string suite, KeyAlgorithm algorithm)
    {
        using var key = SigningKey.Generate(algorithm, out _);
        var report = await Scenario.VerifyAsync(Sign(key, suite));

        Assert.Equal(Verdict.Pass, report.Verdict);
        Assert.Equal("proof.valid", report[CheckNames.Proof].Code);
        Assert.Equal("issuer.key-confirmed", report[CheckNames.Issuer].Code);
    }

    public static TheoryData<string, KeyAlgorithm, string> Tampered { get; } =
    [.. All.SelectMany(row => Changes.Keys.Select(change => (row.Data.Item1, row.Data.Item2, change)))];

    static Dictionary<string, Action<JsonObject>> Changes =>
        new()
        {
            ["a member changed"] = badge => badge["name"] = "Another",
            ["a member added"] = badge => badge["description"] = "More",
            ["a member removed"] = badge => badge.Remove("validUntil"),
            ["a deep member changed"] = badge => badge["credentialSubject"]!["achievement"]!["criteria"]!["narrative"] = "Nothing.",
            ["dated anew"] = badge => badge.Proof()["created"] = "2026-03-02T12:00:00Z",
            ["another purpose signed"] = badge => badge.Proof()["domain"] = "https://elsewhere.example",
            ["a longer life of the proof"] = badge => badge.Proof()["expires"] = "2099-01-01T00:00:00Z",
            ["another suite"] = badge => badge.Proof()["cryptosuite"] = Other((string)badge.Proof()["cryptosuite"]!),
            ["another value"] = badge => badge.Proof()["proofValue"] = Flipped((string)badge.Proof()["proofValue"]!),
            ["a value cut short"] = badge => badge.Proof()["proofValue"] = "z" + ((string)badge.Proof()["proofValue"]!)[5..],
        };

    [Theory]
    [MemberData(nameof(Tampered))]
    public async Task Fails_when_it_was_tampered_with(string suite, KeyAlgorithm algorithm, string change)
    {
        using var key = SigningKey.Generate(algorithm, out _);
        var report = await Scenario.VerifyAsync(Scenario.Changed(Sign(key, suite), Changes[change]));

        Assert.Equal(Outcome.Fail, report[CheckNames.Proof].Outcome);
        Assert.Equal(Verdict.Fail, report.Verdict);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Fails_when_the_key_is_of_another_kind(string suite, KeyAlgorithm algorithm)
    {
        using var key = SigningKey.Generate(algorithm, out _);
        using var document = JsonDocument.Parse(Sign(key, suite));
        using var other = SigningKey.Generate(algorithm == KeyAlgorithm.Ed25519 ? KeyAlgorithm.P256 : KeyAlgorithm.Ed25519, out _);
        var proof = document.RootElement.GetProperty("proof")[0];

        Assert.False(DataIntegrity.TryVerify(document.RootElement, proof, other.PublicKey, out var failure));
        Assert.Equal("proof.key-kind", failure.Code);
        Assert.Throws<ArgumentException>(() => Sign(other, suite));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_set_passes_and_each_proof_is_told_apart(string suite, KeyAlgorithm algorithm)
    {
        using var key = SigningKey.Generate(algorithm, out _);
        var twice = DataIntegrity.AddProof(Sign(key, suite), key, Options(key, suite) with { Created = Scenario.Signed.AddDays(1) });
        var report = await Scenario.VerifyAsync(twice);

        Assert.Equal(Verdict.Pass, report.Verdict);
        Assert.Equal([0, 1, 2], report.Checks.Where(check => check.Name == CheckNames.Proof).Select(check => check.Item));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Fails_when_one_of_a_set_is_bad(string suite, KeyAlgorithm algorithm)
    {
        using var key = SigningKey.Generate(algorithm, out _);
        var twice = DataIntegrity.AddProof(Sign(key, suite), key, Options(key, suite));
        var report = await Scenario.VerifyAsync(Scenario.Changed(twice, badge => badge["proof"]![1]!["created"] = "2026-03-02T12:00:00Z"));

        var proofs = report.Checks.Where(check => check.Name == CheckNames.Proof).ToList();
        Assert.Equal([Outcome.Fail, Outcome.Pass, Outcome.Fail], proofs.Select(check => check.Outcome));
        Assert.Equal(Verdict.Fail, report.Verdict);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_chain_covers_what_it_names(string suite, KeyAlgorithm algorithm)
    {
        using var key = SigningKey.Generate(algorithm, out _);
        Assert.Equal(Verdict.Pass, (await Scenario.VerifyAsync(Chain(key, suite))).Verdict);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Fails_when_a_chain_lost_its_beginning(string suite, KeyAlgorithm algorithm)
    {
        using var key = SigningKey.Generate(algorithm, out _);
        var cut = Scenario.Changed(Chain(key, suite), badge => badge["proof"]!.AsArray().RemoveAt(0));

        await Scenario.FailsAsync(CheckNames.Proof, "proof.previous-missing", cut);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Fails_when_the_first_of_a_chain_is_bad(string suite, KeyAlgorithm algorithm)
    {
        using var key = SigningKey.Generate(algorithm, out _);
        var bad = Scenario.Changed(Chain(key, suite), badge => badge["proof"]![0]!["created"] = "2026-03-02T12:00:00Z");
        var report = await Scenario.VerifyAsync(bad);

        Assert.All(report.Checks.Where(check => check.Name == CheckNames.Proof), check => Assert.Equal(Outcome.Fail, check.Outcome));
    }

    static byte[] Chain(SigningKey key, string suite) =>
        DataIntegrity.AddProof(
            DataIntegrity.Sign(Badge(key), key, Options(key, suite) with { Id = "urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544" }),
            key,
            Options(key, suite) with
            {
                PreviousProof = ["urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544"],
            }
        );

    static byte[] Sign(SigningKey key, string suite) => DataIntegrity.Sign(Badge(key), key, Options(key, suite));

    static byte[] Badge(SigningKey key) => Encoding.UTF8.GetBytes(Scenario.Badge(DidKey.Create(key.PublicKey)).ToJsonString());

    static ProofOptions Options(SigningKey key, string suite) =>
        new(DidKey.VerificationMethod(key.PublicKey), Scenario.Signed) { Cryptosuite = suite };

    static string Other(string suite) =>
        suite.Contains("rdfc", StringComparison.Ordinal)
            ? suite.Replace("rdfc", "jcs", StringComparison.Ordinal)
            : suite.Replace("jcs", "rdfc", StringComparison.Ordinal);

    static string Flipped(string proofValue)
    {
        Span<byte> signature = stackalloc byte[96];
        Assert.True(Multibase.TryDecode(proofValue, signature, out var length));
        signature[17] ^= 1;
        return Multibase.EncodeBase58(signature[..length]);
    }

    static TheoryData<string, KeyAlgorithm> Registry()
    {
        TheoryData<string, KeyAlgorithm> rows = [];
        foreach (var suite in Cryptosuite.Signing)
        foreach (var algorithm in suite.Algorithms)
            rows.Add(suite.Name, algorithm);
        return rows;
    }
}
