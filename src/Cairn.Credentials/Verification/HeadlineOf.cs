namespace Cairn.Credentials.Verification;

/// <summary>
/// From the checks and the issuer's standing to the headline: a pure function. The guide has its whole table, and every cell is tested.
/// </summary>
static class HeadlineOf
{
    public static Headline Credential(IReadOnlyList<Check> checks, IssuerFinding issuer)
    {
        var parse = Whole(checks, CheckNames.Parse)!;
        if (FileKind.IsNothing(parse))
            return NothingIn(parse, issuer);

        List<Headline> failures = [.. Failures(checks, issuer).OrderBy(failure => HeadlineTexts.Rank(failure.Code))];
        if (failures is [var gravest, .. var others])
            return WithLines(
                gravest,
                NothingCounts(gravest)
                    ? []
                    : [.. BeneathFailure(issuer), .. others.Select(other => other.AsLine).DistinctBy(line => line.Code)]
            );

        return WithLines(
            Undecided(checks, issuer) ?? Good(checks, issuer),
            [.. Who(issuer), .. Status(checks, issuer), .. Dates(checks, issuer)]
        );
    }

    public static Headline Presentation(IReadOnlyList<Check> checks, IReadOnlyList<VerificationReport> credentials, bool isAsked)
    {
        var parse = Whole(checks, CheckNames.Parse)!;
        if (FileKind.IsNothing(parse))
            return NothingIn(parse, IssuerFinding.None);
        if (parse.Outcome == Outcome.Fail)
            return new("headline.unreadable", IssuerFinding.None, parse, []);
        if (parse.Outcome != Outcome.Pass)
            return new("headline.undecided", IssuerFinding.None, parse, []);
        if (
            Array.Find(
                (Check?[])[Whole(checks, CheckNames.Proof), Whole(checks, CheckNames.Holder)],
                check => check?.Outcome == Outcome.Fail
            ) is
            { } wrong
        )
            return new("headline.shown-wrongly", IssuerFinding.None, wrong, Several(credentials));

        var shown = ShownBy(checks, isAsked);
        if (credentials.Count == 0)
            return new(HeadlineTexts.NothingShown, IssuerFinding.None, null, [shown]);

        // Who shows it is said beside what is shown; the weakest credential speaks for all.
        var worst = credentials.MinBy(credential => HeadlineTexts.Rank(credential.Headline.Code))!.Headline;
        return new(
            worst.Code,
            worst.Issuer,
            worst.Reason,
            [shown, .. credentials.Count == 1 ? worst.Lines : Several(credentials)],
            worst.Arguments
        );
    }

    // If nobody looked into it, nobody knows whether it holds a badge.
    static Headline NothingIn(Check parse, IssuerFinding issuer) =>
        new(parse.Code is "parse.too-long" or "parse.too-many" ? HeadlineTexts.NotRead : HeadlineTexts.Nothing, issuer, parse, []);

    static HeadlineLine[] Several(IReadOnlyList<VerificationReport> credentials) =>
        credentials.Count > 1 ? [new("headline.of-several", $"{credentials.Count}")] : [];

    static HeadlineLine ShownBy(IReadOnlyList<Check> checks, bool isAsked)
    {
        var (proof, holder) = (Whole(checks, CheckNames.Proof)!, Whole(checks, CheckNames.Holder)!);
        if (proof.Code == "proof.nobody-shows")
            return new("headline.shown-by-nobody");
        if (proof.Outcome != Outcome.Pass || holder.Outcome is Outcome.NotDeterminable)
            return new("headline.shown-undecided");
        if (!isAsked)
            return new("headline.shown-unasked");

        return holder.Outcome == Outcome.Pass
            ? new("headline.shown-by", Harmless.Name(holder.Arguments[0]) ?? "")
            : new("headline.shown-nameless");
    }

    // Each failed check, as the headline that it would give alone.
    static IEnumerable<Headline> Failures(IReadOnlyList<Check> checks, IssuerFinding issuer)
    {
        foreach (var check in checks.Where(check => check is { Outcome: Outcome.Fail, Item: 0 }))
        {
            var (code, saysAll) = (check.Name, check.Code) switch
            {
                (CheckNames.Parse, _) => ("headline.unreadable", false),
                (CheckNames.Proof, "proof.signature") => ("headline.changed", true),
                (CheckNames.Proof, "proof.missing") => ("headline.not-signed", true),
                (CheckNames.Proof, _) => ("headline.signature", false),
                (CheckNames.Issuer, _) => ("headline.not-the-issuer", false),
                (CheckNames.IssuerKey, "issuer.key-revoked") => ("headline.key-stolen", false),
                (CheckNames.IssuerKey, _) => ("headline.key", false),
                (CheckNames.Recipient, _) => ("headline.recipient", true),
                (CheckNames.Status, "status.revoked") => ("headline.revoked", true),
                (CheckNames.Status, "status.revoked-because") => ("headline.revoked", false),
                (CheckNames.Status, "status.suspended") => ("headline.suspended", true),
                (CheckNames.Validity, "validity.expired") => ("headline.expired", true),
                (CheckNames.Validity, "validity.not-yet") => ("headline.not-yet", true),
                _ => ("headline.unsound", false),
            };
            yield return new(
                code,
                issuer,
                saysAll ? null : check,
                [],
                code is "headline.expired" or "headline.not-yet" ? [DateOf(check)] : []
            );
        }
    }

    // If it was changed, or signed by nobody who counts, neither names nor dates are worth repeating.
    static bool NothingCounts(Headline failure) =>
        failure.Code
            is "headline.unreadable"
                or "headline.changed"
                or "headline.not-signed"
                or "headline.signature"
                or "headline.not-the-issuer"
                or "headline.key"
                or "headline.key-stolen";

    static IEnumerable<HeadlineLine> BeneathFailure(IssuerFinding issuer) =>
        issuer.Standing == IssuerStanding.Unproven ? [new("headline.by-nobody-proven")] : Who(issuer);

    static Headline? Undecided(IReadOnlyList<Check> checks, IssuerFinding issuer)
    {
        var open = checks
            .Where(check => check is { Outcome: Outcome.NotDeterminable, Counts: true, Item: 0 } && check.Name != CheckNames.Trust)
            .ToList();
        if (open.Find(check => check.Name == CheckNames.Parse) is { } parse)
            return new("headline.undecided", issuer, parse, []);
        if (issuer.Standing == IssuerStanding.Unproven)
            return open.Find(check => check.Code == "issuer.key-compromised") is { } doubt
                ? new("headline.key-in-doubt", issuer, doubt, [])
                : new(
                    "headline.unproven",
                    issuer,
                    open.Find(check => check.Name is CheckNames.Proof or CheckNames.IssuerKey or CheckNames.Issuer),
                    []
                );
        // If anybody may have signed it, other open questions matter less than that.
        if (issuer.Standing == IssuerStanding.Unknown)
            return new("headline.unknown", issuer, open.Find(check => check.Name != CheckNames.Status), []);

        return open.Find(check => check.Name != CheckNames.Status) is { } other ? new("headline.undecided", issuer, other, [])
            : open.Find(check => check.Name == CheckNames.Status) is { } status ? new("headline.status-unknown", issuer, status, [])
            : null;
    }

    static Headline Good(IReadOnlyList<Check> checks, IssuerFinding issuer) =>
        (issuer.Standing, IsClear(checks)) switch
        {
            (IssuerStanding.Own, true) => new(Headline.Own, issuer, null, []),
            (IssuerStanding.Own, false) => new("headline.own-unchecked", issuer, null, []),
            (IssuerStanding.Listed, true) => new(Headline.Listed, issuer, null, [], issuer.Name!),
            (IssuerStanding.Listed, false) => new("headline.listed-unchecked", issuer, null, [], issuer.Name!),
            _ => new("headline.domain", issuer, null, [], issuer.Name!),
        };

    static IEnumerable<HeadlineLine> Who(IssuerFinding issuer)
    {
        var isKnown = issuer.Standing is IssuerStanding.Own or IssuerStanding.Listed;
        if (issuer.ClaimedName is { } claimed && !isKnown)
            yield return new("headline.claims", claimed);
        switch (issuer.Standing)
        {
            case IssuerStanding.Own:
                yield return new("headline.by-own", issuer.Name!);
                break;
            case IssuerStanding.Listed when issuer.Source is { } source:
                yield return new("headline.by-listed-in", issuer.Name!, source);
                break;
            case IssuerStanding.Listed:
                yield return new("headline.by-listed", issuer.Name!);
                break;
            case IssuerStanding.Domain:
                yield return new("headline.by-domain", issuer.Name!);
                break;
            case IssuerStanding.Unknown:
                yield return new("headline.by-unknown");
                break;
        }

        if (isKnown && issuer.ClaimedName is { } other && !string.Equals(other, issuer.Name, StringComparison.OrdinalIgnoreCase))
            yield return new("headline.claims-other", other);
    }

    static IEnumerable<HeadlineLine> Status(IReadOnlyList<Check> checks, IssuerFinding issuer)
    {
        var isKnown = issuer.Standing is IssuerStanding.Own or IssuerStanding.Listed;
        yield return IsClear(checks)
            ? new(isKnown ? "headline.not-taken-back" : "headline.says-not-taken-back")
            : new(Whole(checks, CheckNames.Status)?.Outcome == Outcome.NotDeterminable ? "headline.status-open" : "headline.no-status");
    }

    // Messages, or a list of suspensions, do not say that nothing was revoked. Lists without a purpose list revocations.
    static bool IsClear(IReadOnlyList<Check> checks) =>
        Whole(checks, CheckNames.Status)?.Outcome == Outcome.Pass
        && checks.Any(check =>
            check is { Name: CheckNames.Status, Code: "status.clear", Arguments: [] or [Credentials.Status.StatusListEntry.Revocation, ..] }
        );

    static IEnumerable<HeadlineLine> Dates(IReadOnlyList<Check> checks, IssuerFinding issuer)
    {
        var isKnown = issuer.Standing is IssuerStanding.Own or IssuerStanding.Listed;
        if (issuer.Standing != IssuerStanding.Unproven && Whole(checks, CheckNames.Validity) is { Outcome: Outcome.Pass } validity)
            yield return validity.Code == "validity.current"
                ? new(isKnown ? "headline.until" : "headline.says-until", DateOf(validity))
                : new(isKnown ? "headline.no-end" : "headline.says-no-end");
    }

    // As written: the day is the issuer's, whatever day it is elsewhere.
    static string DateOf(Check validity) =>
        validity.Date is { } date && date.Offset != TimeSpan.Zero
            ? date.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
            : validity.Arguments[0];

    static Check? Whole(IReadOnlyList<Check> checks, string name) => checks.FirstOrDefault(check => check.Name == name && check.Item == 0);

    static Headline WithLines(Headline headline, IReadOnlyList<HeadlineLine> lines) =>
        new(headline.Code, headline.Issuer, headline.Reason, lines, headline.Arguments);
}
