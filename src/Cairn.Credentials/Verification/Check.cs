namespace Cairn.Credentials.Verification;

/// <summary>One named check of a report.</summary>
/// <param name="Name">Which check: one of <see cref="CheckNames"/>.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Code">A stable name of the finding: <c>proof.signature</c>. <see cref="CheckReasons.All"/> lists them.</param>
/// <param name="Clause">The clause of the standard that decides.</param>
/// <param name="Arguments">What the sentence about the finding needs: a date, an identifier, the name of a member.</param>
public sealed record Check(string Name, Outcome Outcome, string Code, string Clause, params IReadOnlyList<string> Arguments)
{
    /// <summary>
    /// Whether an undecided outcome makes the verdict undecided. It does not where something is merely unknown to Cairn beside what it
    /// could decide.
    /// </summary>
    public bool Counts { get; init; } = true;

    /// <summary>
    /// For a check with several parts (proofs, statuses, endorsements): which part, from 1; 0 is the check as a whole.
    /// </summary>
    public int Item { get; init; }

    /// <summary>
    /// The SHA-256, in lower-case hexadecimal, of what the check judged: the credential (for <see cref="CheckNames.Parse"/>: the input),
    /// then what was fetched or supplied for it, in order of use.
    /// </summary>
    public IReadOnlyList<string> JudgedOn => [.. Basis.Select(content => content.Sha256)];

    /// <summary>Set once, by the code that ran the check, before anybody sees it.</summary>
    internal IReadOnlyList<ContentDigest> Basis { get; set; } = [];

    /// <summary>For a date that the credential states: with its written offset, so that the day is the writer's.</summary>
    internal DateTimeOffset? Date { get; init; }

    internal Check On(IReadOnlyList<ContentDigest> basis)
    {
        if (Basis.Count == 0)
            Basis = basis;
        return this;
    }

    /// <summary>The finding as an English sentence. Other languages find theirs by <see cref="Code"/>.</summary>
    public string Reason => CheckReasons.Sentence(Code, Arguments, CheckReasons.All.GetValueOrDefault, CultureInfo.InvariantCulture)!;

    /// <summary>The check as a whole; if it has several parts, each follows, numbered, and does not count again.</summary>
    internal static IReadOnlyList<Check> WithParts(Check whole, IReadOnlyList<Check> parts) =>
        parts.Count < 2 ? [whole] : [whole, .. parts.Select((part, index) => part with { Item = index + 1, Counts = false })];

    internal static Check Pass(string name, string code, string clause, params IReadOnlyList<string> arguments) =>
        new(name, Outcome.Pass, code, clause, arguments);

    internal static Check Fail(string name, string code, string clause, params IReadOnlyList<string> arguments) =>
        new(name, Outcome.Fail, code, clause, arguments);

    internal static Check NotDeterminable(string name, string code, string clause, params IReadOnlyList<string> arguments) =>
        new(name, Outcome.NotDeterminable, code, clause, arguments);

    internal static Check NotPerformed(string name, string code, string clause, params IReadOnlyList<string> arguments) =>
        new(name, Outcome.NotPerformed, code, clause, arguments);
}
