using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Workspace;

/// <summary>One line of a learner's work: what it is, its state, what comes next.</summary>
/// <param name="Stands">Its state as the learner sees it.</param> <param name="Next">The part to continue with; null: there is nothing to
/// do now.</param>
/// <param name="CameBack">There is feedback, and nothing was changed since it came: reading it is what comes next.</param>
/// <param name="Missing">How many things are missing before it can be submitted.</param>
/// <param name="Done">How many of <paramref name="Total"/> answers and pieces of evidence are there.</param>
internal sealed record MyEnrollment(
    Id<Enrollment> Id,
    Id<MicroCredential> MicroCredentialId,
    string Title,
    WorkStands Stands,
    Part? Next,
    bool CameBack,
    int Missing,
    int Done,
    int Total,
    DateOnly? TargetDate,
    DateTimeOffset SavedAt
)
{
    public string Url =>
        CameBack ? $"{EarningUrls.Of(Id)}#feedback"
        : Next is { } part and not Part.Plan ? EarningUrls.OfPart(Id, part)
        : EarningUrls.Of(Id);
}

internal enum WorkStands
{
    Working,
    Again,
    Waiting,
    Earned,
    Withdrawn,
    Revoked,
}

internal static class MyEnrollments
{
    private const int PageSize = 50;

    /// <summary>
    /// The actor's own enrollments, newest first: those that were set aside, or the others. Three queries for any number of them, and
    /// occasionally one for blueprints and one for what came back.
    /// </summary>
    public static async Task<PageOf<MyEnrollment>> MyEnrollmentsAsync(
        this Visit visit,
        Id<Enrollment>? after = null,
        int size = PageSize,
        bool aside = false
    )
    {
        var (actor, db, _, stop) = visit;
        var rows =
            aside ? await Listed(SetAside(db, actor), after).Take(size + 1).ToListAsync(stop)
            : after is not null ? await Listed(GoingOn(db, actor), after).Take(size + 1).ToListAsync(stop)
            : await Newest.ToListAsync(db, actor.PersonId, size + 1, stop);
        var ids = rows.Select(row => row.Id).ToList();
        var blueprints = await db.PublishedBlueprintsAsync(rows.Select(row => row.VersionId), stop);
        var answers = (await Answers.ToListAsync(db, ids, stop)).ToLookup(a => a.EnrollmentId);
        var artifacts = (await Artifacts.ToListAsync(db, ids, stop)).ToLookup(a => a.EnrollmentId);
        List<Id<Enrollment>> again = [.. rows.Where(row => Stands(row) is WorkStands.Again).Select(row => row.Id)];
        var decided =
            again.Count > 0 ? (await Decided.ToListAsync(db, again, stop)).ToLookup(one => one.EnrollmentId, one => one.At) : null;
        return PageOf<MyEnrollment>.Cut(
            size,
            rows.ConvertAll(row =>
                ItemOf(
                    row,
                    blueprints[row.VersionId],
                    [.. answers[row.Id]],
                    [.. artifacts[row.Id].Select(a => (a.Requirement, a.AddedAt))],
                    decided?[row.Id].Append(DateTimeOffset.MinValue).Max()
                )
            )
        );
    }

    /// <summary>Whether the actor has set anything aside.</summary>
    public static Task<bool> HasSetAsideAsync(this Visit visit) => SetAside(visit.Db, visit.Actor).AnyAsync(visit.Stop);

    private static IQueryable<Enrollment> GoingOn(CairnDb db, Actor actor) =>
        db.Enrollments.Where(one => one.LearnerId == actor.PersonId && one.State != EnrollmentState.Withdrawn);

    private static IQueryable<Enrollment> SetAside(CairnDb db, Actor actor) =>
        db.Enrollments.Where(one => one.LearnerId == actor.PersonId && one.State == EnrollmentState.Withdrawn);

    private static IQueryable<Enrollment> Listed(IQueryable<Enrollment> enrollments, Id<Enrollment>? after) =>
        (after is { } last ? enrollments.Where(one => one.Id < last) : enrollments).AsNoTracking().OrderByDescending(one => one.Id);

    private static readonly CompiledQuery<Id<Person>, int, Enrollment> Newest = new(
        (db, learner, take) =>
            db
                .Enrollments.AsNoTracking()
                .Where(enrollment => enrollment.LearnerId == learner && enrollment.State != EnrollmentState.Withdrawn)
                .OrderByDescending(enrollment => enrollment.Id)
                .Take(take)
    );

    private static readonly CompiledQuery<List<Id<Enrollment>>, Answer> Answers = new(
        (db, ids) => db.Answers.AsNoTracking().Where(a => ids.Contains(a.EnrollmentId))
    );

    private static readonly CompiledQuery<List<Id<Enrollment>>, Brought> Artifacts = new(
        (db, ids) =>
            db
                .Artifacts.Where(a => ids.Contains(a.EnrollmentId) && a.RemovedAt == null)
                .Select(a => new Brought(a.EnrollmentId, a.Requirement, a.AddedAt))
    );

    private sealed record Brought(Id<Enrollment> EnrollmentId, string Requirement, DateTimeOffset AddedAt);

    private static readonly CompiledQuery<List<Id<Enrollment>>, DecidedAt> Decided = new(
        (db, ids) =>
            from submission in db.Submissions
            where ids.Contains(submission.EnrollmentId)
            join decision in db.Decisions on submission.Id equals decision.SubmissionId
            select new DecidedAt(submission.EnrollmentId, decision.DecidedAt)
    );

    private sealed record DecidedAt(Id<Enrollment> EnrollmentId, DateTimeOffset At);

    private static MyEnrollment ItemOf(
        Enrollment enrollment,
        Blueprint blueprint,
        IReadOnlyList<Answer> answers,
        IReadOnlyList<(string Requirement, DateTimeOffset AddedAt)> artifacts,
        DateTimeOffset? decided
    )
    {
        var gaps = Completeness.Of(
            blueprint,
            answers.ToDictionary(a => a.Key, a => a.Text),
            artifacts.CountBy(a => a.Requirement).ToDictionary()
        );
        var total = blueprint.Overview.Count + blueprint.Reflection.Count + blueprint.Evidence.Where(e => e.Required).Sum(e => e.Minimum);
        var missing = gaps.Sum(gap => gap.Need - gap.Have);
        var saved = answers.Select(a => a.SavedAt).Concat(artifacts.Select(a => a.AddedAt)).Append(enrollment.StartedAt).Max();
        return new MyEnrollment(
            enrollment.Id,
            enrollment.MicroCredentialId,
            blueprint.Title,
            Stands(enrollment),
            enrollment.IsOpenForWork
                ? gaps is [var first, ..]
                    ? first.Part
                    : Part.Check
                : null,
            saved < decided,
            missing,
            total - missing,
            total,
            enrollment.TargetDate,
            saved
        );
    }

    public static WorkStands Stands(Enrollment enrollment) =>
        enrollment.State switch
        {
            EnrollmentState.Working => enrollment.Attempts > 0 ? WorkStands.Again : WorkStands.Working,
            EnrollmentState.Submitted => WorkStands.Waiting,
            EnrollmentState.Earned => WorkStands.Earned,
            EnrollmentState.Revoked => WorkStands.Revoked,
            _ => WorkStands.Withdrawn,
        };
}
