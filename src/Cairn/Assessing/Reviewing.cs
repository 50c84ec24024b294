using Cairn.Earning;
using Cairn.Foundation.Files;

namespace Cairn.Assessing;

/// <summary>The assessor's work: the queue, and evidence beside the rubric.</summary>
internal static class Reviewing
{
    private static readonly string[] InTwoSteps = ["PUT /api/v1/reviews/{id}", "POST /api/v1/reviews/{id}/recommendation"];

    public static void MapReviewing(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/assessing").RequireRole(SchoolRole.Assessor, SchoolRole.Teacher);
        pages.MapGet("", ShowQueue);
        pages.MapPost("", Claim).AsPage<ReviewView>(ShowQueue, review => SeeOther.To($"/assessing/{review.Id}"));
        pages.MapGet("/{id}", Show);
        pages.MapPost("/{id}", Judge).AsPage<Done>(Show, Said).InOtherWords(InTwoSteps);
        pages.MapPost("/{id}/draft", SaveTyped).InOtherWords(InTwoSteps);
        pages
            .MapPost("/{id}/release", Release)
            .AsPage<ReviewView?>(Show, _ => SeeOther.To("/assessing").Saying<Texts>(Texts.JudgeReleased));
        pages.MapGet("/{id}/files/{index:int}", SendFile);

        var api = routes.MapGroup("/api/v1/reviews").RequireRole(SchoolRole.Assessor, SchoolRole.Teacher).WithTags("Reviews");
        api.MapGet("/waiting", Waiting).WithSummary("What waits for an assessor, the oldest first");
        api.MapGet("", Begun).WithSummary("My reviews that are not complete, the oldest first");
        api.MapPost("", Claim).AsCreated<ReviewView>(review => $"/api/v1/reviews/{review.Id}");
        api.MapGet("/{id}", Get);
        api.MapGet("/{id}/files/{index:int}", SendFile)
            .AnswersWithFile("application/octet-stream")
            .WithSummary("A file of the work, of its own media type");
        api.MapPut("/{id}", Draft);
        api.MapPost("/{id}/recommendation", Recommend);
        api.MapDelete("/{id}", Release).Produces(StatusCodes.Status204NoContent);
    }

    /// <summary>Asked twice, the same review comes back.</summary>
    private static async Task<Outcome<ReviewView>> Claim(Input<ClaimAsked> asked, Visit visit) =>
        (await visit.ClaimAsync(asked.Value.SubmissionId)).Succeeds(out var review, out var refusal)
            ? await Get(review.Id, visit)
            : refusal;

    /// <summary>
    /// Saves what was typed; recommends if a button says so and nothing has to be chosen first. What is missing is named, what was typed
    /// stays.
    /// </summary>
    private static async Task<Outcome<Done>> Judge(Id<Review> id, Input<JudgingAsked> asked, Visit visit)
    {
        var (form, chosen) = (asked.Form!, asked.Value.Recommendation);
        Merged? merged = null;
        var now = Form.Empty();
        ReviewDraft Both(Review review, Design.Blueprint blueprint)
        {
            merged = Merging.Merge(form, review.Fields(blueprint), whole: true);
            now = merged.ToSave();
            return ReviewFields.Read(now, blueprint);
        }
        var drafted = await visit.DraftAsync(id, Both);
        if (drafted.Refusal is { } refusal && (chosen is null || refusal.Code is not "assessing.review-is-frozen"))
            return refusal;
        // The page that comes back, for whatever reason, has seen what is saved now.
        if (drafted.Refusal is null)
            merged!.ShowIn(form, now);
        if (!form.Invalid && chosen is { } recommendation)
            return (await visit.RecommendAsync(id, null, recommendation)).As(_ => default(Done));
        return default(Done);
    }

    private static async Task<Outcome<SavedFields>> SaveTyped(Id<Review> id, Form typed, Visit visit, RefusalTexts texts)
    {
        Merged? merged = null;
        IReadOnlyList<Refusal> unfit = [];
        var now = Form.Empty();
        var drafted = await visit.DraftAsync(
            id,
            (review, blueprint) =>
            {
                merged = Merging.Merge(typed, review.Fields(blueprint), whole: false);
                unfit = merged.Fit(ReviewFields.Wrong);
                now = merged.ToSave();
                return ReviewFields.Read(now, blueprint);
            }
        );
        return drafted.As(_ => SavedFields.Of(merged!, now, unfit, visit.Now, texts));
    }

    private static SeeOther? Said(Done done, HttpContext http) =>
        http.FormOf() is { Invalid: false } form
            ? SeeOther.To("/assessing").Saying<Texts>(form["Recommendation"] is { Length: > 0 } ? Texts.JudgeDone : Texts.JudgeKept)
            : null;

    private static async Task<Outcome<ReviewView>> Draft(Id<Review> id, Input<ReviewDraft> asked, Visit visit) =>
        (await visit.DraftAsync(id, (_, _) => asked.Value)).Refusal ?? await Get(id, visit);

    private static async Task<Outcome<ReviewView>> Recommend(Id<Review> id, Input<RecommendationAsked> asked, Visit visit) =>
        (await visit.RecommendAsync(id, null, asked.Value.Recommendation)).Refusal ?? await Get(id, visit);

    /// <summary>
    /// Somebody who may no longer judge it can still give it back; there is nothing to show, because the work is not theirs to see.
    /// </summary>
    private static async Task<Outcome<ReviewView?>> Release(Id<Review> id, Visit visit)
    {
        if ((await visit.ReleaseAsync(id)).Refusal is { } refusal)
            return refusal;
        return (await Get(id, visit)).Succeeds(out var view, out _) ? view : (ReviewView?)null;
    }

    /// <summary>403 with the reason if the review's owner may no longer judge the work.</summary>
    private static async Task<Outcome<ReviewView>> Get(Id<Review> id, Visit visit) => (await visit.FindMyReviewAsync(id)).As(ReviewView.Of);

    private static async Task<Outcome<ListOf<WaitingItem>>> Waiting(Visit visit, Id<Submission>? after = null) =>
        (await visit.WaitingAsync(after)).At("/api/v1/reviews/waiting", item => item.Id);

    private static async Task<Outcome<ListOf<BegunItem>>> Begun(Visit visit, Id<Review>? after = null) =>
        (await visit.BegunAsync(after)).At("/api/v1/reviews", item => item.Id);

    private static async Task<IResult> ShowQueue(Visit visit, Form form, Id<Submission>? after = null, Id<Review>? begunAfter = null) =>
        QueuePage.With(await QueueAsync(visit, form, after, begunAfter));

    private static async Task<IResult> Show(Id<Review> id, Visit visit, Form form)
    {
        if ((await visit.FindMyReviewAsync(id)).Succeeds(out var work, out var refusal))
            return JudgePage.With(new JudgeModel(work, form));
        if (refusal == Refusal.NotFound)
            return TypedResults.NotFound();

        // Somebody who may no longer judge it is told why, sees nothing of the work and can give it back.
        form.RefuseAlone(refusal);
        var queue = await QueueAsync(visit, form);
        return QueuePage.With(queue with { NoLonger = queue.Begun.Any(item => item.Id == id) ? id : null }, refusal.Status);
    }

    private static async Task<QueueModel> QueueAsync(Visit visit, Form form, Id<Submission>? after = null, Id<Review>? begunAfter = null) =>
        new(
            (await visit.WaitingAsync(after)).At("/assessing", item => item.Id),
            await visit.BegunAsync(begunAfter),
            after is not null || begunAfter is not null,
            form
        );

    /// <summary>A submitted file; if the assessor must not know whose it is, its name does not say.</summary>
    private static async Task<IResult> SendFile(Id<Review> id, int index, Visit visit, HttpContext http, FileStore files) =>
        (await visit.FindMyReviewAsync(id)).Succeeds(out var work, out _)
        && work.Snapshot.Artifacts.ElementAtOrDefault(index) is { } artifact
        && SubmittedFiles.Send(http, files, work, artifact) is { } file
            ? file
            : TypedResults.NotFound();
}
