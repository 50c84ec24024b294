namespace Cairn.Credentials.Verification;

/// <summary>The issuer is one whom the caller trusts. Nobody else can say so; without a trust store this is not checked.</summary>
static class TrustCheck
{
    const string Name = CheckNames.Trust;
    const string Clause = "VC Data Model 2.0, A.6 Issuer";

    public static Check Run(JsonElement credential, IssuerFinding issuedBy, VerificationSession session)
    {
        // The caller's own issuers need no list.
        if (issuedBy is { Standing: IssuerStanding.Own, Id: { } own, Name: { } name })
            return Check.Pass(Name, "trust.own", Clause, own, name);
        if (session.Options.Trust is not { } store)
            return Check.NotPerformed(Name, "trust.no-store", Clause);
        if (credential.Identifier("issuer") is not { } issuer)
            return Check.NotPerformed(Name, "trust.no-issuer", Clause);

        session.Basis.BeginPart();
        foreach (var digest in store.Digests)
            session.Basis.Note(digest);
        return session.Basis.End(Of(issuer, store));
    }

    // An issuer in no list is neither a forger nor trusted.
    internal static Check Of(string issuer, TrustStore store) =>
        store.Find(issuer) switch
        {
            { Source: { } source, Name: { } name } => Check.Pass(Name, "trust.listed-as", Clause, issuer, source, name),
            { Source: { } source } => Check.Pass(Name, "trust.listed-by", Clause, issuer, source),
            { } => Check.Pass(Name, "trust.listed", Clause, issuer),
            null when store.Unchecked.Count > 0 => Check.NotDeterminable(
                Name,
                "trust.not-asked",
                Clause,
                issuer,
                string.Join(", ", store.Unchecked)
            ),
            null => Check.NotDeterminable(Name, "trust.not-listed", Clause, issuer),
        };
}
