namespace Cairn.Foundation;

/// <summary>
/// The one way from an instant to a day, and back. A day always belongs to a place: the district's for what was granted here, the one at
/// the issuer's written offset for what comes from elsewhere. A test makes sure that no other file makes a day by itself.
/// </summary>
internal static class Days
{
    /// <summary>A district's zone by its IANA name; UTC if the system does not know it.</summary>
    public static TimeZoneInfo ZoneOf(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>The same instant as the clocks of the zone show it.</summary>
    public static DateTimeOffset In(this DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone);

    /// <summary>The day in the zone.</summary>
    public static DateOnly DayIn(this DateTimeOffset instant, TimeZoneInfo zone) => instant.In(zone).DayAsWritten();

    /// <summary>The day at the instant's own offset: the one that its writer saw on the wall.</summary>
    public static DateOnly DayAsWritten(this DateTimeOffset instant) => DateOnly.FromDateTime(instant.DateTime);

    /// <summary>When the day begins in the zone.</summary>
    public static DateTimeOffset StartIn(this DateOnly day, TimeZoneInfo zone) => At(day.ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>
    /// So many months later by the zone's calendar and clocks: an evening stays an evening on the day with the same number.
    /// </summary>
    public static DateTimeOffset AddMonths(this DateTimeOffset instant, int months, TimeZoneInfo zone) =>
        At(instant.In(zone).DateTime.AddMonths(months), zone);

    private static DateTimeOffset At(DateTime local, TimeZoneInfo zone)
    {
        // A time that the clocks skip in spring becomes the first time after it.
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
