using System.Text;
using System.Text.Json;

namespace Cairn.Credentials.Proofs;

/// <summary>The text of a proof, written once and used twice: as options to be signed, and, with its value, in the signed document.</summary>
static class ProofText
{
    /// <summary>The proof without its value.</summary>
    public static byte[] Of(ProofOptions options) => Encoding.UTF8.GetBytes(
        $$"""{"type":"DataIntegrityProof","cryptosuite":"{{EddsaRdfc2022.Cryptosuite}}","created":"{{XmlDateTime.Format(options.Created)}}","verificationMethod":"{{JsonEncodedText.Encode(options.VerificationMethod)}}","proofPurpose":"assertionMethod"}""");
}
