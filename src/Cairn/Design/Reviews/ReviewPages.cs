using Cairn.Foundation;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;

namespace Cairn.Design.Reviews;

/// <summary>Somebody who did not write it reads it against the checklist, and publishes it or says what to change.</summary>
internal static class ReviewPages
{
    public static void MapDesignReviews(this IEndpointRouteBuilder routes)
    {
        var reviews = routes.MapGroup("/design/reviews").RequireRole(SchoolRole.Reviewer);
        reviews.MapGet("", Queue);
        reviews.MapGet("/{id}", Show);
        reviews.MapPost("/{id}", Decide);
    }

    private static async Task<IResult> Queue(Id<MicroCredentialVersion>? after, HttpContext http, CairnDb db, CancellationToken stop) =>
        ReviewQueuePage.With(new ReviewQueueModel(await db.WaitingForReviewAsync(http.Actor(), after, stop), after is null));

    private static async Task<IResult> Show(Id<MicroCredentialVersion> id, HttpContext http, CairnDb db, CancellationToken stop) =>
        await PageAsync(id, Form.Empty(), StatusCodes.Status200OK, http, db, stop);

    private static async Task<IResult> Decide(
        Id<MicroCredentialVersion> id,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var checklist = new DesignChecklist(
            form.Ticked(nameof(DesignChecklist.OneCompetency)),
            form.Ticked(nameof(DesignChecklist.MethodIsClear)),
            form.Ticked(nameof(DesignChecklist.EvidenceShowsTheSkill)),
            form.Ticked(nameof(DesignChecklist.LevelsCanBeToldApart)),
            form.Ticked(nameof(DesignChecklist.FairToEveryLearner)),
            form.Ticked(nameof(DesignChecklist.SafeForTheAudience))
        );
        Refusal? refusal;
        if (form["decision"] is "publish")
        {
            if (
                await db.PublishAsync(
                    id,
                    checklist,
                    long.TryParse(form["revision"], out var read) ? read : 0,
                    http.Actor(),
                    clock.Now(),
                    stop
                )
                is not { } published
            )
                return TypedResults.NotFound();
            if (published.Succeeds(out _, out refusal))
                return SeeOther.To("/design/reviews").Saying<Texts>("Flash.Published");
        }
        else
        {
            if (await db.AskForChangesAsync(id, checklist, form["comment"] ?? "", http.Actor(), clock.Now(), stop) is not { } sent)
                return TypedResults.NotFound();
            if (sent.Succeeds(out _, out refusal))
                return SeeOther.To("/design/reviews").Saying<Texts>("Flash.SentBack");
        }
        form.Errors.Add(
            refusal.Field is "checklist" ? nameof(DesignChecklist.OneCompetency) : refusal.Field ?? "",
            refusal.Code,
            [.. refusal.Args]
        );
        return await PageAsync(id, form, refusal.Status, http, db, stop);
    }

    private static async Task<IResult> PageAsync(
        Id<MicroCredentialVersion> id,
        Form form,
        int status,
        HttpContext http,
        CairnDb db,
        CancellationToken stop
    )
    {
        var actor = http.Actor();
        if (await db.FindVersionAsync(id, actor, stop) is not { } version || version.ReviewRequest is null)
            return TypedResults.NotFound();
        return ReviewPage.With(new ReviewPageModel(version, form, await db.FeedbackOnAsync(id, stop), version.IsAuthor(actor)), status);
    }
}

/// <summary>What waits for the reader's review.</summary>
public sealed class ReviewQueueModel
{
    internal ReviewQueueModel(PageOf<VersionSummary> page, bool isFirst) => (Page, IsFirst) = (page, isFirst);

    internal PageOf<VersionSummary> Page { get; }
    internal bool IsFirst { get; }
    internal IReadOnlyList<VersionSummary> Waiting => Page.Items;
    internal string? Previous => IsFirst ? null : "/design/reviews";
    internal string? Next => Page.HasMore ? $"/design/reviews?after={Waiting[^1].Id}" : null;
}

/// <summary>One version on the reviewer's desk.</summary>
public sealed class ReviewPageModel
{
    internal ReviewPageModel(MicroCredentialVersion version, Form form, IReadOnlyList<DesignFeedback> feedback, bool isAuthor) =>
        (Version, Form, Feedback, IsAuthor) = (version, form, feedback, isAuthor);

    internal MicroCredentialVersion Version { get; }
    internal Form Form { get; }
    internal IReadOnlyList<DesignFeedback> Feedback { get; }
    internal bool IsAuthor { get; }
    internal bool IsOpen => Version.State is VersionState.InReview && !IsAuthor;

    internal static IReadOnlyList<string> Lines { get; } =
    [
        nameof(DesignChecklist.OneCompetency),
        nameof(DesignChecklist.MethodIsClear),
        nameof(DesignChecklist.EvidenceShowsTheSkill),
        nameof(DesignChecklist.LevelsCanBeToldApart),
        nameof(DesignChecklist.FairToEveryLearner),
        nameof(DesignChecklist.SafeForTheAudience),
    ];
}
