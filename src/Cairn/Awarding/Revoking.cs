using Cairn.Audit;
using Cairn.Credentials.Status;
using Cairn.Issuing;

namespace Cairn.Awarding;

/// <summary>
/// Takes an award back: the revocation, the status list's next revision and the audit event in one transaction. The award and its
/// credential stay.
/// </summary>
internal static class Revoking
{
    /// <summary>Not found when the actor may not see such an award.</summary>
    public static Task<Outcome<Revocation>> RevokeAsync(this Visit visit, Id<Award> id, RevocationAsked asked) =>
        visit.Db.OnceAsync<Outcome<Revocation>>(async () =>
        {
            var (actor, db, now, stop) = visit;
            if (await visit.Awards().FirstOrDefaultAsync(a => a.Id == id, stop) is not { } award)
                return Refusal.NotFound;
            var existing = await db.Revocations.FirstOrDefaultAsync(r => r.AwardId == id, stop);
            var learner = await db.People.SingleAsync(p => p.Id == award.LearnerId, stop);
            var isGuardian = await db.IsGuardianAsync(actor, award.LearnerId, stop);
            var outcome = award.Revoke(actor, isGuardian, existing, learner, asked, now);
            if (!outcome.Succeeds(out var revocation, out _) || revocation == existing)
                return outcome;

            db.Revocations.Add(revocation);
            (await db.Enrollments.SingleAsync(e => e.Id == award.EnrollmentId, stop)).TakeBack();
            var issue = await db.CredentialIssues.AsNoTracking().SingleAsync(i => i.AwardId == id, stop);
            var place = (await db.PlaceOfAsync(issue.CredentialId, StatusListEntry.Revocation, stop))!;
            await db.SetStatusAsync(place, true, actor.PersonId, now, stop);
            db.Audit(actor, "award.revoked", award.Id, now, asked.Reason.ToString());
            await db.SaveChangesAsync(stop);
            return outcome;
        });
}
