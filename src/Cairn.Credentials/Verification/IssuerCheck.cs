using System.Text.Json;
using Cairn.Credentials.Keys;

namespace Cairn.Credentials.Verification;

/// <summary>
/// The key is the issuer's own, the issuer uses it to make assertions, and it was in force when the proof says that it was made
/// (VC Data Model 2.0, section 4.7 and A.6; Data Integrity 1.0, section 4.4). Whether the issuer is who it claims to be is trust.
/// </summary>
static class IssuerCheck
{
    const string Name = CheckNames.Issuer;
    const string Clause = "VC Data Model 2.0, 4.7 Issuer";
    const string Controllers = "Controlled Identifiers 1.0, 3.3 Retrieve Verification Method";
    const string Periods = "Controlled Identifiers 1.0, 2.2 Verification Methods";

    public static Check Run(JsonElement credential, ProofFindings findings, VerificationSession session)
    {
        if (credential.Identifier("issuer") is not { Length: > 0 } issuer)
            return Check.Fail(Name, "issuer.missing", Clause);

        var passed = findings.Proofs.Where(proof => proof.Check.Outcome == Outcome.Pass).ToList();
        if (passed.Count == 0)
            return Undecided(findings);

        // One good signature of the issuer is enough; others may be witnesses.
        List<Check> judged = [.. passed.Select(proof => Judge(issuer, proof, session))];
        return judged.Find(check => check.Outcome == Outcome.Pass)
            ?? judged.Find(check => check.Outcome == Outcome.NotDeterminable)
            ?? judged[0];
    }

    static Check Undecided(ProofFindings findings) =>
        findings.Proofs.FirstOrDefault(proof => proof.Source?.Problem is not null)?.Source?.Problem is { } problem
            ? new(Name, problem.Outcome, problem.Code, Controllers, problem.Arguments)
            : Check.NotPerformed(Name, "issuer.no-proof", Clause);

    static Check Judge(string issuer, JudgedProof proof, VerificationSession session)
    {
        if (proof.Source is not { Method: { } method, Document: { } document })
        {
            var problem = proof.Source!.Problem!;
            return new(Name, problem.Outcome, problem.Code, Controllers, problem.Arguments);
        }

        if (method.Controller != issuer)
            return Check.Fail(Name, "issuer.key-of-another", Clause, issuer, method.Controller);
        // A stranger's document may claim that the issuer controls a key; only the issuer's own document counts.
        if (document.Id != issuer)
            return Check.NotDeterminable(Name, "issuer.key-not-confirmed", Controllers, issuer, document.Id);
        if (!document.AuthorizesAssertion(method.Id))
            return Check.Fail(Name, "issuer.key-not-authorized", Controllers, method.Id);

        return Period(method, proof.Created, session.Instant) ?? Check.Pass(Name, "issuer.key-confirmed", Clause, issuer);
    }

    // Without a date of its own a proof is judged as if it were made now.
    static Check? Period(VerificationMethod method, DateTimeOffset? created, DateTimeOffset now)
    {
        var made = created ?? now;
        if (method.Covers(made))
            return null;

        return made < method.ValidFrom
                ? Check.Fail(Name, "issuer.key-not-yet", Periods, method.Id, XmlDateTime.Format(method.ValidFrom.Value))
            : made >= method.Revoked ? Check.Fail(Name, "issuer.key-revoked", Periods, method.Id, XmlDateTime.Format(method.Revoked.Value))
            : Check.Fail(Name, "issuer.key-expired", Periods, method.Id, XmlDateTime.Format(method.Expires!.Value));
    }
}
