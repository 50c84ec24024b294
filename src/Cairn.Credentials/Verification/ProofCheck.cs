using Cairn.Credentials.Canonical;
using Cairn.Credentials.Proofs;

namespace Cairn.Credentials.Verification;

/// <summary>
/// Every proof that Cairn can judge must hold (Data Integrity 1.0, section 4.4, Verify Proof, and 4.5, Verify Proof Sets and Chains);
/// proofs of other kinds beside them are ignored, but nothing chained to them passes.
/// </summary>
static class ProofCheck
{
    const string Name = CheckNames.Proof;
    const string Clause = "Data Integrity 1.0, 4.4 Verify Proof";

    public static ValueTask<ProofFindings> RunAsync(SecuredCredential credential, VerificationSession session) =>
        credential.Jwt is null ? RunAsync(credential.Root, session) : JwtProofCheck.RunAsync(credential, session);

    public static ValueTask<ProofFindings> RunAsync(JsonElement credential, VerificationSession session) =>
        RunAsync(credential, ProofExpectation.ToIssue, session);

    public static async ValueTask<ProofFindings> RunAsync(JsonElement document, ProofExpectation expected, VerificationSession session)
    {
        session.Basis.BeginPart();
        var findings = await AllAsync(document, expected, session);
        return findings with { Check = findings.Check with { Basis = session.Basis.End() } };
    }

    static async ValueTask<ProofFindings> AllAsync(JsonElement document, ProofExpectation expected, VerificationSession session)
    {
        var proofs = document.Items("proof");
        if (proofs.Count == 0)
            return new(Check.Fail(Name, "proof.missing", "VC Data Model 2.0, 4.12 Securing Mechanisms"), []);
        if (proofs.Count > session.Options.Limits.Proofs)
            return new(Check.Fail(Name, "proof.too-many", "Cairn limits", $"{session.Options.Limits.Proofs}"), []);

        List<JudgedProof> judged = new(proofs.Count);
        DocumentHashes known = new();
        foreach (var proof in proofs)
        {
            session.Basis.BeginPart();
            var one = await JudgeAsync(document, proof, expected, known, session);
            judged.Add(one with { Check = session.Basis.End(one.Check) });
        }

        if (proofs.Count > 1)
            ProofLinks.Judge(proofs, judged);

        var decisive =
            judged.Find(proof => proof.Check.Outcome == Outcome.Fail)
            ?? judged.Find(proof => proof.Check.Outcome == Outcome.Pass)
            ?? judged[0];
        return new(decisive.Check, judged);
    }

    static async ValueTask<JudgedProof> JudgeAsync(
        JsonElement document,
        JsonElement proof,
        ProofExpectation expected,
        DocumentHashes known,
        VerificationSession session
    )
    {
        if (proof.ValueKind != JsonValueKind.Object)
            return new(Check.Fail(Name, "proof.malformed", Clause));
        if (Malformed(proof) is { } malformed)
            return new(malformed);
        if (!DataIntegrity.Knows(proof))
            return new(Check.NotDeterminable(Name, ProofFailure.UnsupportedCode, Clause, Cryptosuite.KindOf(proof)));

        // 4.4, step 4: type, verificationMethod and proofPurpose are there.
        if (proof.Text("verificationMethod") is not { } verificationMethod)
            return new(Check.Fail(Name, "proof.member-missing", Clause, "verificationMethod"));
        // Steps 5 to 7: purpose, domain and challenge are what the verifier expects.
        if (expected.Departure(proof) is { } departure)
            return new(departure);
        if (!proof.TryGetDate("created", out var created))
            return new(Check.Fail(Name, "proof.created", Clause));
        if (Clock.IsToCome(created, session.Instant))
            return new(Check.Fail(Name, "proof.future", "Data Integrity 1.0, 2.1 Proofs", XmlDateTime.Format(created!.Value)));
        // 2.1: from `expires` on, the proof no longer holds.
        if (!proof.TryGetDate("expires", out var expires))
            return new(Check.Fail(Name, "proof.expires", Clause));
        if (Clock.HasEnded(expires, session.Instant))
            return new(Check.Fail(Name, "proof.expired", "Data Integrity 1.0, 2.1 Proofs", XmlDateTime.Format(expires!.Value)));

        session.Basis.BeginPart();
        var source = await KeyFinder.FindAsync(verificationMethod, session);
        source = source with { Basis = session.Basis.End() };
        var check = source.Key is null ? KeyMissing(Name, source) : await SignatureAsync(document, proof, source, known, session);
        return new(check, source, created, verificationMethod);
    }

    // 2.1 Proofs: the members that every kind of proof must have, and their kinds.
    static Check? Malformed(JsonElement proof)
    {
        const string clause = "Data Integrity 1.0, 2.1 Proofs";
        // A list of types holds only strings.
        if (
            proof.Text("type") is null
            && (proof.Items("type") is not { Count: > 0 } types || types.Any(type => type.ValueKind != JsonValueKind.String))
        )
            return Check.Fail(Name, "proof.member-missing", clause, "type");
        if (proof.HasType("DataIntegrityProof") && proof.Text("cryptosuite") is null)
            return Check.Fail(Name, "proof.member-missing", clause, "cryptosuite");
        if (proof.Member("id") is { } id && !UriText.IsUri(id))
            return Check.Fail(Name, "proof.malformed", clause);
        if (
            proof.Member("challenge") is { ValueKind: not JsonValueKind.String }
            || proof.Member("nonce") is { ValueKind: not JsonValueKind.String }
        )
            return Check.Fail(Name, "proof.malformed", clause);

        return proof.Items("domain").Any(domain => domain.ValueKind != JsonValueKind.String)
            ? Check.Fail(Name, "proof.malformed", clause)
            : null;
    }

    // The issuer check reports that a controller no longer lists a key: without the key nothing is known about the signature.
    internal static Check KeyMissing(string name, KeySource source)
    {
        var problem = source.Problem!;
        var outcome = problem.Code is "key.malformed" or "key.unsafe" or "key.did-malformed" or "key.no-fragment"
            ? Outcome.Fail
            : Outcome.NotDeterminable;
        return new(name, outcome, problem.Code, "Controlled Identifiers 1.0, 3.3 Retrieve Verification Method", problem.Arguments);
    }

    static ValueTask<Check> SignatureAsync(
        JsonElement document,
        JsonElement proof,
        KeySource source,
        DocumentHashes known,
        VerificationSession session
    ) =>
        WithContextsAsync(
            session,
            () =>
            {
                if (DataIntegrity.Verify(document, proof, source.Key!, session.Contexts, session.Canonical, known) is { } failure)
                    return new(
                        Name,
                        failure.IsUnsupported ? Outcome.NotDeterminable : Outcome.Fail,
                        failure.Code,
                        failure.Clause,
                        failure.Arguments
                    );

                // JCS signs spelling, whatever it means; every term of Open Badges and CLR must mean something.
                if (Cryptosuite.Of(proof) is { IsJcs: true })
                {
                    if (ModelChecks.IsKnown(document))
                        RequireMeaning(document, session, known);
                    return Check.Pass(Name, "proof.valid", Clause);
                }

                return HiddenMembers.Find(document, proof, session.Contexts, session.Canonical) is { } hidden
                    ? Check.Fail(Name, "proof.hidden-member", "Data Integrity 1.0, 4.6 Context Validation", hidden)
                    : Check.Pass(Name, "proof.valid", Clause);
            }
        );

    /// <exception cref="JsonLdException">A term means nothing, or a context is not available.</exception>
    internal static void RequireMeaning(JsonElement document, VerificationSession session, DocumentHashes? known = null)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (known?.TryCopy(false, HashAlgorithmName.SHA256, null, hash) == true)
            return;

        CanonicalForm.Hash(new(document, Omit: "proof"), session.Contexts, HashAlgorithmName.SHA256, hash, session.Canonical);
        known?.Add(false, HashAlgorithmName.SHA256, null, hash);
    }

    /// <summary>Judges; if a context is missing, it is fetched (if allowed) and the proofs are judged again.</summary>
    internal static async ValueTask<Check> WithContextsAsync(VerificationSession session, Func<Check> judge)
    {
        while (true)
        {
            string missing;
            session.NoteContexts();
            try
            {
                return judge();
            }
            catch (JsonLdException exception) when (exception.Code == JsonLdException.ContextUnknown)
            {
                missing = exception.Arguments[0];
            }
            catch (JsonLdException exception) when (exception.Code == JsonLdErrors.UsedUp)
            {
                return TooMuchWork.Of(session);
            }
            catch (JsonLdException exception)
            {
                var arguments = string.Join(", ", exception.Arguments);
                return Check.Fail(Name, "proof.canonicalization", "Data Integrity 1.0, 4.6 Context Validation", exception.Code, arguments);
            }

            if (session.IsOffline)
                return Check.NotDeterminable(Name, "proof.context-offline", "JSON-LD 1.1, 3.1 The Context", missing);
            if (await session.AddContextAsync(missing) is { } problem)
                return Check.NotDeterminable(Name, "proof.context-unavailable", "JSON-LD 1.1, 3.1 The Context", missing, problem);
        }
    }
}

/// <summary>The check over all proofs, and each proof by itself for the issuer check.</summary>
sealed record ProofFindings(Check Check, IReadOnlyList<JudgedProof> Proofs)
{
    /// <summary>The check over all; if there are several proofs, each follows, numbered.</summary>
    public IReadOnlyList<Check> Checks => Check.WithParts(Check, [.. Proofs.Select(proof => proof.Check)]);
}

/// <summary>One proof: its result, its key, and when it says it was made.</summary>
sealed record JudgedProof(Check Check, KeySource? Source = null, DateTimeOffset? Created = null, string VerificationMethod = "");
