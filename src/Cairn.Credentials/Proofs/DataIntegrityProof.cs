using System.Text.Json;

namespace Cairn.Credentials.Proofs;

/// <summary>The one kind of proof that Cairn reads (Data Integrity 1.0, section 2.1).</summary>
static class DataIntegrityProof
{
    public const string Type = "DataIntegrityProof";

    /// <summary>Null for an eddsa-rdfc-2022 proof, else what it is, for people.</summary>
    public static string? UnsupportedKind(JsonElement proof)
    {
        if (proof.Member("type") is not { } type || !type.IsText(Type))
            return proof.Text("type") ?? "without type";
        return proof.Member("cryptosuite") is { } suite && suite.IsText(EddsaRdfc2022.Cryptosuite)
            ? null
            : proof.Text("cryptosuite") ?? "without cryptosuite";
    }
}
