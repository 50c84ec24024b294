using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Cairn.Foundation.Storage;

/// <summary>Instants are UTC with microseconds everywhere: PostgreSQL's precision, and an integer on SQLite so that they compare.</summary>
internal static class Instants
{
    /// <summary>The current instant, truncated to microseconds.</summary>
    public static DateTimeOffset Now(this TimeProvider clock) => Cut(clock.GetUtcNow());

    public static DateTimeOffset Cut(DateTimeOffset instant)
    {
        var utc = instant.UtcTicks;
        return new DateTimeOffset(utc - utc % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
    }

    /// <summary>As SQLite keeps it: microseconds since 1970.</summary>
    public static long UnixMicroseconds(this DateTimeOffset instant) =>
        (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Truncated to seconds: how credentials and proofs write their dates.</summary>
    public static DateTimeOffset WholeSecond(DateTimeOffset instant)
    {
        var utc = instant.UtcTicks;
        return new DateTimeOffset(utc - utc % TimeSpan.TicksPerSecond, TimeSpan.Zero);
    }
}

/// <summary>SQLite: microseconds since 1970 as an integer.</summary>
internal sealed class InstantAsMicroseconds()
    : ValueConverter<DateTimeOffset, long>(
        instant => instant.UnixMicroseconds(),
        micros => new DateTimeOffset(DateTimeOffset.UnixEpoch.Ticks + micros * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero)
    );

/// <summary>PostgreSQL: <c>timestamptz</c>, in UTC.</summary>
internal sealed class InstantAsUtc()
    : ValueConverter<DateTimeOffset, DateTimeOffset>(instant => Instants.Cut(instant), instant => instant.ToUniversalTime());
