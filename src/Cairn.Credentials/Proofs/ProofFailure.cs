using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Proofs;

/// <summary>Why a proof is not accepted. Codes are stable; texts for people are looked up by code.</summary>
/// <param name="Code">A stable name: <c>proof.signature</c>.</param>
/// <param name="Clause">The clause that decides.</param>
/// <param name="Arguments">What the text needs.</param>
public sealed record ProofFailure(string Code, string Clause, params IReadOnlyList<string> Arguments)
{
    const string Signing = "Data Integrity 1.0, 4.2 Add Proof";

    /// <summary>Whether the only problem is that Cairn does not know this kind of proof.</summary>
    public bool IsUnsupported => Code == UnsupportedCode;

    internal const string UnsupportedCode = "proof.unsupported";

    internal static ProofFailure Unsupported(string kind) => new(UnsupportedCode, "Data Integrity 1.0, 3 Cryptographic Suites", kind);

    internal static ProofFailure KeyKind(Cryptosuite suite, KeyAlgorithm algorithm) =>
        new("proof.key-kind", $"{suite.Clause}, Proof Verification", suite.Name, $"{algorithm}");

    internal static ProofFailure Created(Cryptosuite suite) => new("proof.created", $"{suite.Clause}, Proof Configuration");

    internal static ProofFailure Context(Cryptosuite suite) => new("proof.context", $"{suite.Clause}, Verify Proof, step 4");

    internal static ProofFailure Value(Cryptosuite suite) => new("proof.value", $"{suite.Clause}, Verify Proof, step 3");

    internal static ProofFailure Signature(Cryptosuite suite) => new("proof.signature", $"{suite.Clause}, Proof Verification");

    internal static ProofFailure PreviousMissing(string name) =>
        new("proof.previous-missing", "Data Integrity 1.0, 4.5 Verify Proof Sets and Chains", name);

    internal static ProofFailure NotJson(string problem) => new("sign.not-json", Signing, problem);

    internal static ProofFailure NotAnObject { get; } = new("sign.not-an-object", Signing);
    internal static ProofFailure HasProof { get; } = new("sign.has-proof", Signing);
}
