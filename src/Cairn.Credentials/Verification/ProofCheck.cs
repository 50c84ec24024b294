using System.Text.Json;
using Cairn.Credentials.JsonLd;
using Cairn.Credentials.Proofs;

namespace Cairn.Credentials.Verification;

/// <summary>
/// Every proof that Cairn can judge must hold (Data Integrity 1.0, section 4.4, Verify Proof, and 4.5, Verify Proof Sets and Chains);
/// proofs of other kinds beside them are left alone.
/// </summary>
static class ProofCheck
{
    const string Name = CheckNames.Proof;
    const string Clause = "Data Integrity 1.0, 4.4 Verify Proof";

    public static async ValueTask<ProofFindings> RunAsync(JsonElement credential, VerificationSession session)
    {
        var proofs = credential.Items("proof");
        if (proofs.Count == 0)
            return new(Check.Fail(Name, "proof.missing", "VC Data Model 2.0, 4.12 Securing Mechanisms"), []);
        if (proofs.Count > session.Options.Limits.Proofs)
            return new(Check.Fail(Name, "proof.too-many", "Cairn limits", $"{session.Options.Limits.Proofs}"), []);

        List<JudgedProof> judged = new(proofs.Count);
        foreach (var proof in proofs)
            judged.Add(await JudgeAsync(credential, proof, session));

        var decisive =
            judged.Find(proof => proof.Check.Outcome == Outcome.Fail)
            ?? judged.Find(proof => proof.Check.Outcome == Outcome.Pass)
            ?? judged[0];
        return new(decisive.Check, judged);
    }

    static async ValueTask<JudgedProof> JudgeAsync(JsonElement credential, JsonElement proof, VerificationSession session)
    {
        if (proof.ValueKind != JsonValueKind.Object)
            return new(Check.Fail(Name, "proof.malformed", Clause));
        if (DataIntegrityProof.UnsupportedKind(proof) is { } kind)
            return new(Check.NotDeterminable(Name, ProofFailure.UnsupportedCode, Clause, kind));
        // A chain's proof covers the proofs before it (4.5); Cairn judges sets, not chains yet.
        if (proof.Member("previousProof") is not null)
            return new(Check.NotDeterminable(Name, ProofFailure.UnsupportedCode, Clause, "previousProof"));

        // 4.4, step 3: type, verificationMethod and proofPurpose are there.
        if (proof.Text("verificationMethod") is not { } verificationMethod)
            return new(Check.Fail(Name, "proof.member-missing", Clause, "verificationMethod"));
        // Step 5: the purpose is the one that the verifier expects; that of a credential is to assert.
        if (proof.Member("proofPurpose") is not { } purpose || !purpose.IsText("assertionMethod"))
            return new(Check.Fail(Name, "proof.purpose", Clause, proof.Text("proofPurpose") ?? ""));
        if (!proof.TryGetDate("created", out var created))
            return new(Check.Fail(Name, "proof.created", Clause));
        // 2.1: from `expires` on, the proof holds no more.
        if (!proof.TryGetDate("expires", out var expires))
            return new(Check.Fail(Name, "proof.expires", Clause));
        if (session.Instant >= expires)
            return new(Check.Fail(Name, "proof.expired", "Data Integrity 1.0, 2.1 Proofs", XmlDateTime.Format(expires.Value)));

        var source = await KeyFinder.FindAsync(verificationMethod, session);
        if (source.Key is null)
        {
            // That a controller no longer lists a key is the issuer check's to say: without the key nothing is known of the signature.
            var (outcome, code, arguments) = source.Problem!.Code is "key.malformed" or "key.did-malformed" or "key.no-fragment"
                ? (Outcome.Fail, source.Problem.Code, source.Problem.Arguments)
                : (Outcome.NotDeterminable, source.Problem.Code, source.Problem.Arguments);
            return new(
                new(Name, outcome, code, "Controlled Identifiers 1.0, 3.3 Retrieve Verification Method", arguments),
                source,
                created,
                verificationMethod
            );
        }

        return new(await SignatureAsync(credential, proof, source, session), source, created, verificationMethod);
    }

    static async ValueTask<Check> SignatureAsync(JsonElement credential, JsonElement proof, KeySource source, VerificationSession session)
    {
        while (true)
        {
            string missing;
            try
            {
                if (!EddsaRdfc2022.TryVerify(credential, proof, source.Key!, out var failure, session.Contexts))
                    return Check.Fail(Name, failure.Code, failure.Clause, failure.Arguments);

                return HiddenMembers.Find(credential, proof, session.Contexts) is { } hidden
                    ? Check.Fail(Name, "proof.hidden-member", "Data Integrity 1.0, 4.6 Context Validation", hidden)
                    : Check.Pass(Name, "proof.valid", Clause);
            }
            catch (JsonLdException exception) when (exception.Code == JsonLdException.ContextUnknown)
            {
                missing = exception.Arguments[0];
            }
            catch (JsonLdException exception)
            {
                return Check.Fail(
                    Name,
                    "proof.canonicalization",
                    "Data Integrity EdDSA 1.0, 3.2.3 Transformation",
                    exception.Code,
                    string.Join(", ", exception.Arguments)
                );
            }

            if (session.IsOffline)
                return Check.NotDeterminable(Name, "proof.context-offline", "JSON-LD 1.1, 3.1 The Context", missing);
            if (await session.AddContextAsync(missing) is { } problem)
                return Check.NotDeterminable(Name, "proof.context-unavailable", "JSON-LD 1.1, 3.1 The Context", missing, problem);
        }
    }
}

/// <summary>The check over all proofs, and each proof by itself for the issuer check.</summary>
sealed record ProofFindings(Check Check, IReadOnlyList<JudgedProof> Proofs);

/// <summary>One proof: what came of it, its key, when it says that it was made.</summary>
sealed record JudgedProof(Check Check, KeySource? Source = null, DateTimeOffset? Created = null, string VerificationMethod = "");
