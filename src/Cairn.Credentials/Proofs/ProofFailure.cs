namespace Cairn.Credentials.Proofs;

/// <summary>Why a proof is not accepted. Codes are stable; words for people are looked up by code.</summary>
/// <param name="Code">A stable name: <c>proof.signature</c>.</param>
/// <param name="Clause">The clause that decides.</param>
/// <param name="Arguments">What the words need.</param>
public sealed record ProofFailure(string Code, string Clause, params IReadOnlyList<string> Arguments)
{
    const string Transformation = "Data Integrity EdDSA 1.0, 3.2.3 Transformation";
    const string Configuration = "Data Integrity EdDSA 1.0, 3.2.5 Proof Configuration";
    const string Verification = "Data Integrity EdDSA 1.0, 3.2.2 Verify Proof";
    const string Signing = "Data Integrity 1.0, 4.2 Add Proof";

    /// <summary>Whether nothing is wrong with the proof but that Cairn does not know its kind.</summary>
    public bool IsUnsupported => Code == UnsupportedCode;

    internal const string UnsupportedCode = "proof.unsupported";

    internal static ProofFailure Unsupported(string type) => new(UnsupportedCode, Transformation, type);

    internal static ProofFailure Created { get; } = new("proof.created", Configuration);
    internal static ProofFailure Value { get; } = new("proof.value", Verification);
    internal static ProofFailure Signature { get; } = new("proof.signature", "Data Integrity EdDSA 1.0, 3.2.7 Proof Verification");

    internal static ProofFailure NotJson(string problem) => new("sign.not-json", Signing, problem);

    internal static ProofFailure NotAnObject { get; } = new("sign.not-an-object", Signing);
    internal static ProofFailure HasProof { get; } = new("sign.has-proof", Signing);
}
