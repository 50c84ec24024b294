namespace Cairn.Credentials.Verification;

/// <summary>
/// The instant lies within the credential's dates: validFrom and validUntil (VC Data Model 2.0, section 4.9), issuanceDate and
/// expirationDate (VC Data Model 1.1, sections 4.6 and 4.7).
/// </summary>
static class ValidityCheck
{
    const string Name = CheckNames.Validity;

    public static Check Run(JsonElement credential, VerificationSession session)
    {
        var (from, until, clause) =
            DataModelVersion.Of(credential) == DataModelVersion.V1
                ? ("issuanceDate", "expirationDate", "VC Data Model 1.1, 4.6 Issuance Date and 4.7 Expiration")
                : ("validFrom", "validUntil", "VC Data Model 2.0, 4.9 Validity Period");

        if (!credential.TryGetDate(from, out var start))
            return Check.Fail(Name, "validity.malformed", clause, from);
        if (!credential.TryGetDate(until, out var end))
            return Check.Fail(Name, "validity.malformed", clause, until);
        if (end < start)
            return Check.Fail(Name, "validity.reversed", clause, XmlDateTime.Format(start!.Value), XmlDateTime.Format(end.Value));

        return Of(start, end, clause, session.Instant);
    }

    /// <summary>The same for any two dates.</summary>
    public static Check Of(DateTimeOffset? start, DateTimeOffset? end, string clause, DateTimeOffset instant)
    {
        if (Clock.IsToCome(start, instant))
            return Check.Fail(Name, "validity.not-yet", clause, XmlDateTime.Format(start!.Value)) with { Date = start };
        if (Clock.IsOver(end, instant))
            return Check.Fail(Name, "validity.expired", clause, XmlDateTime.Format(end!.Value)) with { Date = end };

        return end is null
            ? Check.Pass(Name, "validity.unlimited", clause)
            : Check.Pass(Name, "validity.current", clause, XmlDateTime.Format(end.Value)) with
            {
                Date = end,
            };
    }
}
