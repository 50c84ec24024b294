namespace Cairn.Foundation;

/// <summary>
/// The one way from an instant to a day, and back. A day is always somewhere's: the district's for what was granted here, that of the
/// offset which the issuer wrote for what comes from elsewhere. A test holds that no other file makes a day by itself.
/// </summary>
internal static class Days
{
    /// <summary>A district's zone by its IANA name; UTC when the system does not know it.</summary>
    public static TimeZoneInfo ZoneOf(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>The same instant as the clocks of the zone show it.</summary>
    public static DateTimeOffset In(this DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone);

    /// <summary>The day that it is in the zone.</summary>
    public static DateOnly DayIn(this DateTimeOffset instant, TimeZoneInfo zone) => instant.In(zone).DayAsWritten();

    /// <summary>The day in the offset that the instant carries: the one that whoever wrote it saw on the wall.</summary>
    public static DateOnly DayAsWritten(this DateTimeOffset instant) => DateOnly.FromDateTime(instant.DateTime);

    /// <summary>When the day begins in the zone.</summary>
    public static DateTimeOffset StartIn(this DateOnly day, TimeZoneInfo zone) => At(day.ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>
    /// So many months later by the calendar and the clocks of the zone: an evening stays an evening of the day of that number.
    /// </summary>
    public static DateTimeOffset AddMonths(this DateTimeOffset instant, int months, TimeZoneInfo zone) =>
        At(instant.In(zone).DateTime.AddMonths(months), zone);

    private static DateTimeOffset At(DateTime local, TimeZoneInfo zone)
    {
        // What the clocks skip in spring is the first time after it.
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
