using System.Globalization;
using Cairn.Foundation;
using Cairn.Foundation.Api;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Earning.Workspace;

/// <summary>
/// Saving what is typed. One address for the autosave module (JSON) and for the Save button (a page): fields <c>answer.{key}</c>, each with
/// the
/// <c>version.{key}</c> that the page had when it was typed.
/// </summary>
internal static class AnswerPages
{
    private const string Field = "answer.";

    public static void MapAnswers(this IEndpointRouteBuilder routes)
    {
        var answers = routes.MapGroup("/earning/{id}/answers").RequirePerson();
        answers.MapPost("", Save);
        answers.MapGet("/{key}/history", ShowHistory);
        answers.MapPost("/{key}/restoration", Restore);
    }

    private static async Task<IResult> Save(
        Id<Enrollment> id,
        Form form,
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.FindEnrollmentAsync(http.Actor(), id, stop) is not { MaySeeDrafts: true } access)
            return TypedResults.NotFound();

        var blueprint = await db.BlueprintOfAsync(access.Enrollment, stop);
        var part = Enum.TryParse<Part>(form["part"], out var named) && Enum.IsDefined(named) ? named : Part.Overview;
        var result = await db.WriteAsync(http.Actor(), access, blueprint, WritingsOf(form), clock.Now(), stop);
        if (http.WantsJson())
            return result.Succeeds(out var all, out var no) ? Saved(all, texts, clock.Now()) : texts.Problem(no);

        if (!result.Succeeds(out var written, out var refusal))
            return await WorkspacePages.RefusedAsync(db, access, part, form, refusal, stop);
        if (written.Any(w => w.Refusal is not null))
            return await ShowAgain(db, access, part, form, written, stop);
        var next = form["then"] == "next" ? part + 1 : part;
        return SeeOther.To(EarningUrls.OfPart(id, next)).Saying<Texts>("Answers.Saved");
    }

    private static List<Writing> WritingsOf(Form form) =>
        [
            .. from name in form.Names
            where name.StartsWith(Field, StringComparison.Ordinal)
            let key = name[Field.Length..]
            let seen = long.TryParse(form[$"version.{key}"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0
            select new Writing(key, (form[name] ?? "").ReplaceLineEndings("\n"), seen),
        ];

    /// <summary>200, or 409 when a newer text was there: the others are saved, and the answer says what is new.</summary>
    private static JsonHttpResult<SavedAnswers> Saved(IReadOnlyList<Written> written, RefusalTexts texts, DateTimeOffset now) =>
        TypedResults.Json(
            new SavedAnswers(
                now,
                written
                    .Where(w => w.Refusal is null && w.Answer is not null)
                    .ToDictionary(w => $"version.{w.Key}", w => w.Answer!.Version.ToString(CultureInfo.InvariantCulture)),
                [
                    .. written
                        .Where(w => w.Refusal is not null)
                        .Select(w => new StaleAnswer(
                            Field + w.Key,
                            $"version.{w.Key}",
                            w.Refusal!.Code,
                            texts.Sentence(w.Refusal),
                            w.Answer?.Text,
                            w.Answer?.Version,
                            w.Answer?.SavedAt
                        )),
                ]
            ),
            statusCode: written
                .Where(w => w.Refusal is not null)
                .Select(w => w.Refusal!.Status)
                .DefaultIfEmpty(StatusCodes.Status200OK)
                .Max()
        );

    // Without a script: the typed text stays in its field, the newer one stands beside it, and saving again is a choice.
    private static Task<IResult> ShowAgain(
        CairnDb db,
        EnrollmentAccess access,
        Part part,
        Form form,
        IReadOnlyList<Written> written,
        CancellationToken stop
    )
    {
        foreach (var one in written)
        {
            form.Set($"version.{one.Key}", one.Answer?.Version ?? 0);
            if (one.Refusal is { } refusal)
                form.Errors.Add(Field + one.Key, refusal.Code, [.. refusal.Args]);
        }
        var newer = written.Where(w => w.Refusal?.Code == "earning.answer-is-newer").ToDictionary(w => w.Key, w => w.Answer!.Text);
        return WorkspacePages.PageAsync(db, access, part, form, written.Max(w => w.Refusal?.Status ?? 0), stop, newer);
    }

    private static async Task<IResult> ShowHistory(Id<Enrollment> id, string key, HttpContext http, CairnDb db, CancellationToken stop)
    {
        if (await db.FindEnrollmentAsync(http.Actor(), id, stop) is not { MaySeeDrafts: true } access)
            return TypedResults.NotFound();
        var blueprint = await db.BlueprintOfAsync(access.Enrollment, stop);
        if (blueprint.Overview.Concat(blueprint.Reflection).FirstOrDefault(q => q.Key == key) is not { } question)
            return TypedResults.NotFound();

        var now = await db.Answers.AsNoTracking().FirstOrDefaultAsync(a => a.EnrollmentId == id && a.Key == key, stop);
        var kept = await db.KeptTexts(id, key).Take(200).ToListAsync(stop);
        var part = blueprint.Overview.Contains(question) ? Part.Overview : Part.Reflection;
        return HistoryPage.With(new HistoryModel(access, blueprint.Title, question, part, now, kept));
    }

    /// <summary>An earlier text comes back as the newest; what stood there is kept in its place.</summary>
    private static async Task<IResult> Restore(
        Id<Enrollment> id,
        string key,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.FindEnrollmentAsync(http.Actor(), id, stop) is not { MaySeeDrafts: true } access)
            return TypedResults.NotFound();
        if (!Id<AnswerHistory>.TryParse(form["kept"], out var keptId))
            return TypedResults.NotFound();

        var blueprint = await db.BlueprintOfAsync(access.Enrollment, stop);
        if (await db.RestoreAsync(http.Actor(), access, blueprint, key, kept => kept.Id == keptId, clock.Now(), stop) is not { } result)
            return TypedResults.NotFound();
        var part = blueprint.Overview.Any(q => q.Key == key) ? Part.Overview : Part.Reflection;
        return result.Succeeds(out _, out var refusal)
            ? SeeOther.To(EarningUrls.OfPart(id, part)).Saying<Texts>("History.Restored")
            : await WorkspacePages.RefusedAsync(db, access, part, form, refusal, stop);
    }
}

/// <param name="Fields">The page's fields to set: each answer's version.</param>
/// <param name="Stale">What was not saved, with the text that is there.</param>
internal sealed record SavedAnswers(DateTimeOffset SavedAt, IReadOnlyDictionary<string, string> Fields, IReadOnlyList<StaleAnswer> Stale);

internal sealed record StaleAnswer(
    string Field,
    string VersionField,
    string Code,
    string Sentence,
    string? Text,
    long? Version,
    DateTimeOffset? SavedAt
);
