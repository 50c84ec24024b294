using Cairn.Awarding;
using Cairn.Earning;
using Cairn.Foundation;
using Cairn.Foundation.Files;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Assessing;

/// <summary>The grantor's pages: what was recommended, many at once in the classroom tier, one by one with everything beside it.</summary>
internal static class GrantingPages
{
    public static void MapGrantingPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/granting").RequireRole(SchoolRole.Grantor).AddEndpointFilter<OutsideDuty>();
        pages.MapGet("", List);
        pages.MapPost("", GrantAll);
        pages.MapGet("/{id}", Show);
        pages.MapPost("/{id}", Decide);
        pages.MapGet("/{id}/files/{index:int}", SendFile);
    }

    private static async Task<IResult> List(HttpContext http, CairnDb db, Id<Review>? after, CancellationToken stop) =>
        GrantingPage.With(await ReadAsync(http.Actor(), db, after, Form.Empty(), stop));

    /// <summary>Each in a transaction of its own: what cannot be granted is named, the others are granted.</summary>
    private static async Task<IResult> GrantAll(Form form, HttpContext http, CairnDb db, Granting granting, CancellationToken stop)
    {
        var actor = http.Actor();
        var chosen = form.All("Review")
            .Select(text => Id<Review>.TryParse(text, out var id) ? id : default)
            .Where(id => id != default)
            .Distinct()
            .Take(WaitingDecisions.PageSize)
            .ToList();
        if (chosen.Count == 0)
            form.Errors.Add("Review", "Granting.NoneChosen");

        var granted = 0;
        foreach (var id in chosen)
        {
            var result = await granting.DecideAsync(actor, id, DecisionOutcome.Granted, null, stop);
            if (result is { Refusal: { } refusal })
                form.Errors.Add("", refusal.Code, [.. refusal.Args]);
            else if (result is not null)
                granted++;
        }
        if (!form.Invalid)
            return SeeOther.To("/granting").Saying<Texts>("Granting.Done", granted);
        return GrantingPage.With(await ReadAsync(actor, db, null, form, stop), StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Show(Id<Review> id, HttpContext http, CairnDb db, CancellationToken stop) =>
        await db.FindForGrantorAsync(http.Actor(), id, stop) is not { } found ? TypedResults.NotFound()
        : found.Succeeds(out var work, out var refusal) ? DecidePage.With(new DecideModel(work, Form.Of(new { Note = "" })))
        : await NotTheirsAsync(refusal, http.Actor(), db, stop);

    private static async Task<IResult> Decide(
        Id<Review> id,
        Form form,
        HttpContext http,
        CairnDb db,
        Granting granting,
        CancellationToken stop
    )
    {
        var actor = http.Actor();
        if (await db.FindForGrantorAsync(actor, id, stop) is not { } found)
            return TypedResults.NotFound();
        if (!found.Succeeds(out var work, out var no))
            return await NotTheirsAsync(no, actor, db, stop);
        var note = form.Text("Note", 4000);
        if (form.OneOf<DecisionOutcome>("Outcome", required: true) is not { } outcome || form.Invalid)
            return await AgainAsync(StatusCodes.Status422UnprocessableEntity);

        if (await granting.DecideAsync(actor, id, outcome, note, stop) is not { Refusal: { } refusal })
            return SeeOther
                .To("/granting")
                .Saying<Texts>(outcome is DecisionOutcome.Granted ? "Decide.Granted" : "Decide.Returned", work.Learner);
        form.Errors.Add(refusal.Field is "note" ? "Note" : "", refusal.Code, [.. refusal.Args]);
        return await AgainAsync(refusal.Status);

        // Decided work is read at its own address, which asks for the reason; what came too late is told without it.
        async Task<IResult> AgainAsync(int status) =>
            !await db.Decisions.AnyAsync(d => d.SubmissionId == work.Review.SubmissionId, stop)
                ? DecidePage.With(new DecideModel(work, form), status)
                : GrantingPage.With(
                    (await ReadAsync(actor, db, null, TooLate(), stop)) with
                    {
                        NotSent = form["Note"],
                    },
                    StatusCodes.Status409Conflict
                );

        static Form TooLate()
        {
            var form = Form.Empty();
            form.Errors.Add("", "assessing.already-decided");
            return form;
        }
    }

    private static async Task<IResult> SendFile(
        Id<Review> id,
        int index,
        HttpContext http,
        CairnDb db,
        FileStore files,
        CancellationToken stop
    )
    {
        if (await db.FindForGrantorAsync(http.Actor(), id, stop) is not { } found || !found.Succeeds(out var work, out _))
            return TypedResults.NotFound();
        return
            work.Snapshot.Artifacts.ElementAtOrDefault(index) is { } artifact
            && SubmittedFiles.Send(http, files, work, artifact) is { } file
            ? file
            : TypedResults.NotFound();
    }

    /// <summary>Why they do not decide on it, above what they may decide.</summary>
    private static async Task<IResult> NotTheirsAsync(Refusal refusal, Actor actor, CairnDb db, CancellationToken stop)
    {
        var form = Form.Empty();
        form.Errors.Add("", refusal.Code, [.. refusal.Args]);
        return GrantingPage.With(await ReadAsync(actor, db, null, form, stop), refusal.Status);
    }

    private static async Task<GrantingModel> ReadAsync(Actor actor, CairnDb db, Id<Review>? after, Form form, CancellationToken stop)
    {
        var items = await db.UndecidedForAsync(actor, after, stop);
        var more = items.Count > WaitingDecisions.PageSize;
        return new GrantingModel(
            [.. items.Take(WaitingDecisions.PageSize)],
            more ? $"/granting?after={items[WaitingDecisions.PageSize - 1].Id}" : null,
            after is null ? null : "/granting",
            form
        );
    }
}

/// <summary>Completed reviews without a decision.</summary>
public sealed record GrantingModel
{
    internal GrantingModel(IReadOnlyList<UndecidedItem> items, string? next, string? previous, Form form) =>
        (Items, Next, Previous, Form) = (items, next, previous, form);

    internal IReadOnlyList<UndecidedItem> Items { get; }
    internal string? Next { get; }
    internal string? Previous { get; }
    internal Form Form { get; }

    /// <summary>A note to a learner that came too late, so that it can be copied.</summary>
    internal string? NotSent { get; init; }
}

/// <summary>One recommendation with everything that the grantor needs.</summary>
public sealed class DecideModel
{
    internal DecideModel(JudgedWork work, Form form) => (Work, Form) = (work, form);

    internal JudgedWork Work { get; }
    internal Form Form { get; }
    internal string Url => $"/granting/{Work.Review.Id}";
    internal bool MayGrant => Work.Review.Recommendation is Recommendation.Award;
    internal EvidenceModel Evidence =>
        EvidenceModel.Of(Work, artifact => $"{Url}/files/{Work.Snapshot.Artifacts.ToList().IndexOf(artifact)}");
}
