namespace Cairn.Credentials.Proofs;

/// <summary>What a proof says about itself (Data Integrity 1.0, section 2.1).</summary>
/// <param name="VerificationMethod">
/// The absolute URL of the key, as the issuer's document lists it; for a <c>did:key</c> issuer see <see
/// cref="Keys.DidKey.VerificationMethod"/>.
/// </param>
/// <param name="Created">When the proof was made; written in UTC with whole seconds.</param>
public sealed record ProofOptions(string VerificationMethod, DateTimeOffset Created)
{
    /// <summary>
    /// Which of <see cref="DataIntegrity.Cryptosuites"/>; null: the key's own, <c>eddsa-rdfc-2022</c> or <c>ecdsa-rdfc-2019</c>.
    /// </summary>
    public string? Cryptosuite { get; init; }

    /// <summary>What the proof is for: <c>assertionMethod</c> to issue, <c>authentication</c> to present.</summary>
    public string Purpose { get; init; } = AssertionMethod;

    /// <summary>The name of the proof, so that a later one can name it as <see cref="PreviousProof"/>: <c>urn:uuid:…</c>.</summary>
    public string? Id { get; init; }

    /// <summary>Until when the proof holds.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whom the proof is made for: <c>https://verifier.example</c>.</summary>
    public IReadOnlyList<string> Domain { get; init; } = [];

    /// <summary>What its recipient asked to have repeated, against replay.</summary>
    public string? Challenge { get; init; }

    /// <summary>The <see cref="Id"/>s of the proofs that this one covers too; only for <see cref="DataIntegrity.AddProof"/>.</summary>
    public IReadOnlyList<string> PreviousProof { get; init; } = [];

    /// <summary>The purpose of issuing.</summary>
    public const string AssertionMethod = "assertionMethod";

    /// <summary>The purpose of presenting.</summary>
    public const string Authentication = "authentication";
}
