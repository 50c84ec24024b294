using Cairn.Assessing;
using Cairn.Audit;
using Cairn.Foundation;
using Cairn.Foundation.Jobs;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Awarding;

/// <summary>
/// The grantor's word and all that follows from it, in one transaction: decision, award, request to issue, job, audit event and the
/// enrollment's state. Asked twice, also at the same instant, the first word stands and is given back.
/// </summary>
internal sealed class Granting(CairnDb db, Issuers issuers, CairnOptions options, TimeProvider clock, JobBell bell)
{
    /// <summary>Null when there is no such review.</summary>
    public async Task<Result<Decision>?> DecideAsync(
        Actor actor,
        Id<Review> review,
        DecisionOutcome outcome,
        string? note,
        CancellationToken stop
    )
    {
        var result = await db.OnceAsync(() => TakeAsync(actor, review, outcome, note, stop));
        FaultPoint.Pass("after-grant");
        if (result is { Refusal: null } && outcome is DecisionOutcome.Granted)
            bell.Ring();
        return result;
    }

    private async Task<Result<Decision>?> TakeAsync(
        Actor actor,
        Id<Review> id,
        DecisionOutcome outcome,
        string? note,
        CancellationToken stop
    )
    {
        var found = await (
            from review in db.Reviews
            where review.Id == id
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
        if (found is null)
            return null;

        var now = clock.Now();
        var standing = (await db.StandingAsync(actor, found.submission.Id, stop))!;
        if (!Decision.Take(found.review, standing, outcome, note, now).Succeeds(out var decision, out var refusal))
            return (Result<Decision>)refusal;
        if (await db.Decisions.FirstOrDefaultAsync(d => d.SubmissionId == found.submission.Id, stop) is { } first)
            return first.Outcome == outcome ? (Result<Decision>)first : Refusal.Conflict("assessing.already-decided");

        db.Decisions.Add(decision);
        if (outcome is DecisionOutcome.NewAttempt)
        {
            found.enrollment.Reopen();
            db.Audit(actor, "decision.new-attempt", decision.Id, now);
        }
        else
        {
            found.enrollment.Complete();
            var award = new Award(found.enrollment, found.submission, decision, now);
            db.Awards.Add(award);
            var key = await issuers.KeyOfAsync(found.organization, now, stop);
            var (list, index) = await issuers.PlaceOnListAsync(key, now, stop);
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
                // Who designed a micro-credential is who issues it, wherever it is offered and whoever learns; so its creator may award it.
                Creator = IssuingProfile.Of(found.organization, key),
                Offsets = WrittenOffsets.In(zone, now, validUntil),
                Judging = found.review.RelationBeside(actor),
            };
            var issue = new CredentialIssue(award, key, list, index, facts, now, validUntil, now);
            db.CredentialIssues.Add(issue);
            db.Jobs.Add(new Job(issue.DistrictId, SignCredential.JobKind, issue.Id.Value, now));
            db.Audit(actor, "award.granted", award.Id, now, facts.Judging?.ToString());
        }
        FaultPoint.Pass("before-grant");
        await db.SaveChangesAsync(stop);
        return (Result<Decision>)decision;
    }
}
