using Cairn.Credentials.Proofs;

namespace Cairn.Credentials.Verification;

/// <summary>
/// "Any proof with a previousProof can only be considered verified if the proofs it references are also considered verified" (Data
/// Integrity 1.0, section 4.5).
/// </summary>
static class ProofLinks
{
    const string Name = CheckNames.Proof;
    const string Clause = "Data Integrity 1.0, 4.5 Verify Proof Sets and Chains";

    /// <summary>Withdraws the pass of every proof whose predecessors did not pass, until nothing changes.</summary>
    public static void Judge(IReadOnlyList<JsonElement> proofs, List<JudgedProof> judged)
    {
        for (var changed = true; changed; )
        {
            changed = false;
            for (var i = 0; i < proofs.Count; i++)
            {
                if (judged[i].Check.Outcome != Outcome.Pass || Broken(proofs, judged, proofs[i]) is not { } check)
                    continue;
                judged[i] = judged[i] with { Check = check };
                changed = true;
            }
        }
    }

    static Check? Broken(IReadOnlyList<JsonElement> proofs, List<JudgedProof> judged, JsonElement proof)
    {
        foreach (var name in ProofChain.Names(proof) ?? [])
            for (var i = 0; i < proofs.Count; i++)
            {
                if (proofs[i].Text("id") != name || judged[i].Check.Outcome == Outcome.Pass)
                    continue;
                return judged[i].Check.Outcome == Outcome.Fail
                    ? Check.Fail(Name, "proof.previous-failed", Clause, name)
                    : Check.NotDeterminable(Name, "proof.previous-undecided", Clause, name);
            }

        return null;
    }
}
