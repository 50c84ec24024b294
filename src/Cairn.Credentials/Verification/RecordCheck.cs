namespace Cairn.Credentials.Verification;

/// <summary>
/// Every credential in a learner record is genuine by its own issuer's word (CLR 2.0, ClrSubject.verifiableCredential). One that is forged
/// fails the record; one that has since ended or been withdrawn is still part of what was earned, and is reported separately.
/// </summary>
static class RecordCheck
{
    const string Name = CheckNames.Record;
    const string Clause = "CLR 2.0, ClrSubject.verifiableCredential";

    public static async ValueTask<IReadOnlyList<Check>> RunAsync(JsonElement credential, int depth, VerificationSession session)
    {
        if (!credential.HasType("ClrCredential"))
            return [];
        var inside = credential.Items("credentialSubject").SelectMany(subject => subject.Items("verifiableCredential")).ToList();
        if (inside.Count == 0)
            return [];
        if (inside.Count > session.Options.Limits.RecordCredentials)
            return [Check.Fail(Name, "record.too-many", "Cairn limits", $"{session.Options.Limits.RecordCredentials}")];

        if (depth > session.Options.Limits.Nesting)
            return [Check.Fail(Name, "record.too-deep", "Cairn limits", $"{session.Options.Limits.Nesting}")];

        List<Check> checks = new(inside.Count);
        session.Basis.BeginPart();
        foreach (var item in inside)
        {
            session.Basis.BeginPart();
            checks.Add(session.Basis.End(Judge(await NestedCredential.JudgeAsync(NestedCredential.Bytes(item), depth, session))));
        }

        var whole =
            checks.Find(check => check.Outcome == Outcome.Fail)
            ?? checks.Find(check => check is { Outcome: Outcome.NotDeterminable, Counts: true })
            ?? Check.Pass(Name, "record.genuine", Clause, $"{checks.Count}");
        return
        [
            whole with
            {
                Basis = session.Basis.End(),
            },
            .. checks.Select((check, index) => check with { Item = index + 1, Counts = false }),
        ];
    }

    static Check Judge(NestedCredential credential)
    {
        var name = credential.Root.Text("id") ?? credential.Issuer;
        if (credential.Checks.FirstOrDefault(check => check.Outcome == Outcome.Fail && !IsPast(check)) is { } failed)
            return Check.Fail(Name, "record.failed", failed.Clause, [name, failed.Code, .. failed.Arguments]);
        if (credential.Checks.FirstOrDefault(IsPast) is { } past)
            return Check.NotDeterminable(Name, "record.not-in-force", past.Clause, [name, past.Code, .. past.Arguments]) with
            {
                Counts = false,
            };

        return credential.Checks.FirstOrDefault(check => check is { Outcome: Outcome.NotDeterminable, Counts: true }) is { } undecided
            ? Check.NotDeterminable(Name, "record.undecided", undecided.Clause, [name, undecided.Code, .. undecided.Arguments])
            : Check.Pass(Name, "record.valid", Clause, name);
    }

    static bool IsPast(Check check) =>
        check is { Outcome: Outcome.Fail, Code: "validity.expired" or "status.revoked" or "status.revoked-because" or "status.suspended" };
}
