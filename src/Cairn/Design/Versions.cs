namespace Cairn.Design;

/// <summary>An author's micro-credentials and their versions. Finding published ones is the catalogue's task.</summary>
internal static class Versions
{
    private const long LargestBlueprint = 512 * 1024;

    public static void MapVersions(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/design").RequireRole(SchoolRole.Author);
        pages.MapGet("", ShowMine);
        pages.MapPost("/{id}/withdrawal", Withdraw).AsPage<VersionDocument>(Show, version => SeeOther.To($"/design/{version.Id}/edit"));
        pages
            .MapPost("/{id}/revision", ReviseVersion)
            .AsPage<VersionDocument>(Show, version => SeeOther.To($"/design/{version.Id}/edit"))
            .InOtherWords("POST /api/v1/micro-credentials/{id}/versions");
        pages
            .MapPost("/{id}/retirement", RetireVersion)
            .AsPage<Done>(Show, (_, http) => SeeOther.To($"/design/{http.GetRouteValue("id")}").Saying<Texts>(Texts.FlashRetired))
            .InOtherWords("PUT /api/v1/micro-credentials/{id}/retirement");
        pages.MapPost("/{id}/removal", Discard).AsPage<Done>(Show, _ => SeeOther.To("/design").Saying<Texts>(Texts.FlashDiscarded));
        routes.MapGet("/design/{id}", Show).RequirePerson();
        routes.MapGet("/design/{id}/badge", Badge).RequirePerson();

        var api = routes.MapGroup("/api/v1").RequirePerson().WithTags("Design").WithBodyOfAtMost(LargestBlueprint);
        api.MapGet("/versions/{id}", Get).WithSummary("One version with its whole blueprint, and for a draft what is still to do");
        api.MapGet("/versions/{id}/badge", Badge)
            .AnswersWithFile("image/svg+xml", "image/png")
            .WithSummary("Its badge: SVG as Cairn draws it, or the school's own picture");
        api.MapPut("/micro-credentials/{id}/retirement", Retire)
            .RequireRole(SchoolRole.Author, SchoolRole.Leader)
            .WithSummary("Take it out of the catalogue; what was begun may be finished");
        var authors = api.MapGroup("").RequireRole(SchoolRole.Author);
        authors.MapGet("/drafts", Mine).WithSummary("My versions: drafts, in review and published, newest first; 50 a page");
        authors
            .MapPost("/micro-credentials", Begin)
            .AsCreated<VersionDocument>(version => $"/api/v1/versions/{version.Id}")
            .WithSummary("Begin a micro-credential: its first version, as a draft");
        authors
            .MapPost("/micro-credentials/{id}/versions", Revise)
            .WithSummary("Begin a new version from the newest; one under way is given back");
        authors
            .MapPut("/versions/{id}", Save)
            .WithSummary("Save a draft, finished or not; 409 when it changed since the revision that you read");
        authors
            .MapDelete("/versions/{id}", Discard)
            .WithSummary("Throw a draft away that was never in review; with its only version the micro-credential");
        authors
            .MapPut("/versions/{id}/review-request", AskForReview)
            .WithSummary("Ask for a review; refused with all that is missing")
            .MayRefuse(StatusCodes.Status422UnprocessableEntity);
        authors.MapDelete("/versions/{id}/review-request", Withdraw).WithSummary("Take a version back from review");
        authors
            .MapPut("/versions/{id}/badge", UseBadge)
            .WithBodyOfAtMost(BadgeUploads.Largest + 1)
            .Accepts<IFormFile>("image/png", "image/svg+xml")
            .WithSummary("Use a picture of your own as the badge: PNG or SVG, the bytes as they are");
    }

    private static async Task<Outcome<VersionDocument>> Begin(Input<NewMicroCredential> asked, Visit visit, RefusalTexts texts) =>
        InBody(await visit.BeginAsync(asked.Value), texts);

    private static async Task<Outcome<VersionDocument>> Revise(Id<MicroCredential> id, Visit visit, RefusalTexts texts) =>
        InBody(await visit.ReviseAsync(id), texts);

    private static async Task<Outcome<VersionDocument>> ReviseVersion(Id<MicroCredentialVersion> id, Visit visit, RefusalTexts texts) =>
        (await visit.FindVersionAsync(id)).Succeeds(out var version, out var refusal)
            ? await Revise(version.MicroCredentialId, visit, texts)
            : refusal;

    private static async Task<Outcome<VersionDocument>> Save(
        Id<MicroCredentialVersion> id,
        Input<ChangedDraft> asked,
        Visit visit,
        RefusalTexts texts
    ) => InBody(await visit.SaveDraftAsync(id, _ => asked.Value.Blueprint, asked.Value.Revision), texts);

    private static async Task<Outcome<VersionDocument>> UseBadge(
        Id<MicroCredentialVersion> id,
        Visit visit,
        HttpContext http,
        BadgeUploads uploads,
        RefusalTexts texts
    )
    {
        if ((await visit.FindMyVersionAsync(id)).Refusal is { } unknown)
            return unknown;
        return (await uploads.KeepAsync(http.Request.Body, visit.Actor.PersonId, visit.Stop)).Succeeds(out var sha, out var refusal)
            ? InBody(await visit.UseBadgeAsync(id, sha), texts)
            : refusal;
    }

    private static async Task<Outcome<Done>> AskForReview(Id<MicroCredentialVersion> id, Visit visit) =>
        (await visit.AskForReviewAsync(id)).Within("blueprint").As(_ => new Done());

    private static async Task<Outcome<VersionDocument>> Withdraw(Id<MicroCredentialVersion> id, Visit visit, RefusalTexts texts) =>
        InBody(await visit.WithdrawFromReviewAsync(id), texts);

    private static async Task<Outcome<Done>> Discard(Id<MicroCredentialVersion> id, Visit visit) =>
        (await visit.DiscardAsync(id)).As(_ => new Done());

    private static async Task<Outcome<Done>> Retire(Id<MicroCredential> id, Visit visit) =>
        (await visit.RetireAsync(id)).As(_ => new Done());

    private static async Task<Outcome<Done>> RetireVersion(Id<MicroCredentialVersion> id, Visit visit) =>
        (await visit.FindVersionAsync(id)).Succeeds(out var version, out var refusal)
            ? await Retire(version.MicroCredentialId, visit)
            : refusal;

    private static async Task<IResult> ShowMine(Visit visit, Id<MicroCredentialVersion>? after = null) =>
        MyVersionsPage.With(
            new MyVersionsModel((await visit.MyVersionsAsync(after)).At("/design", version => version.Id), after is null ? null : "/design")
        );

    private static async Task<IResult> Show(Id<MicroCredentialVersion> id, Visit visit, Form form)
    {
        if (!(await visit.FindVersionAsync(id)).Succeeds(out var version, out _))
            return TypedResults.NotFound();
        if (!version.IsAuthor(visit.Actor))
            return SeeOther.To(version.Publication is null ? $"/design/reviews/{id}" : $"/catalog/{version.MicroCredentialId}");
        return VersionPage.With(new VersionPageModel(version, await visit.FeedbackOnAsync(id), form));
    }

    private static async Task<Outcome<ListOf<VersionSummary>>> Mine(Visit visit, Id<MicroCredentialVersion>? after = null) =>
        (await visit.MyVersionsAsync(after)).At("/api/v1/drafts", version => version.Id);

    private static async Task<Outcome<VersionDocument>> Get(Id<MicroCredentialVersion> id, Visit visit, RefusalTexts texts) =>
        InBody(await visit.FindVersionAsync(id), texts);

    private static async Task<IResult> Badge(Id<MicroCredentialVersion> id, Visit visit, BadgePictures pictures) =>
        (await visit.FindVersionAsync(id)).Succeeds(out var version, out _) ? pictures.Answer(version.Blueprint) : TypedResults.NotFound();

    /// <summary>Programs send a blueprint as a member of the body; paths of problems start there.</summary>
    private static Outcome<VersionDocument> InBody(Outcome<MicroCredentialVersion> outcome, RefusalTexts texts) =>
        outcome.Within("blueprint").As(version => VersionDocument.Of(version, texts));
}

/// <summary>The reader's own versions.</summary>
public sealed record MyVersionsModel
{
    internal MyVersionsModel(ListOf<VersionSummary> versions, string? previous) => (Versions, Previous) = (versions, previous);

    internal ListOf<VersionSummary> Versions { get; }
    internal string? Previous { get; }
}

/// <summary>One version for its author.</summary>
public sealed record VersionPageModel
{
    internal VersionPageModel(MicroCredentialVersion version, IReadOnlyList<DesignFeedback> feedback, Form form) =>
        (Version, Feedback, Form) = (version, feedback, form);

    internal MicroCredentialVersion Version { get; }
    internal IReadOnlyList<DesignFeedback> Feedback { get; }
    internal Form Form { get; }
}

/// <summary>What may be thrown away.</summary>
public sealed record DiscardModel
{
    internal DiscardModel(MicroCredentialVersion version) => Version = version;

    internal MicroCredentialVersion Version { get; }
}
