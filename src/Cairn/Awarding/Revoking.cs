using Cairn.Assessing;
using Cairn.Audit;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Awarding;

/// <summary>
/// Takes an award back: the revocation, the status list's next revision and the audit event in one transaction. The award and its
/// credential stay.
/// </summary>
internal static class Revoking
{
    /// <summary>Null when there is no such award.</summary>
    public static Task<Result<Revocation>?> RevokeAsync(
        this CairnDb db,
        Actor actor,
        Id<Award> id,
        RevocationReason reason,
        string? note,
        Telling telling,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync<Result<Revocation>?>(async () =>
        {
            var award = await db.Awards.FirstOrDefaultAsync(a => a.Id == id, stop);
            if (award is null)
                return null;
            var existing = await db.Revocations.FirstOrDefaultAsync(r => r.AwardId == id, stop);
            var learner = await db.People.SingleAsync(p => p.Id == award.LearnerId, stop);
            var result = award.Revoke(
                actor,
                await db.IsGuardianAsync(actor, award.LearnerId, stop),
                existing,
                learner,
                reason,
                note,
                telling,
                now
            );
            if (!result.Succeeds(out var revocation, out _) || revocation == existing)
                return result;

            db.Revocations.Add(revocation);
            (await db.Enrollments.SingleAsync(e => e.Id == award.EnrollmentId, stop)).TakeBack();
            var list = await db.StatusLists.SingleAsync(l => db.CredentialIssues.Any(i => i.AwardId == id && i.StatusListId == l.Id), stop);
            list.Change();
            db.Audit(actor, "award.revoked", award.Id, now, reason.ToString());
            await db.SaveChangesAsync(stop);
            return result;
        });
}
