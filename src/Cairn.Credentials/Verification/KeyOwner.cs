using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Verification;

/// <summary>
/// The key of a proof, and whose it is: whether its controller publishes it for this purpose and it was in force when the proof says it was
/// made; and whether the controller is the party (an issuer, a holder) that the document names (Controlled Identifiers 1.0, sections 2.2
/// and 3.3).
/// </summary>
static class KeyOwner
{
    const string Controllers = "Controlled Identifiers 1.0, 3.3 Retrieve Verification Method";
    const string Periods = "Controlled Identifiers 1.0, 2.2 Verification Methods";

    /// <summary>
    /// Judges every proof that holds: one good signature by the party is enough, others may be witnesses. Both checks are about the same
    /// proof, so that the key of one and the owner of another never add up to a pass. That proof is returned; null if none holds.
    /// </summary>
    public static (Check Key, Check Owner, JudgedProof? By) Of(
        KeyOwnerCodes codes,
        string clause,
        string party,
        ProofFindings findings,
        Func<ControllerDocument, string, bool> authorizes,
        KeyEvidence evidence,
        VerificationSession session
    )
    {
        var passed = findings.Proofs.Where(proof => proof.Check.Outcome == Outcome.Pass).ToList();
        if (passed.Count == 0)
            return Undecided(codes, clause, party, findings);

        List<(Check Key, Check Owner, JudgedProof By)> judged =
        [
            .. passed.Select(proof => Judge(codes, clause, party, proof, authorizes, evidence, session)),
        ];
        foreach (var pair in judged)
            if (pair is { Key.Outcome: Outcome.Pass, Owner.Outcome: Outcome.Pass })
                return pair;
        foreach (var pair in judged)
            if (pair.Key.Outcome != Outcome.Fail && pair.Owner.Outcome != Outcome.Fail)
                return pair;
        return judged[0];
    }

    static (Check, Check, JudgedProof?) Undecided(KeyOwnerCodes codes, string clause, string party, ProofFindings findings) =>
        findings.Proofs.FirstOrDefault(proof => proof.Source?.Problem is not null)?.Source is { } source
            ? (OfProblem(codes, source), Check.NotPerformed(codes.Owner, codes.NoDocument, clause, party), null)
            : (Check.NotPerformed(codes.Key, codes.NoProof, clause), Check.NotPerformed(codes.Owner, codes.NoProof, clause), null);

    static Check OfProblem(KeyOwnerCodes codes, KeySource source) =>
        new(codes.Key, source.Problem!.Outcome, source.Problem.Code, Controllers, source.Problem.Arguments) { Basis = source.Basis };

    static (Check Key, Check Owner, JudgedProof By) Judge(
        KeyOwnerCodes codes,
        string clause,
        string party,
        JudgedProof proof,
        Func<ControllerDocument, string, bool> authorizes,
        KeyEvidence evidence,
        VerificationSession session
    )
    {
        if (proof.Source is not { Method: { } method, Document: { } document })
            return (
                OfProblem(codes, proof.Source!),
                Check.NotPerformed(codes.Owner, codes.NoDocument, clause, party) with
                {
                    Basis = proof.Source!.Basis,
                },
                proof
            );

        var key = authorizes(document, method.Id)
            ? Period(codes, method, proof.Created, evidence, session) ?? Check.Pass(codes.Key, codes.InForce, Controllers, method.Id)
            : Check.Fail(codes.Key, codes.NotAuthorized, Controllers, method.Id);
        return (key.On(proof.Source.Basis), Owner(codes, clause, party, document, method).On(proof.Source.Basis), proof);
    }

    static Check Owner(KeyOwnerCodes codes, string clause, string party, ControllerDocument document, VerificationMethod method)
    {
        if (method.Controller != party)
            return Check.Fail(codes.Owner, codes.OfAnother, clause, party, method.Controller);
        // A stranger's document may claim that the party controls a key; only the party's own document counts.
        return document.Id == party
            ? Check.Pass(codes.Owner, codes.Confirmed, clause, party)
            : Check.NotDeterminable(codes.Owner, codes.NotConfirmed, Controllers, party, document.Id);
    }

    // Without a date of its own a proof is judged as if it were made now. A key that expires was retired: what it signed before stays
    // valid. A key that was revoked is in the wrong hands, and thieves backdate: only evidence of time, which no credential carries, tells
    // their signatures from the issuer's.
    static Check? Period(
        KeyOwnerCodes codes,
        VerificationMethod method,
        DateTimeOffset? created,
        KeyEvidence evidence,
        VerificationSession session
    )
    {
        var (made, revoked) = (created ?? session.Instant, evidence.Revoked(method));
        if (Clock.IsToCome(method.ValidFrom, made))
            return Check.Fail(codes.Key, codes.NotYet, Periods, method.Id, XmlDateTime.Format(method.ValidFrom!.Value));
        if (Clock.HasEnded(revoked, made))
            return Check.Fail(codes.Key, codes.Revoked, Periods, method.Id, XmlDateTime.Format(revoked!.Value));
        if (Clock.HasEnded(method.Expires, made))
            return Check.Fail(codes.Key, codes.Expired, Periods, method.Id, XmlDateTime.Format(method.Expires!.Value));

        // A report as of an instant before the revocation could not know of it.
        var known = Clock.HasEnded(revoked, session.Instant);
        return known && !(evidence.ExistedAt < revoked)
            ? Check.NotDeterminable(codes.Key, codes.Compromised, Periods, method.Id, XmlDateTime.Format(revoked!.Value))
            : null;
    }
}

/// <summary>The names of the two checks about a key and its owner, and of each of their findings.</summary>
sealed record KeyOwnerCodes(
    string Key,
    string Owner,
    string InForce,
    string Confirmed,
    string NoProof,
    string NoDocument,
    string OfAnother,
    string NotConfirmed,
    string NotAuthorized,
    string NotYet,
    string Expired,
    string Revoked,
    string Compromised
);
