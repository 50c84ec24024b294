using System.Text;
using System.Text.Json;

namespace Cairn.Credentials.Proofs;

/// <summary>
/// The text of a proof, written once and used twice: as options to be signed, and, with its value, in the signed document.
/// </summary>
static class ProofText
{
    const string Kind = $$"""{"type":"{{DataIntegrityProof.Type}}","cryptosuite":"{{EddsaRdfc2022.Cryptosuite}}",""";

    /// <summary>The proof without its value.</summary>
    public static byte[] Of(ProofOptions options)
    {
        var (created, method) = (XmlDateTime.Format(options.Created), JsonEncodedText.Encode(options.VerificationMethod));
        return Encoding.UTF8.GetBytes(
            $$"""{{Kind}}"created":"{{created}}","verificationMethod":"{{method}}","proofPurpose":"assertionMethod"}"""
        );
    }
}
