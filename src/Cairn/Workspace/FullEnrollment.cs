using Cairn.Assessing;
using Cairn.Awarding;
using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Workspace;

/// <summary>An enrollment with everything in it, as pages and the API show it.</summary>
/// <param name="Answers">By question key, drafts of texts included.</param>
/// <param name="Artifacts">In the order of bringing, removed ones included.</param>
/// <param name="Submissions">Newest first.</param>
internal sealed record FullEnrollment(
    EnrollmentAccess Access,
    MicroCredentialVersion Version,
    string LearnerName,
    IReadOnlyDictionary<string, Answer> Answers,
    IReadOnlyList<Artifact> Artifacts,
    IReadOnlyList<SubmittedAttempt> Submissions
)
{
    public Enrollment Enrollment => Access.Enrollment;
    public Blueprint Blueprint => Version.Blueprint;
    public IReadOnlyList<Artifact> Present => [.. Artifacts.Where(a => a.RemovedAt is null)];
    public IReadOnlyList<Gap> Gaps =>
        Completeness.Of(Blueprint, Answers.ToDictionary(a => a.Key, a => a.Value.Text), Present.CountBy(a => a.Requirement).ToDictionary());

    public DateTimeOffset SavedAt =>
        Answers.Values.Select(a => a.SavedAt).Concat(Artifacts.Select(a => a.AddedAt)).Append(Enrollment.StartedAt).Max();
}

/// <param name="Decided">The grantor's decision on it, if there is one.</param>
internal sealed record SubmittedAttempt(
    Id<Submission> Id,
    int Attempt,
    DateTimeOffset SubmittedAt,
    string Sha256,
    DecisionOutcome? Decided
);

internal static class FullEnrollments
{
    private const int HistorySize = 50;

    /// <summary>The work as programs see it.</summary>
    public static async Task<Outcome<EnrollmentView>> EnrollmentAsync(this Visit visit, Id<Enrollment> id) =>
        (await visit.FindEnrollmentAsync(id)).Succeeds(out var access, out var hidden)
            ? EnrollmentView.Of(await visit.ReadFullAsync(access))
            : hidden;

    public static async Task<FullEnrollment> ReadFullAsync(this Visit visit, EnrollmentAccess access)
    {
        var (_, db, _, stop) = visit;
        var id = access.Enrollment.Id;
        var (version, learner) = (await About.ToListAsync(db, id, stop)).Single();
        var answers = (await Answers.ToListAsync(db, id, stop)).ToDictionary(a => a.Key);
        var artifacts = await Artifacts.ToListAsync(db, id, stop);
        return new FullEnrollment(access, version, learner.Name, answers, artifacts, await Attempts.ToListAsync(db, id, stop));
    }

    private static readonly CompiledQuery<Id<Enrollment>, AboutWork> About = new(
        (db, id) =>
            from enrollment in db.Enrollments.AsNoTracking()
            where enrollment.Id == id
            join version in db.Versions.AsNoTracking() on enrollment.VersionId equals version.Id
            join learner in db.People.AsNoTracking() on enrollment.LearnerId equals learner.Id
            select new AboutWork(version, learner)
    );

    private static readonly CompiledQuery<Id<Enrollment>, Answer> Answers = new(
        (db, id) => db.Answers.AsNoTracking().Where(a => a.EnrollmentId == id)
    );

    private static readonly CompiledQuery<Id<Enrollment>, Artifact> Artifacts = new(
        (db, id) => db.Artifacts.AsNoTracking().Where(a => a.EnrollmentId == id).OrderBy(a => a.Id)
    );

    private sealed record AboutWork(MicroCredentialVersion Version, Person Learner);

    /// <summary>Earlier texts of an answer, the newest first: a page of them.</summary>
    public static async Task<PageOf<AnswerView>> KeptTextsAsync(this Visit visit, Id<Enrollment> id, string key, long? after)
    {
        var rows = await visit
            .Db.KeptTexts(id, key)
            .Where(kept => after == null || kept.Version < after)
            .Take(HistorySize + 1)
            .Select(kept => new AnswerView(key, kept.Text, kept.Version, kept.SavedAt))
            .ToListAsync(visit.Stop);
        return PageOf<AnswerView>.Cut(HistorySize, rows);
    }

    /// <summary>Newest first.</summary>
    public static readonly CompiledQuery<Id<Enrollment>, SubmittedAttempt> Attempts = new(
        (db, id) =>
            from submission in db.Submissions
            where submission.EnrollmentId == id
            orderby submission.Attempt descending
            select new SubmittedAttempt(
                submission.Id,
                submission.Attempt,
                submission.SubmittedAt,
                submission.Sha256,
                db.Decisions.Where(d => d.SubmissionId == submission.Id).Select(d => (DecisionOutcome?)d.Outcome).FirstOrDefault()
            )
    );
}
