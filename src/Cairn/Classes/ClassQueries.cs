using Cairn.Audit;
using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Classes;

/// <summary>The classes that somebody sees, and what the children in them work on.</summary>
internal static class ClassQueries
{
    /// <summary>
    /// The same, for reading what its children work on: a leader or an operator who does so without teaching it is recorded in the audit
    /// trail.
    /// </summary>
    public static async Task<Outcome<ReadClass>> ReadClassAsync(this Visit visit, Id<SchoolClass> id)
    {
        if (!(await visit.ClassAsync(id)).Succeeds(out var found, out var refusal))
            return refusal;
        var read = new ReadClass(found, await visit.Db.TeachesAsync(visit.Actor, id, visit.Stop));
        if (!read.Teaches)
            await visit.Db.NoteReadingAsync(visit.Actor, "class.read", id, visit.Now, visit.Stop);
        return read;
    }

    public static async Task<PageOf<LearnerLine>> LearnersAsync(this Visit visit, ReadClass read, Id<Person>? after)
    {
        var page = await visit.Db.LearnersIn(read.Class.Id).PageAsync(visit, after);
        var work = (await WorkOf.ToListAsync(visit.Db, [.. page.Items.Select(learner => learner.Id)], visit.Stop)).ToLookup(line =>
            line.Learner
        );
        return page.As(learner => LearnerLine.Of(learner, work[learner.Id], read.Teaches));
    }

    /// <summary>What these learners have begun, whatever the result; what they set aside comes last.</summary>
    private static readonly CompiledQuery<List<Id<Person>>, WorkLine> WorkOf = new(
        (db, learners) =>
            from enrollment in db.Enrollments.AsNoTracking()
            where learners.Contains(enrollment.LearnerId)
            join version in db.Versions on enrollment.VersionId equals version.Id
            orderby enrollment.State == EnrollmentState.Withdrawn, version.Title
            select new WorkLine(
                enrollment.LearnerId,
                enrollment.Id,
                enrollment.State,
                version.Title,
                version.Tier,
                enrollment.TargetDate,
                db.Submissions.Any(submission =>
                    submission.EnrollmentId == enrollment.Id
                    && submission.Attempt == enrollment.Attempts
                    && !db.Reviews.Any(review => review.SubmissionId == submission.Id && review.CompletedAt != null)
                )
            )
    );

    /// <summary>How many learners of the class wait for their teacher to look at their work.</summary>
    public static Task<int> WaitingInAsync(this Visit visit, Id<SchoolClass> id)
    {
        var db = visit.Db;
        return (
            from learner in db.LearnersIn(id)
            where
                db.Enrollments.Any(enrollment =>
                    enrollment.LearnerId == learner.Id
                    && enrollment.State == EnrollmentState.Submitted
                    && db.Versions.Any(version => version.Id == enrollment.VersionId && version.Tier == AssessmentTier.Classroom)
                    && db.Submissions.Any(submission =>
                        submission.EnrollmentId == enrollment.Id
                        && submission.Attempt == enrollment.Attempts
                        && !db.Reviews.Any(review => review.SubmissionId == submission.Id && review.CompletedAt != null)
                    )
                )
            select learner
        ).CountAsync(visit.Stop);
    }

    public static Task<string> SchoolNameAsync(this Visit visit, SchoolClass of) =>
        visit.Db.Organizations.Where(one => one.Id == of.SchoolId).Select(one => one.Name).SingleAsync(visit.Stop);
}

/// <summary>A class that somebody reads.</summary>
/// <param name="Teaches">The reader teaches it.</param>
internal sealed record ReadClass(SchoolClass Class, bool Teaches);

/// <param name="Unreviewed">It was submitted and nobody has judged it yet.</param>
internal sealed record WorkLine(
    Id<Person> Learner,
    Id<Enrollment> Enrollment,
    EnrollmentState State,
    string Title,
    AssessmentTier Tier,
    DateOnly? Target,
    bool Unreviewed
)
{
    /// <summary>
    /// In the classroom tier the learner's own teacher judges. Certified work is judged blind: even if this teacher is an assessor, a list
    /// of names does not show whose work is in their queue.
    /// </summary>
    public bool WaitsForTeacher => State == EnrollmentState.Submitted && Unreviewed && Tier == AssessmentTier.Classroom;
}
