using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Assessing;

/// <param name="Learner">A name in the classroom tier; in the certified tier a label that says nothing.</param>
internal sealed record WaitingItem(
    Id<Submission> Id,
    string Title,
    AssessmentTier Tier,
    int Attempt,
    DateTimeOffset SubmittedAt,
    string Learner
)
{
    [JsonIgnore]
    public Id<Enrollment> EnrollmentId { get; init; }
}

/// <summary>
/// Work that waits for an assessor: read in order from the head of the queue, as fast for a hundred thousand as for a hundred.
/// </summary>
internal static class JudgingQueue
{
    public const int PageSize = 50;

    /// <summary>What <see cref="Standing"/> lets the actor judge, oldest first.</summary>
    public static async Task<PageOf<WaitingItem>> WaitingAsync(this Visit visit, Id<Submission>? after)
    {
        var (actor, db, now, stop) = visit;
        var ofPupils = new Judging(actor, now - Review.Patience, AssessmentTier.Classroom, default, []);
        List<WaitingItem> items = [];
        foreach (var (tier, at, except) in await db.TakesAsync(actor, stop))
        {
            var asked = ofPupils with { Tier = tier, At = at ?? default, Except = except };
            var office =
                at is not null ? AtOneSchool
                : except.Count > 0 ? AtAllButSome
                : Everywhere;
            items.AddRange(await office.PageAsync(db, asked, after, stop));
        }
        if (actor.IsTeacher)
            items = [.. items.UnionBy(await OfPupils.PageAsync(db, ofPupils, after, stop), item => item.Id)];
        return PageOf<WaitingItem>.Cut(
            PageSize,
            [
                .. items
                    .OrderBy(item => item.Id)
                    .Select(item => item with { Learner = Blind.LabelFor(item.Tier, item.EnrollmentId, item.Learner.Trim()) }),
            ]
        );
    }

    /// <param name="Abandoned">A review that nobody has touched since then holds no work.</param>
    private sealed record Judging(
        Actor Actor,
        DateTimeOffset Abandoned,
        AssessmentTier Tier,
        Id<Organization> At,
        IReadOnlyList<Id<Organization>> Except
    );

    // One school's queue has its own order; "any of several" has none, so each school is queried.
    private static readonly Queue AtOneSchool = Office((waiting, asked) => waiting.Where(e => e.OrganizationId == asked.At)),
        AtAllButSome = Office((waiting, asked) => waiting.Where(e => !asked.Except.Contains(e.OrganizationId)), isKept: false),
        Everywhere = Office((waiting, _) => waiting);

    // Their own pupils' work in the classroom tier, wherever they are assessors. A separate query: "or" would read the whole queue.
    private static readonly Queue OfPupils = new(
        (db, waiting, asked) =>
        {
            var taught = db.TaughtBy(asked.Actor).Select(m => m.PersonId);
            return db.MayJudge(waiting.Where(e => taught.Contains(e.LearnerId) && e.Tier == asked.Tier), asked);
        }
    );

    private static Queue Office(Func<IQueryable<Enrollment>, Judging, IQueryable<Enrollment>> at, bool isKept = true) =>
        new(
            (db, waiting, asked) =>
                db.MayJudge(at(waiting.Where(e => e.Tier == asked.Tier), asked).OrderBy(e => e.WaitingSubmissionId), asked)
                    .Take(PageSize + 1),
            isKept
        );

    /// <summary>The first page, which everybody asks for, is analysed once; with a place to begin PostgreSQL would sort it.</summary>
    /// <param name="isKept">False where PostgreSQL would sort all that waits, given the list as a parameter of a query analysed before.</param>
    private sealed class Queue(Func<CairnDb, IQueryable<Enrollment>, Judging, IQueryable<WaitingItem>> of, bool isKept = true)
    {
        private readonly KeptQuery<Judging, WaitingItem> _first = new((db, asked) => of(db, Waiting(db), asked));

        public Task<List<WaitingItem>> PageAsync(CairnDb db, Judging asked, Id<Submission>? after, CancellationToken stop) =>
            after is { } last ? of(db, Waiting(db).Where(e => e.WaitingSubmissionId!.Value.CompareTo(last) > 0), asked).ToListAsync(stop)
            : isKept ? _first.ToListAsync(db, asked, stop)
            : of(db, Waiting(db), asked).ToListAsync(stop);

        private static IQueryable<Enrollment> Waiting(CairnDb db) =>
            db.Enrollments.AsNoTracking().Where(e => e.WaitingSubmissionId != null);
    }

    /// <summary>
    /// As an assessor, for which tier at which school (null: at all but some). Certified work is not for anybody who could see on another
    /// page whose it is: where they also grant, lead or operate, its queue is not read at all, or they would read everything to find
    /// nothing.
    /// </summary>
    private static async Task<List<(AssessmentTier Tier, Id<Organization>? At, List<Id<Organization>> Except)>> TakesAsync(
        this CairnDb db,
        Actor actor,
        CancellationToken stop
    )
    {
        if (!actor.Has(SchoolRole.Assessor))
            return [];

        var (everywhere, organizations) = (actor.HasEverywhere(SchoolRole.Assessor), actor.Where(SchoolRole.Assessor).ToList());
        var offices = await Offices.ToListAsync(db, actor, stop);
        List<Id<Organization>> seen = offices.ConvertAll(office => office.Id);
        var ofDistrict = offices.Exists(office => office.Kind is OrganizationKind.District);
        return
        [
            .. In(AssessmentTier.Classroom, everywhere, organizations, []),
            .. ofDistrict ? [] : In(AssessmentTier.Certified, everywhere, [.. organizations.Except(seen)], seen),
        ];

        static IEnumerable<(AssessmentTier, Id<Organization>?, List<Id<Organization>>)> In(
            AssessmentTier tier,
            bool everywhere,
            List<Id<Organization>> at,
            List<Id<Organization>> except
        ) => everywhere ? [(tier, null, except)] : at.Select(school => (tier, (Id<Organization>?)school, except));
    }

    private static readonly KeptQuery<Actor, HeldOffice> Offices = new(
        (db, actor) =>
            (
                from office in db.OfficesOf(actor)
                join at in db.Organizations on office.OrganizationId equals at.Id
                select new HeldOffice(at.Id, at.Kind)
            ).Distinct()
    );

    private sealed record HeldOffice(Id<Organization> Id, OrganizationKind Kind);

    /// <summary>
    /// Those of them that the actor's standing lets them judge and that nobody holds. Uses a count instead of "any": PostgreSQL would
    /// gather all rows of a kind, to look up each of these few.
    /// </summary>
    private static IQueryable<WaitingItem> MayJudge(this CairnDb db, IQueryable<Enrollment> waiting, Judging asked)
    {
        var actor = asked.Actor;
        var (ofChildren, asTeacher, ofPupils) = (
            db.SubmissionsOfChildren(actor),
            db.SubmissionsTaughtBy(actor),
            db.SubmissionsOfPupils(actor)
        );
        var (withAHand, seen) = (db.SubmissionsWithAHandOf(actor), db.SubmissionsSeenBy(actor));
        return from enrollment in waiting
            join submission in db.Submissions on enrollment.WaitingSubmissionId equals (Id<Submission>?)submission.Id
            join version in db.Versions on submission.VersionId equals version.Id
            where
                !actor.Selves.Contains(submission.LearnerId) && (actor.AccountId == null || submission.LearnerAccountId != actor.AccountId)
            where !ofChildren.Any(s => s.Id == submission.Id)
            where
                (
                    version.Tier == AssessmentTier.Classroom
                    && (actor.HoldsAlone(SchoolRole.Grantor) || asTeacher.Any(s => s.Id == submission.Id))
                )
                || withAHand.Count(s => s.Id == submission.Id) == 0
            where
                version.Tier == AssessmentTier.Classroom
                || ofPupils.Count(s => s.Id == submission.Id) + seen.Count(s => s.Id == submission.Id) == 0
            where
                !db.Reviews.Any(r =>
                    r.SubmissionId == submission.Id && r.Place != null && (r.AssessorId == actor.PersonId || r.TouchedAt >= asked.Abandoned)
                )
            join learner in db.People on submission.LearnerId equals learner.Id
            select new WaitingItem(
                submission.Id,
                version.Title,
                version.Tier,
                submission.Attempt,
                submission.SubmittedAt,
                learner.GivenName + " " + learner.FamilyName
            )
            {
                EnrollmentId = enrollment.Id,
            };
    }

    /// <summary>
    /// Reviews that the actor has begun, oldest first. Work that they may no longer judge stays, to be given back, without the name.
    /// </summary>
    public static async Task<PageOf<BegunItem>> BegunAsync(this Visit visit, Id<Review>? after)
    {
        var (actor, db, _, stop) = visit;
        var reviews = db.Reviews.AsNoTracking();
        if (after is { } last)
            reviews = reviews.Where(r => r.Id.CompareTo(last) > 0);
        var rows = await (
            from review in reviews
            where review.AssessorId == actor.PersonId && review.CompletedAt == null && review.Place != null
            join submission in db.Submissions on review.SubmissionId equals submission.Id
            join version in db.Versions on submission.VersionId equals version.Id
            join learner in db.People on submission.LearnerId equals learner.Id
            orderby review.Id
            select new
            {
                review.Id,
                SubmissionId = submission.Id,
                version.Title,
                version.Tier,
                submission.EnrollmentId,
                review.TouchedAt,
                learner.GivenName,
                learner.FamilyName,
            }
        )
            .Take(PageSize + 1)
            .ToListAsync(stop);
        if (rows.Count == 0)
            return new([], false);

        var standings = await db.StandingsAsync(actor, rows.ConvertAll(row => row.SubmissionId), stop);
        var theirs = standings.Where(standing => standing.RefusesJudging() is null).Select(standing => standing.SubmissionId).ToHashSet();
        return PageOf<BegunItem>.Cut(
            PageSize,
            rows.ConvertAll(row => new BegunItem(
                row.Id,
                row.SubmissionId,
                row.Title,
                Blind.LabelFor(
                    theirs.Contains(row.SubmissionId) ? row.Tier : AssessmentTier.Certified,
                    row.EnrollmentId,
                    $"{row.GivenName} {row.FamilyName}".Trim()
                ),
                row.TouchedAt
            ))
        );
    }
}

internal sealed record BegunItem(Id<Review> Id, Id<Submission> SubmissionId, string Title, string Learner, DateTimeOffset TouchedAt);
