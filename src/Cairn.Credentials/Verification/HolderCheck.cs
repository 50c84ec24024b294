namespace Cairn.Credentials.Verification;

/// <summary>
/// The key that signed a presentation is the holder's own, published for proving who they are (VC Data Model 2.0, section 4.13). A
/// presentation need not name a holder.
/// </summary>
static class HolderCheck
{
    const string Name = CheckNames.Holder;
    const string Clause = "VC Data Model 2.0, 4.13 Verifiable Presentations";

    static readonly KeyOwnerCodes Codes = new(
        Name,
        Name,
        InForce: "holder.key-confirmed",
        Confirmed: "holder.key-confirmed",
        NoProof: "holder.no-proof",
        NoDocument: "holder.no-proof",
        OfAnother: "holder.key-of-another",
        NotConfirmed: "holder.key-not-confirmed",
        NotAuthorized: "holder.key-not-authorized",
        NotYet: "holder.key-not-yet",
        Expired: "holder.key-expired",
        Revoked: "holder.key-revoked",
        Compromised: "holder.key-compromised"
    );

    public static Check Run(JsonElement presentation, ProofFindings findings, VerificationSession session)
    {
        if (presentation.Identifier("holder") is not { Length: > 0 } holder)
            return Check.NotPerformed(Name, "holder.none", Clause);

        var (key, owner, _) = KeyOwner.Of(
            Codes,
            Clause,
            holder,
            findings,
            static (document, method) => document.AuthorizesAuthentication(method),
            KeyEvidence.Beside(session),
            session
        );
        // One check for both: whose key it is says more than what is wrong with it.
        return owner.Outcome is Outcome.Fail or Outcome.NotDeterminable ? owner
            : key.Outcome == Outcome.Pass ? owner
            : key;
    }
}
