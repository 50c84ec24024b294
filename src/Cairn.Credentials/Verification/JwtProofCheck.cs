using Cairn.Credentials.Jose;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Proofs;

namespace Cairn.Credentials.Verification;

/// <summary>
/// The JWT around a credential (Open Badges 3.0, section 8.2.6, Verify a Credential; RFC 7515, section 5.2). Proofs embedded in the
/// credential must hold too.
/// </summary>
static class JwtProofCheck
{
    const string Name = CheckNames.Proof;
    const string Clause = "RFC 7515, 5.2 Message Signature or MAC Validation";

    public static async ValueTask<ProofFindings> RunAsync(SecuredCredential credential, VerificationSession session)
    {
        var (jwt, root) = (credential.Jwt!, credential.Root);
        var departure = JwtClaims.OfHeader(jwt, JwtClaims.CredentialTypes) ?? JwtClaims.OfPayload(jwt, root, session);
        return await RunAsync(jwt, root, root.Identifier("issuer") ?? "", departure, ProofExpectation.ToIssue, session);
    }

    /// <summary>The same for a presentation, which its holder signs (VC-JOSE-COSE, section 3.1.2).</summary>
    public static async ValueTask<ProofFindings> RunAsync(
        SecuredCredential presentation,
        ProofExpectation expected,
        VerificationSession session
    )
    {
        var (jwt, root) = (presentation.Jwt!, presentation.Root);
        var departure = JwtClaims.OfHeader(jwt, JwtClaims.PresentationTypes) ?? JwtClaims.OfPresentation(jwt, root, expected, session);
        return await RunAsync(jwt, root, root.Identifier("holder") ?? "", departure, expected, session);
    }

    static async ValueTask<ProofFindings> RunAsync(
        JwtEnvelope jwt,
        JsonElement document,
        string party,
        Check? departure,
        ProofExpectation expected,
        VerificationSession session
    )
    {
        session.Basis.BeginPart();
        session.Basis.Note(jwt.Digest);
        var judged = await JudgeAsync(jwt, document, party, departure, session);
        judged = judged with { Check = session.Basis.End(judged.Check) };
        if (document.Member("proof") is null)
            return new(judged.Check, [judged]);

        var embedded = await ProofCheck.RunAsync(document, expected, session);
        var decisive =
            embedded.Check.Outcome == Outcome.Fail || judged.Check.Outcome == Outcome.NotDeterminable ? embedded.Check : judged.Check;
        return new(judged.Check.Outcome == Outcome.Fail ? judged.Check : decisive, [judged, .. embedded.Proofs]);
    }

    static async ValueTask<JudgedProof> JudgeAsync(
        JwtEnvelope jwt,
        JsonElement document,
        string party,
        Check? departure,
        VerificationSession session
    )
    {
        // 8.2.6, step 1, and algorithms that no key of ours can have.
        if (jwt.Jws.Algorithm is not { } algorithm)
            return new(Check.Fail(Name, "proof.member-missing", Clause, "alg"));
        if (JoseAlgorithm.IsUnsupported(algorithm))
            return new(Check.NotDeterminable(Name, ProofFailure.UnsupportedCode, Clause, algorithm));
        if (!JoseAlgorithm.IsKnown(algorithm))
            return new(Check.Fail(Name, "proof.jwt-algorithm", Clause, algorithm));
        // Steps 5 and 6: what the header may say, and that the payload says what the document says.
        if (departure is not null)
            return new(departure);

        // Steps 2 and 3: the public key.
        var created = jwt.Payload.Member("iat") ?? jwt.Payload.Member("nbf");
        var date = created is { } instant ? JwtPayload.Instant(instant) : null;
        session.Basis.BeginPart();
        var (source, method) = await JwtKey.FindAsync(jwt.Jws.Header, party, session);
        source = source with { Basis = session.Basis.End() };
        var check = source.Key is null
            ? ProofCheck.KeyMissing(Name, source)
            : await SignatureAsync(jwt, algorithm, document, source, session);
        return new(check, source, date, method);
    }

    static ValueTask<Check> SignatureAsync(
        JwtEnvelope jwt,
        string algorithm,
        JsonElement credential,
        KeySource source,
        VerificationSession session
    )
    {
        // The key decides the algorithm; the header may only repeat it.
        if (!JoseAlgorithm.Is(algorithm, source.Key!.Algorithm))
            return ValueTask.FromResult(Check.Fail(Name, "proof.key-kind", Clause, algorithm, $"{source.Key.Algorithm}"));
        // Step 4: the signature.
        if (!session.TryRead(jwt.Jws.SigningInput.Length) || !session.Work.TrySignature(source.Key.Algorithm))
            return ValueTask.FromResult(TooMuchWork.Of(session));
        if (!source.Key.Verify(jwt.Jws.SigningInput.Span, jwt.Jws.Signature.Span))
            return ValueTask.FromResult(Check.Fail(Name, "proof.signature", Clause));
        // A JWT secures its bytes, whatever they mean; those of Open Badges are JSON-LD, whose every word must mean something.
        if (!ModelChecks.IsKnown(credential))
            return ValueTask.FromResult(Check.Pass(Name, "proof.valid", Clause));

        return ProofCheck.WithContextsAsync(
            session,
            () =>
            {
                ProofCheck.RequireMeaning(credential, session);
                return Check.Pass(Name, "proof.valid", Clause);
            }
        );
    }
}
