namespace Cairn.Credentials.Verification;

/// <summary>
/// Two checks. The issuer key: the key that signed is published for making assertions, and was in force when the proof says it was made
/// (Controlled Identifiers 1.0, sections 2.2 and 3.3). The issuer identity: the key's controller is the issuer that the credential names
/// (VC Data Model 2.0, section 4.7 and A.6). Whether the issuer is who it claims to be is a question of trust.
/// </summary>
static class IssuerCheck
{
    const string Clause = "VC Data Model 2.0, 4.7 Issuer";

    static readonly KeyOwnerCodes Codes = new(
        CheckNames.IssuerKey,
        CheckNames.Issuer,
        InForce: "issuer.key-in-force",
        Confirmed: "issuer.key-confirmed",
        NoProof: "issuer.no-proof",
        NoDocument: "issuer.no-document",
        OfAnother: "issuer.key-of-another",
        NotConfirmed: "issuer.key-not-confirmed",
        NotAuthorized: "issuer.key-not-authorized",
        NotYet: "issuer.key-not-yet",
        Expired: "issuer.key-expired",
        Revoked: "issuer.key-revoked",
        Compromised: "issuer.key-compromised"
    );

    public static IReadOnlyList<Check> Run(JsonElement credential, ProofFindings findings, VerificationSession session) =>
        Judge(credential, findings, KeyEvidence.Beside(session), session).Checks;

    /// <summary>The two checks, and the proof that they are about; null if none holds.</summary>
    public static (IReadOnlyList<Check> Checks, JudgedProof? By) Judge(
        JsonElement credential,
        ProofFindings findings,
        KeyEvidence evidence,
        VerificationSession session
    )
    {
        var issuer = credential.Identifier("issuer") ?? "";
        var (key, owner, by) = KeyOwner.Of(
            Codes,
            Clause,
            issuer,
            findings,
            static (document, method) => document.AuthorizesAssertion(method),
            evidence,
            session
        );
        return ([key, issuer.Length > 0 ? owner : Check.Fail(CheckNames.Issuer, "issuer.missing", Clause)], by);
    }
}
