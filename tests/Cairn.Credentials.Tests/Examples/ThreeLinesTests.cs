using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;
using Cairn.Credentials.Tests.Verification;
using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Tests.Examples;

/// <summary>The code of the documentation, compiled and run.</summary>
public sealed class ThreeLinesTests
{
    [Fact]
    public async Task Sign_in_five_lines_verify_in_three()
    {
        var unsigned = System.Text.Encoding.UTF8.GetBytes(Scenario.Badge().ToJsonString());
        byte[] seed = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
        var now = Scenario.Now;

        // Sign.
        using var key = SigningKey.FromSeed(seed);
        ProofOptions proof = new(DidKey.VerificationMethod(key.PublicKey), now);
        byte[] signed = EddsaRdfc2022.Sign(unsigned, key, proof);

        // Verify.
        Verifier verifier = new();
        VerificationReport report = await verifier.VerifyAsync(signed, now);
        Console.WriteLine(report.Verdict);

        Assert.Equal(Verdict.Pass, report.Verdict);
    }
}
