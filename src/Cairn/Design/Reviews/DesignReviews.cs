namespace Cairn.Design.Reviews;

/// <summary>Somebody other than the author reads it against the checklist, and publishes it or says what to change.</summary>
internal static class DesignReviews
{
    public static void MapDesignReviews(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/design/reviews").RequireRole(SchoolRole.Reviewer);
        pages.MapGet("", ShowQueue);
        pages.MapGet("/{id}", Show);
        pages
            .MapPost("/{id}", Decide)
            .AsPage<ReviewDecision>(Show, Said)
            .InOtherWords("PUT /api/v1/versions/{id}/publication", "POST /api/v1/versions/{id}/feedback");

        var api = routes.MapGroup("/api/v1").WithTags("Design").WithBodyOfAtMost(64 * 1024);
        api.MapGet("/versions/{id}/feedback", Feedback).RequirePerson().WithSummary("What reviewers asked to change");
        var reviewers = api.MapGroup("").RequireRole(SchoolRole.Reviewer);
        reviewers.MapGet("/design-reviews", Queue).WithSummary("Versions that wait for my review, the longest waiting first; 50 a page");
        reviewers.MapPut("/versions/{id}/publication", Publish).WithSummary("Publish: the version is frozen and offered in the catalogue");
        reviewers.MapPost("/versions/{id}/feedback", AskForChanges).WithSummary("Send a version back to its author with what to change");
    }

    private static async Task<Outcome<PublicationDocument>> Publish(
        Id<MicroCredentialVersion> id,
        Input<ReviewOutcome> asked,
        Visit visit
    ) => (await visit.PublishAsync(id, asked.Value.Checklist, asked.Value.Revision)).As(PublicationDocument.Of);

    private static async Task<Outcome<FeedbackDocument>> AskForChanges(
        Id<MicroCredentialVersion> id,
        Input<ReviewOutcome> asked,
        Visit visit
    ) => (await visit.AskForChangesAsync(id, asked.Value.Checklist, asked.Value.Comment)).As(FeedbackDocument.Of);

    /// <summary>The page's two buttons.</summary>
    private static async Task<Outcome<ReviewDecision>> Decide(Id<MicroCredentialVersion> id, Input<ReviewDecided> asked, Visit visit)
    {
        var (decision, checklist, comment, revision) = asked.Value;
        var outcome =
            decision is ReviewDecision.Publish
                ? (await visit.PublishAsync(id, checklist, revision)).As(_ => decision)
                : (await visit.AskForChangesAsync(id, checklist, comment)).As(_ => decision);
        // The checklist is not a single field there: what is open is reported at its first line.
        return outcome.Refusal is { Field: "checklist" } open ? open.On("oneCompetency") : outcome;
    }

    private static SeeOther Said(ReviewDecision decision) =>
        SeeOther.To("/design/reviews").Saying<Texts>(decision is ReviewDecision.Publish ? Texts.FlashPublished : Texts.FlashSentBack);

    private static async Task<IResult> ShowQueue(Visit visit, Id<MicroCredentialVersion>? after = null) =>
        ReviewQueuePage.With(
            new ReviewQueueModel(
                (await visit.WaitingForReviewAsync(after)).At("/design/reviews", version => version.Id),
                after is null ? null : "/design/reviews"
            )
        );

    /// <summary>Also when somebody else was first: then with what was typed.</summary>
    private static async Task<IResult> Show(Id<MicroCredentialVersion> id, Visit visit, Form form) =>
        (await visit.FindVersionAsync(id)).Succeeds(out var version, out _) && (version.ReviewRequest is not null || form.Invalid)
            ? ReviewPage.With(
                new ReviewPageModel(version, form.Start<ReviewDecided>(), await visit.FeedbackOnAsync(id), version.IsAuthor(visit.Actor))
            )
            : TypedResults.NotFound();

    private static async Task<Outcome<ListOf<VersionSummary>>> Queue(Visit visit, Id<MicroCredentialVersion>? after = null) =>
        (await visit.WaitingForReviewAsync(after)).At("/api/v1/design-reviews", version => version.Id);

    /// <summary>Everybody may read a published version, but not what was said about it along the way.</summary>
    private static async Task<Outcome<IReadOnlyList<FeedbackDocument>>> Feedback(Id<MicroCredentialVersion> id, Visit visit)
    {
        var actor = visit.Actor;
        if (
            !(await visit.FindVersionAsync(id)).Succeeds(out var version, out _)
            || !(version.IsAuthor(actor) || actor.Has(SchoolRole.Reviewer, version.OrganizationId))
        )
            return Refusal.NotFound;
        return (FeedbackDocument[])[.. (await visit.FeedbackOnAsync(id)).Select(FeedbackDocument.Of)];
    }
}

internal enum ReviewDecision
{
    Publish,
    Changes,
}

/// <summary>What the page of a review sends.</summary>
internal sealed record ReviewDecided(
    ReviewDecision Decision,
    DesignChecklist Checklist,
    [MaxLength(DesignFeedback.LongestComment)] string? Comment = null,
    long Revision = 0
);

/// <summary>What waits for the reader's review.</summary>
public sealed record ReviewQueueModel
{
    internal ReviewQueueModel(ListOf<VersionSummary> waiting, string? previous) => (Waiting, Previous) = (waiting, previous);

    internal ListOf<VersionSummary> Waiting { get; }
    internal string? Previous { get; }
}

/// <summary>One version on the reviewer's desk.</summary>
public sealed record ReviewPageModel
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
