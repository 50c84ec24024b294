using Cairn.Audit;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Microsoft.EntityFrameworkCore;

namespace Cairn.SignIn.Tokens;

/// <summary>
/// Whether access tokens of learners, and of whoever is not known to be of age, work in a district: off until who runs all of it begins a
/// programme in which they use programs. Turned off, their tokens stop at once; turned on again, those that have not ended work again.
/// </summary>
internal static class LearnerTokens
{
    public static Task<bool> MinorsMayHaveTokensAsync(this CairnDb db, CancellationToken stop) =>
        db.Districts.AnyAsync(one => one.Id == db.Tenant.DistrictId && one.TokensForMinorsSince != null, stop);

    public static Task<District> OwnDistrictAsync(this CairnDb db, CancellationToken stop) =>
        db.Districts.SingleAsync(one => one.Id == db.Tenant.DistrictId, stop);

    /// <summary>Twice is once.</summary>
    public static async Task<Refusal?> LetMinorsHaveTokensAsync(
        this CairnDb db,
        bool allowed,
        Actor actor,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (!actor.HasEverywhere(SchoolRole.Operator))
            return Refusal.Forbidden("sign-in.whole-districts-operator");

        var district = await db.OwnDistrictAsync(stop);
        if (district.TokensForMinorsSince is not null == allowed)
            return null;

        district.TokensForMinorsSince = allowed ? now : null;
        db.Audit(actor, allowed ? "district.learner-tokens-on" : "district.learner-tokens-off", district.Id, now);
        await db.SaveChangesAsync(stop);
        return null;
    }
}
