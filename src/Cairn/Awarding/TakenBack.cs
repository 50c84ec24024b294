using Cairn.Earning;

namespace Cairn.Awarding;

/// <summary>What may be told of an award that was taken back: the day, and what the school allows to be said.</summary>
/// <param name="On">The day in the district.</param>
/// <param name="Reason">A code whose sentence is <c>Told.{Reason}</c>; null: no reason is told, or it is in
/// <paramref name="Words"/>.</param>
/// <param name="Words">The school's own words.</param>
public sealed record TakenBack(DateOnly On, string? Reason, string? Words)
{
    /// <summary>To everybody.</summary>
    internal static TakenBack Of(Revocation revocation, TimeZoneInfo zone) =>
        new(
            revocation.RevokedAt.DayIn(zone),
            revocation.ToldReason is RevocationReason.Other ? null : Code(revocation.ToldReason),
            revocation.ToldWords
        );

    /// <summary>To the learner, who may be told more than others.</summary>
    internal static TakenBack ToLearner(Revocation revocation, TimeZoneInfo zone) =>
        revocation.TellsLearner ? Of(revocation, zone) with { Reason = Code(revocation.Reason) } : Of(revocation, zone);

    private static string? Code(RevocationReason? reason) => reason is { } one ? char.ToLowerInvariant($"{one}"[0]) + $"{one}"[1..] : null;
}

internal static class TakenBacks
{
    /// <summary>What everybody may be told of the award of a credential; null: it stands.</summary>
    public static async Task<TakenBack?> TakenBackAsync(this CairnDb db, Credential credential, CancellationToken stop) =>
        await db.Revocations.AsNoTracking().FirstOrDefaultAsync(revocation => revocation.AwardId == credential.AwardId, stop) is { } found
            ? TakenBack.Of(found, await db.ZoneAsync(stop))
            : null;

    /// <summary>What the learner may be told of the award that this work led to; null: none was taken back.</summary>
    public static async Task<TakenBack?> TakenBackAsync(this CairnDb db, Enrollment enrollment, CancellationToken stop)
    {
        var found = await db
            .Revocations.AsNoTracking()
            .FirstOrDefaultAsync(
                revocation =>
                    db.Awards.Where(award => award.EnrollmentId == enrollment.Id).Select(award => award.Id).Contains(revocation.AwardId),
                stop
            );
        return found is null ? null : TakenBack.ToLearner(found, await db.ZoneAsync(stop));
    }
}
