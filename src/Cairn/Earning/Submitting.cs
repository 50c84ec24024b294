using Cairn.Audit;
using Cairn.Design;
using Cairn.Foundation.Files;

namespace Cairn.Earning;

/// <summary>
/// Freezing an attempt: the completeness check, the digests, the snapshot, the attempt's number and the audit event, all at once.
/// </summary>
internal static class Submitting
{
    /// <summary>Submits once, even if asked twice at the same instant: the second gets the first's submission.</summary>
    /// <param name="visit">Who hands it in.</param>
    /// <param name="files">Where the files are.</param>
    /// <param name="id">What is handed in.</param>
    /// <param name="asked">What was chosen with it.</param>
    public static Task<Outcome<Submission>> SubmitAsync(this Visit visit, FileStore files, Id<Enrollment> id, HandingInAsked asked) =>
        visit.Db.OnceAsync<Outcome<Submission>>(async () =>
        {
            var (actor, db, now, stop) = visit;
            if (!(await visit.FindWorkAsync(id)).Succeeds(out var access, out var hidden))
                return hidden;
            if (!access.MayWork)
                return Refusal.Forbidden("earning.not-yours-to-submit");
            var enrollment = access.Enrollment;
            var blueprint = await db.BlueprintOfAsync(enrollment, stop);
            if (enrollment.State is EnrollmentState.Submitted)
                return await db.Submissions.SingleAsync(s => s.EnrollmentId == enrollment.Id && s.Attempt == enrollment.Attempts, stop);

            if (asked.StatesLevels is { } stated && enrollment.ChooseLevels(actor, stated).Refusal is { } no)
                return no.On("statesLevels");
            var answers = await db.Answers.Where(a => a.EnrollmentId == enrollment.Id).ToDictionaryAsync(a => a.Key, a => a.Text, stop);
            var artifacts = await db
                .Artifacts.Where(a => a.EnrollmentId == enrollment.Id && a.RemovedAt == null)
                .OrderBy(a => a.Id)
                .ToListAsync(stop);
            if (!enrollment.Submit().Succeeds(out var attempt, out var refusal))
                return refusal;
            var gaps = Completeness.Of(blueprint, answers, artifacts.CountBy(a => a.Requirement).ToDictionary());
            if (gaps.Count > 0)
                return new Refusal("earning.incomplete", null, gaps.Count);
            foreach (var artifact in artifacts)
                if (!await IsWholeAsync(files, artifact, stop))
                    return Refusal.Conflict("earning.file-damaged", artifact.Title);

            var submission = new Submission(
                enrollment,
                attempt,
                SnapshotOf(enrollment, attempt, blueprint, answers, artifacts),
                actor.PersonId,
                now
            );
            db.Add(submission);
            await visit.LeaveHandAsync(enrollment);
            db.Audit(actor, "submission.made", submission.Id, now, submission.Sha256);
            await db.SaveChangesAsync(stop);
            return submission;
        });

    private static SubmissionSnapshot SnapshotOf(
        Enrollment enrollment,
        int attempt,
        Blueprint blueprint,
        Dictionary<string, string> answers,
        IReadOnlyList<Artifact> artifacts
    ) =>
        new(
            enrollment.VersionId,
            attempt,
            blueprint.Overview.Concat(blueprint.Reflection).ToDictionary(q => q.Key, q => answers[q.Key]),
            [
                .. artifacts.Select(a => new SubmittedArtifact(
                    a.Id,
                    a.Requirement,
                    a.Criterion,
                    a.Kind,
                    a.Title,
                    a.Sha256,
                    a.FileName,
                    a.MediaType,
                    a.Size,
                    a.Url,
                    a.Text,
                    a.AddedById,
                    a.AddedAt,
                    a.Attach
                )),
            ]
        );

    // What is frozen must be there, byte for byte: a lost or damaged file is found now, not by the assessor.
    private static async Task<bool> IsWholeAsync(FileStore files, Artifact artifact, CancellationToken stop)
    {
        if (artifact.FileSha256 is not { } sha256)
            return true;
        if (files.Open(sha256) is not { } stream)
            return false;
        await using (stream)
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, stop)) == sha256;
    }
}
