using System.Linq.Expressions;
using Cairn.Design;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Earning;

/// <summary>Saving what was typed, several answers at once; a stale one is refused by itself and the others are saved.</summary>
internal static class Answering
{
    /// <summary>The draft of a text that will be evidence is kept like an answer, under this and the requirement's key.</summary>
    public const string DraftPrefix = "draft.";

    public static bool Asks(this Blueprint blueprint, string key) =>
        blueprint.Overview.Concat(blueprint.Reflection).Any(q => q.Key == key)
        || key.StartsWith(DraftPrefix, StringComparison.Ordinal)
            && blueprint.Evidence.Any(e => e.Key == key[DraftPrefix.Length..] && e.Kinds.Contains(EvidenceKind.Text));

    public static Task<Outcome<IReadOnlyList<Written>>> WriteAsync(
        this CairnDb db,
        Actor actor,
        EnrollmentAccess access,
        Blueprint blueprint,
        IReadOnlyList<Writing> writings,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync<Outcome<IReadOnlyList<Written>>>(async () =>
        {
            if (!access.MayWork)
                return Refusal.Forbidden("earning.not-yours-to-write");
            if (writings.FirstOrDefault(w => !blueprint.Asks(w.Key)) is { } unknown)
                return new Refusal("earning.unknown-question", null, unknown.Key);

            // Read again at every further try: who was first may have submitted it. Its revision is compared when it is saved.
            var enrollment =
                db.Entry(access.Enrollment).State is EntityState.Unchanged
                    ? access.Enrollment
                    : await db.Enrollments.SingleAsync(e => e.Id == access.Enrollment.Id, stop);
            var keys = writings.Select(w => w.Key).ToList();
            var answers = (await Saved.ToListAsync(db, enrollment.Id, keys, stop)).ToDictionary(one => one.Answer.Key);
            var written = new List<Written>();
            foreach (var writing in writings)
                written.Add(WriteOne(db, enrollment, answers, writing, now));
            if (!db.ChangeTracker.HasChanges())
                return written;

            if (enrollment.Touch().Refusal is { } closed)
                return closed;
            await db.LeaveHandAsync(actor, enrollment, now, stop);
            await db.SaveChangesAsync(stop);
            return written;
        });

    /// <summary>A draft has become evidence: its field is empty for the next one, its text is kept.</summary>
    public static async Task EmptyDraftAsync(
        this CairnDb db,
        Actor actor,
        EnrollmentAccess access,
        Blueprint blueprint,
        string key,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var version = await db
            .Answers.Where(a => a.EnrollmentId == access.Enrollment.Id && a.Key == key)
            .Select(a => a.Version)
            .FirstOrDefaultAsync(stop);
        if (version > 0)
            await db.WriteAsync(actor, access, blueprint, [new Writing(key, "", version, Keep: true)], now, stop);
    }

    /// <summary>An earlier text comes back as the newest; what stood there is kept in its place. Null: no such text was kept.</summary>
    public static async Task<Outcome<Written>?> RestoreAsync(
        this CairnDb db,
        Actor actor,
        EnrollmentAccess access,
        Blueprint blueprint,
        string key,
        Expression<Func<AnswerHistory, bool>> which,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (await db.KeptTexts(access.Enrollment.Id, key).Where(which).FirstOrDefaultAsync(stop) is not { } kept)
            return null;
        var seen = await db
            .Answers.Where(a => a.EnrollmentId == access.Enrollment.Id && a.Key == key)
            .Select(a => a.Version)
            .SingleAsync(stop);
        var result = await db.WriteAsync(actor, access, blueprint, [new Writing(key, kept.Text, seen, Keep: true)], now, stop);
        if (!result.Succeeds(out var written, out var refusal))
            return (Outcome<Written>)refusal;
        return written[0].Refusal is { } stale ? (Outcome<Written>)stale : (Outcome<Written>)written[0];
    }

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
                    new Refusal("earning.answer-too-long", $"answer.{writing.Key}", Answer.MaxLength, writing.Text.Length)
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

    private static readonly CompiledQuery<Id<Enrollment>, List<string>, SavedAnswer> Saved = new(
        (db, id, keys) =>
            db
                .Answers.Where(a => a.EnrollmentId == id && keys.Contains(a.Key))
                .Select(a => new SavedAnswer(
                    a,
                    db.AnswerHistory.Where(h => h.AnswerId == a.Id)
                        .OrderByDescending(h => h.Version)
                        .Select(h => (DateTimeOffset?)h.SavedAt)
                        .FirstOrDefault()
                ))
    );

    /// <param name="KeptAt">When its last kept text had been saved; null: none was.</param>
    private sealed record SavedAnswer(Answer Answer, DateTimeOffset? KeptAt);
}

/// <param name="Key">Of the question.</param>
/// <param name="Text">As typed, lines ended by a line feed.</param>
/// <param name="Seen">The version that the writer had before them; 0: none yet.</param>
/// <param name="Keep">Whether the text that is replaced is kept however young it is.</param>
internal sealed record Writing(string Key, string Text, long Seen, bool Keep = false);

/// <param name="Answer">As it stands now: with a refusal, what somebody else had saved. Null: there is none.</param>
internal sealed record Written(string Key, Answer? Answer, Refusal? Refusal);
