using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Verification;

/// <summary>
/// Whether the key of a proof is that of a party (an issuer, a holder), who uses it for this purpose, and used it when the proof says that it was
/// made (Controlled Identifiers 1.0, sections 2.2 and 3.3).
/// </summary>
static class KeyOwner
{
    const string Controllers = "Controlled Identifiers 1.0, 3.3 Retrieve Verification Method";
    const string Periods = "Controlled Identifiers 1.0, 2.2 Verification Methods";

    /// <summary>Judges every proof that holds: one good signature of the party is enough, others may be witnesses.</summary>
    public static Check Of(
        KeyOwnerCodes codes,
        string clause,
        string party,
        ProofFindings findings,
        Func<ControllerDocument, string, bool> authorizes,
        VerificationSession session
    )
    {
        var passed = findings.Proofs.Where(proof => proof.Check.Outcome == Outcome.Pass).ToList();
        if (passed.Count == 0)
            return Undecided(codes, clause, findings);

        List<Check> judged = [.. passed.Select(proof => Judge(codes, clause, party, proof, authorizes, session))];
        return judged.Find(check => check.Outcome == Outcome.Pass)
            ?? judged.Find(check => check.Outcome == Outcome.NotDeterminable)
            ?? judged[0];
    }

    static Check Undecided(KeyOwnerCodes codes, string clause, ProofFindings findings) =>
        findings.Proofs.FirstOrDefault(proof => proof.Source?.Problem is not null)?.Source?.Problem is { } problem
            ? new(codes.Name, problem.Outcome, problem.Code, Controllers, problem.Arguments)
            : Check.NotPerformed(codes.Name, codes.NoProof, clause);

    static Check Judge(
        KeyOwnerCodes codes,
        string clause,
        string party,
        JudgedProof proof,
        Func<ControllerDocument, string, bool> authorizes,
        VerificationSession session
    )
    {
        if (proof.Source is not { Method: { } method, Document: { } document })
        {
            var problem = proof.Source!.Problem!;
            return new(codes.Name, problem.Outcome, problem.Code, Controllers, problem.Arguments);
        }

        if (method.Controller != party)
            return Check.Fail(codes.Name, codes.OfAnother, clause, party, method.Controller);
        // A stranger's document may claim that the party controls a key; only the party's own document counts.
        if (document.Id != party)
            return Check.NotDeterminable(codes.Name, codes.NotConfirmed, Controllers, party, document.Id);
        if (!authorizes(document, method.Id))
            return Check.Fail(codes.Name, codes.NotAuthorized, Controllers, method.Id);

        return Period(codes, method, proof.Created, session) ?? Check.Pass(codes.Name, codes.Confirmed, clause, party);
    }

    // Without a date of its own a proof is judged as if it were made now. A key that expires was retired: what it signed before stays. A key that was
    // revoked is in wrong hands, and thieves date back: only evidence of time, which no credential carries, tells theirs from the issuer's.
    static Check? Period(KeyOwnerCodes codes, VerificationMethod method, DateTimeOffset? created, VerificationSession session)
    {
        var made = created ?? session.Instant;
        if (made < method.ValidFrom)
            return Check.Fail(codes.Name, codes.NotYet, Periods, method.Id, XmlDateTime.Format(method.ValidFrom.Value));
        if (made >= method.Revoked)
            return Check.Fail(codes.Name, codes.Revoked, Periods, method.Id, XmlDateTime.Format(method.Revoked.Value));
        if (made >= method.Expires)
            return Check.Fail(codes.Name, codes.Expired, Periods, method.Id, XmlDateTime.Format(method.Expires.Value));

        // A report as of an instant before the revocation could not know of it.
        var known = method.Revoked is not null && session.Instant >= method.Revoked;
        return known && !(session.Options.ExistedAt < method.Revoked)
            ? Check.NotDeterminable(codes.Name, codes.Compromised, Periods, method.Id, XmlDateTime.Format(method.Revoked!.Value))
            : null;
    }
}

/// <summary>The name of a check about a key's owner, and of each of its findings.</summary>
sealed record KeyOwnerCodes(
    string Name,
    string Confirmed,
    string NoProof,
    string OfAnother,
    string NotConfirmed,
    string NotAuthorized,
    string NotYet,
    string Expired,
    string Revoked,
    string Compromised
);
