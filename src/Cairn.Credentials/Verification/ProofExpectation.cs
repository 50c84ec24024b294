using Cairn.Credentials.Proofs;

namespace Cairn.Credentials.Verification;

/// <summary>What a proof must have been made for (Data Integrity 1.0, section 4.4, steps 5 to 7).</summary>
sealed record ProofExpectation(string Purpose, string? Challenge = null, string? Domain = null)
{
    const string Name = CheckNames.Proof;
    const string Clause = "Data Integrity 1.0, 4.4 Verify Proof";

    public static ProofExpectation ToIssue { get; } = new(ProofOptions.AssertionMethod);

    public Check? Departure(JsonElement proof)
    {
        // Step 5: the purpose is the one that is expected.
        if (proof.Member("proofPurpose") is not { } purpose || !purpose.IsText(Purpose))
            return Check.Fail(Name, "proof.purpose", $"{Clause}, step 5", proof.Text("proofPurpose") ?? "");
        // Step 6: the domain, if one was given, is the proof's only one.
        if (Domain is not null && (proof.Items("domain") is not [var domain] || !domain.IsText(Domain)))
            return Check.Fail(Name, "proof.domain", $"{Clause}, step 6", Domain);
        // Step 7: likewise the challenge.
        if (Challenge is not null && (proof.Member("challenge") is not { } challenge || !challenge.IsText(Challenge)))
            return Check.Fail(Name, "proof.challenge", $"{Clause}, step 7");

        return null;
    }
}
