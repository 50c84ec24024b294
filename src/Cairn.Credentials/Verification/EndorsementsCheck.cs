namespace Cairn.Credentials.Verification;

/// <summary>
/// Every endorsement that a credential carries, embedded or as JWT, of the credential itself, its achievement, its issuer and other
/// profiles in it, is verified like a credential (Open Badges 3.0, 9.1 verification, step 6, and 9.2), and must endorse the thing it is
/// attached to.
/// </summary>
static class EndorsementsCheck
{
    const string Name = CheckNames.Endorsements;
    const string Clause = "Open Badges 3.0, 9.2 EndorsementCredential Verification";

    public static async ValueTask<IReadOnlyList<JudgedEndorsement>> RunAsync(JsonElement credential, int depth, VerificationSession session)
    {
        if (!ModelChecks.IsKnown(credential))
            return [];

        var found = Places(credential).SelectMany(Endorsements).Take(session.Options.Limits.Endorsements + 1).ToList();
        if (found.Count > session.Options.Limits.Endorsements)
            return [new(Check.Fail(Name, "endorsement.too-many", "Cairn limits", $"{session.Options.Limits.Endorsements}"), "", "")];

        if (found.Count > 0 && depth > session.Options.Limits.Nesting)
            return [new(Check.Fail(Name, "endorsement.too-deep", "Cairn limits", $"{session.Options.Limits.Nesting}"), "", "")];

        List<JudgedEndorsement> judged = [];
        foreach (var (endorsed, bytes) in found)
        {
            session.Basis.BeginPart();
            var one = await JudgeAsync(endorsed, bytes, depth, session);
            judged.Add(one with { Check = session.Basis.End(one.Check) });
        }

        return judged;
    }

    /// <summary>The check as a whole, then each endorsement by itself; nothing if there are none.</summary>
    public static IEnumerable<Check> Checks(IReadOnlyList<JudgedEndorsement> judged)
    {
        if (judged.Count == 0)
            return [];

        List<Check> checks = [.. judged.Select(endorsement => endorsement.Check)];
        var whole =
            checks.Find(check => check.Outcome == Outcome.Fail)
            ?? checks.Find(check => check.Outcome == Outcome.NotDeterminable)
            ?? Check.Pass(Name, "endorsement.all-valid", Clause, $"{judged.Count}");
        whole = whole with { Basis = [.. checks.SelectMany(check => check.Basis).Distinct()] };
        return [whole, .. checks.Select((check, index) => check with { Item = index + 1, Counts = false })];
    }

    static IEnumerable<JsonElement> Places(JsonElement credential)
    {
        yield return credential;
        if (credential.Member("issuer") is { ValueKind: JsonValueKind.Object } issuer)
            yield return issuer;
        foreach (var subject in credential.Items("credentialSubject"))
        {
            if (subject.Member("source") is { ValueKind: JsonValueKind.Object } source)
                yield return source;
            foreach (var achievement in subject.Items("achievement"))
            {
                yield return achievement;
                if (achievement.Member("creator") is { ValueKind: JsonValueKind.Object } creator)
                    yield return creator;
            }
        }
    }

    static IEnumerable<(string? Endorsed, byte[] Bytes)> Endorsements(JsonElement place) =>
        place.Items("endorsement").Concat(place.Items("endorsementJwt")).Select(value => (place.Text("id"), NestedCredential.Bytes(value)));

    static async ValueTask<JudgedEndorsement> JudgeAsync(string? endorsed, byte[] bytes, int depth, VerificationSession session)
    {
        var (root, checks) = await NestedCredential.JudgeAsync(bytes, depth, session);
        var endorser = root.Identifier("issuer") ?? "";
        if (root.ValueKind != JsonValueKind.Object)
            return new(Check.Fail(Name, "endorsement.failed", Clause, ["", checks[0].Code, .. checks[0].Arguments]), "", endorsed);
        if (!root.HasType("EndorsementCredential"))
            return new(Check.Fail(Name, "endorsement.not-one", Clause, endorser), endorser, endorsed);
        if (endorsed is null || !root.Items("credentialSubject").Any(subject => subject.Text("id") == endorsed))
            return new(Check.Fail(Name, "endorsement.of-another", Clause, endorser, endorsed ?? ""), endorser, endorsed);

        var check =
            checks.FirstOrDefault(check => check.Outcome == Outcome.Fail) is { } failed
                ? Check.Fail(Name, "endorsement.failed", failed.Clause, [endorser, failed.Code, .. failed.Arguments])
            : checks.FirstOrDefault(check => check is { Outcome: Outcome.NotDeterminable, Counts: true }) is { } undecided
                ? Check.NotDeterminable(Name, "endorsement.undecided", undecided.Clause, [endorser, undecided.Code, .. undecided.Arguments])
            : Check.Pass(Name, "endorsement.valid", Clause, endorser);
        return new(check, endorser, endorsed);
    }
}

/// <summary>The result for one endorsement, its issuer, and what it endorses.</summary>
sealed record JudgedEndorsement(Check Check, string Endorser, string? Endorsed);
