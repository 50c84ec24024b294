using Cairn.Earning;

namespace Cairn.Workspace;

/// <summary>
/// Saving what is typed, and its history. One address for the autosave module (JSON) and for the Save button (a page): fields
/// <c>answer.{key}</c>, each with the <c>version.{key}</c> that the page had when it was typed.
/// </summary>
internal static class Writings
{
    public static void MapWritings(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/earning/{id}").RequirePerson();
        pages.MapPost("/answers", Save).AsPage<SavedFields>(ShowTyped, Said).InOtherWords("PUT /api/v1/enrollments/{id}/answers/{key}");
        pages.MapPost("/evidence/{requirement}/draft", SaveDraft).InOtherWords("PUT /api/v1/enrollments/{id}/answers/{key}");
        pages.MapGet("/answers/{key}/history", ShowHistory);
        pages.MapPost("/answers/{key}/restoration", Restore).AsPage<AnswerView>(ShowTyped, SaidRestored);

        var api = routes.MapGroup("/api/v1/enrollments/{id}/answers/{key}").RequirePerson().WithTags("Enrollments");
        api.MapGet("", Get);
        api.MapPut("", Put).MayRefuse(StatusCodes.Status412PreconditionFailed);
        api.MapGet("/history", ListHistory).WithSummary("Earlier texts, the newest first");
        api.MapPost("/restoration", Restore).WithSummary("An earlier text comes back as the newest; what stood there is kept");
    }

    private static async Task<Outcome<SavedFields>> Save(Id<Enrollment> id, Input<AnswersAsked> asked, Visit visit, RefusalTexts texts)
    {
        var form = asked.Form!;
        var taken = form.All(Merged.Take); // without script: there, what is saved stays
        var writings = asked
            .Value.Answer.Where(one => !taken.Contains(FieldOf(one.Key)))
            .Select(one => new Writing(one.Key, one.Value, form.VersionSeen(FieldOf(one.Key))));
        return (await visit.WriteAsync(id, [.. writings])).As(written => AnswerFields.Saved(written, visit.Now, texts, FieldOf));
    }

    private static string FieldOf(string question) => $"answer.{question}";

    private static async Task<Outcome<SavedFields>> SaveDraft(
        Id<Enrollment> id,
        string requirement,
        Input<DraftAsked> asked,
        Visit visit,
        RefusalTexts texts
    )
    {
        // As it was typed, including a space at the end.
        var typed = (asked.Form?["text"] ?? "").ReplaceLineEndings("\n");
        var writing = new Writing(Answering.DraftPrefix + requirement, typed, asked.Form?.VersionSeen("text") ?? 0);
        return (await visit.WriteAsync(id, [writing])).As(written => AnswerFields.Saved(written, visit.Now, texts, _ => "text"));
    }

    /// <summary>Without script, where somebody else's text is newer, both are shown, and saving again is a choice.</summary>
    private static SeeOther? Said(SavedFields saved, HttpContext http)
    {
        var form = http.FormOf();
        form.Know(saved.Seen);
        foreach (var one in saved.Unsaved)
            if (one is { Newer: { } newer, TokenOf: { } field, Token: { } token })
            {
                form.Offer(one.Field, new([.. newer]));
                form.Know([KeyValuePair.Create(field, token)]);
            }
            else
                form.Refuse(one.Refusal);
        return form.Invalid ? null : ToPart(http, PartOf(form) + (form["then"] == "next" ? 1 : 0)).Saying<Texts>(Texts.AnswersSaved);
    }

    private static SeeOther ToPart(HttpContext http, Part part) =>
        SeeOther.To($"/earning/{http.GetRouteValue("id")}/{part.ToString().ToLowerInvariant()}");

    private static Part PartOf(Form form) =>
        Enum.TryParse<Part>(form["part"], out var named) && named is Part.Overview or Part.Reflection ? named : Part.Overview;

    private static Task<IResult> ShowTyped(Id<Enrollment> id, Visit visit, Form form) => Parts.ShowAsync(id, PartOf(form), visit, form);

    /// <summary>
    /// <c>If-Match: "3"</c> names the version that the writer had seen; without it, the answer must not exist yet. A stale one is a 412,
    /// with the current text in <c>current</c>.
    /// </summary>
    private static async Task<Outcome<AnswerView>> Put(
        Id<Enrollment> id,
        string key,
        Input<AnswerAsked> asked,
        Visit visit,
        HttpContext http
    )
    {
        var seen = long.TryParse(http.Request.Headers.IfMatch.ToString().Trim('"'), out var version) ? version : 0;
        var writing = new Writing(key, asked.Value.Text.ReplaceLineEndings("\n"), seen);
        if (!(await visit.WriteAsync(id, [writing])).Succeeds(out var all, out var refusal))
            return refusal;
        return all[0] switch
        {
            { Refusal.Code: "earning.answer-is-newer" and var newer, Answer: { } current } => Refusal.Stale(newer, AnswerView.Of(current)),
            { Refusal: { } refused } => refused,
            { Answer: { } answer } => Tagged(answer, http),
            _ => new AnswerView(key, "", 0, null),
        };
    }

    private static async Task<Outcome<AnswerView>> Get(Id<Enrollment> id, string key, Visit visit, HttpContext http) =>
        (await visit.FindWorkAsync(id)).Refusal is null
        && await visit.Db.Answers.AsNoTracking().FirstOrDefaultAsync(a => a.EnrollmentId == id && a.Key == key, visit.Stop) is { } answer
            ? Tagged(answer, http)
            : Refusal.NotFound;

    private static async Task<Outcome<AnswerView>> Restore(
        Id<Enrollment> id,
        string key,
        Input<RestorationAsked> asked,
        Visit visit,
        HttpContext http
    ) => (await visit.RestoreAsync(id, key, asked.Value.Version)).As(answer => Tagged(answer, http));

    private static SeeOther SaidRestored(AnswerView restored, HttpContext http) =>
        ToPart(http, PartOf(http.FormOf())).Saying<Texts>(Texts.HistoryRestored);

    private static async Task<IResult> ShowHistory(Id<Enrollment> id, string key, Visit visit, long? after = null)
    {
        if (!(await visit.FindWorkAsync(id)).Succeeds(out var access, out _))
            return TypedResults.NotFound();
        var (_, db, _, stop) = visit;
        var blueprint = await db.BlueprintOfAsync(access.Enrollment, stop);
        if (blueprint.Overview.Concat(blueprint.Reflection).FirstOrDefault(q => q.Key == key) is not { } question)
            return TypedResults.NotFound();

        var now = await db.Answers.AsNoTracking().FirstOrDefaultAsync(a => a.EnrollmentId == id && a.Key == key, stop);
        var part = blueprint.Overview.Contains(question) ? Part.Overview : Part.Reflection;
        var kept = await visit.KeptTextsAsync(id, key, after);
        return HistoryPage.With(new HistoryModel(access, blueprint.Title, question, part, now, kept, after is not null));
    }

    private static async Task<Outcome<ListOf<AnswerView>>> ListHistory(Id<Enrollment> id, string key, Visit visit, long? after = null)
    {
        if ((await visit.FindWorkAsync(id)).Refusal is { } hidden)
            return hidden;
        var address = $"/api/v1/enrollments/{id}/answers/{Uri.EscapeDataString(key)}/history";
        return (await visit.KeptTextsAsync(id, key, after)).At(address, kept => kept.Version);
    }

    private static AnswerView Tagged(Answer answer, HttpContext http)
    {
        http.Response.Headers.ETag = $"\"{answer.Version}\"";
        return AnswerView.Of(answer);
    }
}
