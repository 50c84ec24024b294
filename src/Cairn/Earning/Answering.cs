using Cairn.Design;

namespace Cairn.Earning;

/// <summary>Saving what was typed, several answers at once; a stale one is refused alone and the others are saved.</summary>
internal static class Answering
{
    /// <summary>The draft of a text that will become evidence is kept like an answer, under this and the requirement's key.</summary>
    public const string DraftPrefix = "draft.";

    public static bool Asks(this Blueprint blueprint, string key) =>
        blueprint.Overview.Concat(blueprint.Reflection).Any(q => q.Key == key)
        || key.StartsWith(DraftPrefix, StringComparison.Ordinal)
            && blueprint.Evidence.Any(e => e.Key == key[DraftPrefix.Length..] && e.Kinds.Contains(EvidenceKind.Text));

    public static Task<Outcome<IReadOnlyList<Written>>> WriteAsync(this Visit visit, Id<Enrollment> id, IReadOnlyList<Writing> writings) =>
        visit.Db.OnceAsync<Outcome<IReadOnlyList<Written>>>(async () =>
        {
            var (_, db, now, stop) = visit;
            var keys = writings.Select(w => w.Key).ToList();
            if (await Asked.FirstOrDefaultAsync(db, id, keys, stop) is not { } asked)
                return Refusal.NotFound;
            if (!(await visit.AccessToAsync(asked.Work)).Succeeds(out var access, out var hidden))
                return hidden;
            if (!access.MayWork)
                return Refusal.Forbidden("earning.not-yours-to-write");
            var enrollment = access.Enrollment;
            var blueprint = await db.BlueprintOfAsync(enrollment, stop);
            if (writings.FirstOrDefault(w => !blueprint.Asks(w.Key)) is { } unknown)
                return new Refusal("earning.unknown-question", null, unknown.Key);

            var answers = asked.Saved.ToDictionary(one => one.Answer.Key);
            var written = new List<Written>();
            foreach (var writing in writings)
                written.Add(WriteOne(db, enrollment, answers, writing, now));
            if (!db.ChangeTracker.HasChanges())
                return written;

            if (enrollment.Touch().Refusal is { } closed)
                return closed;
            await visit.LeaveHandAsync(enrollment);
            await db.SaveChangesAsync(stop);
            return written;
        });

    /// <summary>A draft has become evidence: its field is empty for the next one, its text is kept.</summary>
    public static async Task EmptyDraftAsync(this Visit visit, Id<Enrollment> id, string requirement)
    {
        var key = DraftPrefix + requirement;
        if (await visit.VersionOfAsync(id, key) is > 0 and var version)
            await visit.WriteAsync(id, [new Writing(key, "", version, Keep: true)]);
    }

    /// <summary>An earlier text becomes the newest again; the text that it replaces is kept. Not found: no such text was kept.</summary>
    public static async Task<Outcome<Answer>> RestoreAsync(this Visit visit, Id<Enrollment> id, string key, long kept)
    {
        if ((await visit.FindWorkAsync(id)).Refusal is { } hidden)
            return hidden;
        if (await visit.Db.KeptTexts(id, key).FirstOrDefaultAsync(text => text.Version == kept, visit.Stop) is not { } earlier)
            return Refusal.NotFound;
        var outcome = await visit.WriteAsync(id, [new Writing(key, earlier.Text, await visit.VersionOfAsync(id, key), Keep: true)]);
        if (!outcome.Succeeds(out var written, out var refusal))
            return refusal;
        return written[0].Refusal is { } stale ? stale : written[0].Answer!;
    }

    /// <summary>Earlier texts of an answer, the newest first.</summary>
    public static IQueryable<AnswerHistory> KeptTexts(this CairnDb db, Id<Enrollment> enrollment, string key) =>
        from answer in db.Answers.AsNoTracking()
        where answer.EnrollmentId == enrollment && answer.Key == key
        join kept in db.AnswerHistory.AsNoTracking() on answer.Id equals kept.AnswerId
        orderby kept.Version descending
        select kept;

    private static Task<long> VersionOfAsync(this Visit visit, Id<Enrollment> id, string key) =>
        visit.Db.Answers.Where(a => a.EnrollmentId == id && a.Key == key).Select(a => a.Version).FirstOrDefaultAsync(visit.Stop);

    private static Written WriteOne(
        CairnDb db,
        Enrollment enrollment,
        Dictionary<string, SavedAnswer> answers,
        Writing writing,
        DateTimeOffset now
    )
    {
        if (!answers.TryGetValue(writing.Key, out var saved))
        {
            if (writing.Text.Length == 0)
                return new Written(writing.Key, null, null);
            if (writing.Text.Length > Answer.MaxLength)
                return new Written(
                    writing.Key,
                    null,
                    new Refusal("input.too-long", $"answer.{writing.Key}", Answer.MaxLength, writing.Text.Length)
                );
            var first = new Answer(enrollment, writing.Key, writing.Text, now);
            answers[writing.Key] = new SavedAnswer(first, null);
            db.Add(first);
            return new Written(writing.Key, first, null);
        }

        var answer = saved.Answer;
        var superseded = writing.Keep || answer.IsWorthKeeping(writing.Text, saved.KeptAt, now) ? new AnswerHistory(answer, now) : null;
        var before = answer.Version;
        var refusal = answer.Write(writing.Text, writing.Seen, now).Refusal;
        if (superseded is not null && answer.Version != before)
            db.Add(superseded);
        return new Written(writing.Key, answer, refusal);
    }

    /// <summary>All that a save needs, in one question: it is asked while somebody types.</summary>
    private static readonly CompiledQuery<Id<Enrollment>, List<string>, AskedToWrite> Asked = new(
        (db, id, keys) =>
            from enrollment in db.Enrollments
            where enrollment.Id == id
            join learner in db.People on enrollment.LearnerId equals learner.Id
            select new AskedToWrite(
                new AskedWork(enrollment, learner.Grade, learner.AccountId),
                db.Answers.Where(a => a.EnrollmentId == enrollment.Id && keys.Contains(a.Key))
                    .Select(a => new SavedAnswer(
                        a,
                        db.AnswerHistory.Where(h => h.AnswerId == a.Id)
                            .OrderByDescending(h => h.Version)
                            .Select(h => (DateTimeOffset?)h.SavedAt)
                            .FirstOrDefault()
                    ))
                    .ToList()
            )
    );

    private sealed record AskedToWrite(AskedWork Work, List<SavedAnswer> Saved);

    /// <param name="KeptAt">When its last kept text was saved; null: none was.</param>
    private sealed record SavedAnswer(Answer Answer, DateTimeOffset? KeptAt);
}

/// <param name="Key">Of the question.</param>
/// <param name="Text">As typed, lines ended by a line feed.</param> <param name="Seen">The version that the writer saw; 0: none
/// yet.</param> <param name="Keep">Whether the replaced text is kept, however recent it is.</param>
internal sealed record Writing(string Key, string Text, long Seen, bool Keep = false);

/// <param name="Answer">As it is now: with a refusal, what somebody else had saved. Null: there is none.</param>
internal sealed record Written(string Key, Answer? Answer, Refusal? Refusal)
{
    public bool IsNewer => Refusal?.Code is "earning.answer-is-newer";
}
