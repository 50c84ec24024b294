using Cairn.Assessing;
using Cairn.Audit;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Status;
using Cairn.Foundation.Jobs;
using Cairn.Issuing;

namespace Cairn.Awarding;

/// <summary>
/// The grantor's decision and all that follows from it, in one transaction: decision, award, request to issue, job, audit event and the
/// enrollment's state. Asked twice, even at the same instant, the first decision stands and is returned.
/// </summary>
internal sealed class Granting(Issuers issuers, CairnOptions options, JobBell bell)
{
    /// <summary>Not found when there is no such review, or the actor does not grant there.</summary>
    public async Task<Outcome<Decision>> DecideAsync(Visit visit, DecisionAsked asked)
    {
        var outcome = await visit.Db.OnceAsync(() => TakeAsync(visit, asked));
        FaultPoint.Pass("after-grant");
        if (outcome.Refusal is null && asked.Outcome is DecisionOutcome.Granted)
            bell.Ring();
        return outcome;
    }

    private async Task<Outcome<Decision>> TakeAsync(Visit visit, DecisionAsked asked)
    {
        var (actor, db, now, stop) = visit;
        var found = await (
            from review in db.Reviews
            where review.Id == asked.ReviewId
            join submission in db.Submissions on review.SubmissionId equals submission.Id
            join enrollment in db.Enrollments on submission.EnrollmentId equals enrollment.Id
            join version in db.Versions on submission.VersionId equals version.Id
            join organization in db.Organizations on version.OrganizationId equals organization.Id
            join learner in db.People on enrollment.LearnerId equals learner.Id
            join district in db.Districts on enrollment.DistrictId equals district.Id
            select new
            {
                review,
                submission,
                enrollment,
                version.Blueprint,
                organization,
                learner,
                district.TimeZone,
            }
        ).FirstOrDefaultAsync(stop);
        if (found is null || !actor.Has(SchoolRole.Grantor, found.submission.OrganizationId))
            return Refusal.NotFound;

        var standing = (await db.StandingAsync(actor, found.submission.Id, stop))!;
        if (!Decision.Take(found.review, standing, asked.Outcome, asked.Note, now).Succeeds(out var decision, out var refusal))
            return refusal;
        if (await db.Decisions.FirstOrDefaultAsync(d => d.SubmissionId == found.submission.Id, stop) is { } first)
            return first.Outcome == asked.Outcome ? first : Refusal.Conflict("assessing.already-decided");

        db.Decisions.Add(decision);
        db.LeaveQueue(found.enrollment);
        if (asked.Outcome is DecisionOutcome.NewAttempt)
        {
            found.enrollment.Reopen();
            db.Audit(actor, "decision.new-attempt", decision.Id, now);
        }
        else
        {
            found.enrollment.Complete();
            var award = new Award(found.enrollment, found.submission, decision, now);
            db.Awards.Add(award);
            var key = await issuers.KeyOfAsync(found.organization, IssuerKind.Awards, KeyAlgorithm.Ed25519, now, stop);
            var place = await db.DrawPlaceAsync(key, key.Did, StatusListEntry.Revocation, options.LocalOrigin, now, stop);
            var zone = Days.ZoneOf(found.TimeZone);
            var validUntil = found.Blueprint.ValidForMonths is { } months
                ? now.AddMonths(months, zone).ToUniversalTime()
                : (DateTimeOffset?)null;
            var facts = CredentialFactsOf.Grant(
                options.LocalOrigin,
                found.organization,
                found.learner,
                found.Blueprint,
                found.submission,
                found.review,
                now
            ) with
            {
                // Whoever designed a micro-credential issues it, wherever it is offered and whoever learns; so its creator may award it.
                Creator = IssuingProfile.Of(found.organization, key),
                Offsets = WrittenOffsets.In(zone, now, validUntil),
                Judging = found.review.RelationBeside(actor),
            };
            var issue = new CredentialIssue(award, key, place, facts, now, validUntil, now);
            db.CredentialIssues.Add(issue);
            db.StatusPlaces.Add(place.TakenBy(issue.CredentialId, now));
            db.Jobs.Add(Job.Of(issue.DistrictId, new SigningOrder(issue.Id), now));
            db.Audit(actor, "award.granted", award.Id, now, facts.Judging?.ToString());
        }
        FaultPoint.Pass("before-grant");
        await db.SaveChangesAsync(stop);
        return decision;
    }
}
