namespace Cairn.Credentials.Verification;

/// <summary>
/// If <see cref="Limits.Work"/> runs out, whatever was being done, what was not checked is not in order: the proofs as a whole fail.
/// </summary>
static class TooMuchWork
{
    public const string Code = "proof.too-much-work";

    public static Check Of(VerificationSession session) =>
        Check.Fail(CheckNames.Proof, Code, "Cairn limits", session.Work.Limit.ToString(CultureInfo.InvariantCulture));

    /// <summary>The same checks, or those of a report that could not be finished.</summary>
    public static IReadOnlyList<Check> In(IReadOnlyList<Check> checks, VerificationSession session)
    {
        if (!session.Work.IsUsedUp)
            return checks;

        var failed = Of(session);
        var isSaid = false;
        List<Check> limited = new(checks.Count + 1);
        foreach (var check in checks)
        {
            var isWhole = !isSaid && check is { Name: CheckNames.Proof, Item: 0 };
            limited.Add(isWhole ? failed with { Basis = check.Basis } : check);
            isSaid |= isWhole;
        }

        if (!isSaid)
            limited.Add(failed with { Basis = checks[0].Basis });
        return limited;
    }
}
