using System.Text.Json;

namespace Cairn.Credentials.Verification;

/// <summary>
/// The key is the issuer's own, the issuer uses it to make assertions, and it was in force when the proof says that it was made
/// (VC Data Model 2.0, section 4.7 and A.6; Data Integrity 1.0, section 4.4). Whether the issuer is who it claims to be is trust.
/// </summary>
static class IssuerCheck
{
    const string Name = CheckNames.Issuer;
    const string Clause = "VC Data Model 2.0, 4.7 Issuer";

    static readonly KeyOwnerCodes Codes = new(
        Name,
        Confirmed: "issuer.key-confirmed",
        NoProof: "issuer.no-proof",
        OfAnother: "issuer.key-of-another",
        NotConfirmed: "issuer.key-not-confirmed",
        NotAuthorized: "issuer.key-not-authorized",
        NotYet: "issuer.key-not-yet",
        Expired: "issuer.key-expired",
        Revoked: "issuer.key-revoked",
        Compromised: "issuer.key-compromised"
    );

    public static Check Run(JsonElement credential, ProofFindings findings, VerificationSession session) =>
        credential.Identifier("issuer") is { Length: > 0 } issuer
            ? KeyOwner.Of(Codes, Clause, issuer, findings, static (document, method) => document.AuthorizesAssertion(method), session)
            : Check.Fail(Name, "issuer.missing", Clause);
}
