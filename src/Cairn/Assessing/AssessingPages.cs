using Cairn.Design;
using Cairn.Earning;
using Cairn.Foundation;
using Cairn.Foundation.Api;
using Cairn.Foundation.Files;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;

namespace Cairn.Assessing;

/// <summary>The assessor's pages: the queue, and evidence beside the rubric.</summary>
internal static class AssessingPages
{
    public static void MapAssessingPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/assessing").RequireRole(SchoolRole.Assessor, SchoolRole.Teacher);
        pages.MapGet("", Queue);
        pages.MapPost("", Claim);
        pages.MapGet("/{id}", Show);
        pages.MapPost("/{id}", Judge);
        pages.MapPost("/{id}/draft", Keep);
        pages.MapPost("/{id}/release", Release);
        pages.MapGet("/{id}/files/{index:int}", SendFile);
    }

    private static async Task<IResult> Queue(
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        Id<Submission>? after,
        CancellationToken stop
    ) => QueuePage.With(await ReadQueueAsync(http.Actor(), db, clock.Now(), after, Form.Empty(), stop));

    private static async Task<IResult> Claim(Form form, HttpContext http, CairnDb db, TimeProvider clock, CancellationToken stop)
    {
        var (actor, now) = (http.Actor(), clock.Now());
        if (!Id<Submission>.TryParse(form["Submission"], out var id) || await db.ClaimAsync(actor, id, now, stop) is not { } result)
            return TypedResults.NotFound();
        if (result.Succeeds(out var review, out var refusal))
            return SeeOther.To($"/assessing/{review.Id}");

        form.Errors.Add("", refusal.Code, [.. refusal.Args]);
        return QueuePage.With(await ReadQueueAsync(actor, db, now, null, form, stop), refusal.Status);
    }

    private static async Task<IResult> Show(Id<Review> id, HttpContext http, CairnDb db, TimeProvider clock, CancellationToken stop)
    {
        if (await db.FindMyReviewAsync(http.Actor(), id, stop) is not { } found)
            return TypedResults.NotFound();
        return found.Succeeds(out var work, out var refusal)
            ? JudgePage.With(new JudgeModel(work, ReviewForm.Of(work.Review)))
            : await NoLongerAsync(id, refusal, http.Actor(), db, clock, stop);
    }

    /// <summary>Keeps the draft; recommends when a button says so. What is missing is named, what was typed stays.</summary>
    private static async Task<IResult> Judge(
        Id<Review> id,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var actor = http.Actor();
        if (await db.FindMyReviewAsync(actor, id, stop) is not { } found)
            return TypedResults.NotFound();
        if (!found.Succeeds(out var work, out var no))
            return await NoLongerAsync(id, no, actor, db, clock, stop);

        var recommendation = form["Recommendation"] is { Length: > 0 } ? form.OneOf<Recommendation>("Recommendation") : null;
        var result =
            form.Invalid ? new Refusal("assessing.choose", "Recommendation")
            : recommendation is { } chosen ? await db.RecommendAsync(actor, id, ReviewForm.Read(form), chosen, clock.Now(), stop)
            : await db.DraftAsync(actor, id, ReviewForm.Read(form), clock.Now(), stop);
        if (result is not { Refusal: { } refusal })
            return recommendation is null
                ? SeeOther.To("/assessing").Saying<Texts>("Judge.Kept")
                : SeeOther.To("/assessing").Saying<Texts>("Judge.Done");

        if (!form.Invalid)
            form.Errors.Add(FieldOf(refusal), refusal.Code, [.. refusal.Args]);
        return JudgePage.With(new JudgeModel(work, form), refusal.Status);
    }

    /// <summary>Autosave: only what was touched comes in.</summary>
    private static async Task<IResult> Keep(
        Id<Review> id,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        RefusalTexts texts,
        CancellationToken stop
    )
    {
        var actor = http.Actor();
        if (await db.FindMyReviewAsync(actor, id, stop) is null)
            return TypedResults.NotFound();
        var result = await db.DraftAsync(actor, id, ReviewForm.Read(form), clock.Now(), stop);
        return result is { Refusal: { } refusal } ? texts.Problem(refusal) : TypedResults.NoContent();
    }

    private static async Task<IResult> Release(
        Id<Review> id,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        _ = form;
        var actor = http.Actor();
        if (await db.FindMyReviewAsync(actor, id, stop) is null)
            return TypedResults.NotFound();
        var result = await db.ReleaseAsync(actor, id, clock.Now(), stop);
        return result is { Refusal: { } refusal }
            ? TypedResults.StatusCode(refusal.Status)
            : SeeOther.To("/assessing").Saying<Texts>("Judge.Released");
    }

    /// <summary>A submitted file, under a name that says nothing about whose it is where the assessor must not know.</summary>
    private static async Task<IResult> SendFile(
        Id<Review> id,
        int index,
        HttpContext http,
        CairnDb db,
        FileStore files,
        CancellationToken stop
    )
    {
        if (await db.FindMyReviewAsync(http.Actor(), id, stop) is not { } found || !found.Succeeds(out var work, out _))
            return TypedResults.NotFound();
        return
            work.Snapshot.Artifacts.ElementAtOrDefault(index) is { } artifact
            && SubmittedFiles.Send(http, files, work, artifact) is { } file
            ? file
            : TypedResults.NotFound();
    }

    /// <summary>Who may not judge it any more hears why, sees nothing of the work and can give it back.</summary>
    private static async Task<IResult> NoLongerAsync(
        Id<Review> id,
        Refusal refusal,
        Actor actor,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var form = Form.Empty();
        form.Errors.Add("", refusal.Code, [.. refusal.Args]);
        var queue = await ReadQueueAsync(actor, db, clock.Now(), null, form, stop);
        return QueuePage.With(queue with { NoLonger = queue.Begun.Any(item => item.Id == id) ? id : null }, refusal.Status);
    }

    private static async Task<QueueModel> ReadQueueAsync(
        Actor actor,
        CairnDb db,
        DateTimeOffset now,
        Id<Submission>? after,
        Form form,
        CancellationToken stop
    )
    {
        var waiting = await db.WaitingForAsync(actor, after, now, stop);
        var more = waiting.Count > WaitingWork.PageSize;
        return new QueueModel(
            [.. waiting.Take(WaitingWork.PageSize)],
            await db.BegunByAsync(actor, stop),
            more ? $"/assessing?after={waiting[WaitingWork.PageSize - 1].Id}" : null,
            after is null ? null : "/assessing",
            form
        );
    }

    private static string FieldOf(Refusal refusal) =>
        refusal.Field switch
        {
            "note" => "Note",
            "recommendation" => "Recommendation",
            { } field => field,
            null => "",
        };
}
