namespace Cairn.Credentials.Proofs;

/// <summary>What a proof says about itself (Data Integrity 1.0, section 2.1).</summary>
/// <param name="VerificationMethod">
/// The absolute URL of the key, as the issuer's document lists it; for a <c>did:key</c> issuer see <see
/// cref="Keys.DidKey.VerificationMethod"/>.
/// </param>
/// <param name="Created">When the proof was made; written in UTC with whole seconds.</param>
public sealed record ProofOptions(string VerificationMethod, DateTimeOffset Created);
