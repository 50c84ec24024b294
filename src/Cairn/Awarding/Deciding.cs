using Cairn.Assessing;
using Cairn.Foundation.Files;

namespace Cairn.Awarding;

/// <summary>
/// The grantor's decision on what was recommended: many at once in the classroom tier, or one by one with all the evidence.
/// </summary>
internal static class Deciding
{
    public static void MapDeciding(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/granting").RequireRole(SchoolRole.Grantor).AsksOutsideDuty();
        pages.MapGet("", ShowWaiting);
        pages.MapPost("", GrantMany).AsPage<ManyGranted>(ShowWaiting, Said);
        pages.MapGet("/{reviewId}", Show);
        pages.MapPost("/{reviewId}", Decide).AsPage<DecisionView>(Show, Said);
        pages.MapGet("/{reviewId}/files/{index:int}", SendFile);

        var api = routes.MapGroup("/api/v1/decisions").RequireRole(SchoolRole.Grantor).WithTags("Decisions");
        api.MapGet("/waiting", Waiting).WithSummary("Completed reviews without a decision, the oldest first");
        api.MapGet("/waiting/{reviewId}", GetWaiting).AsksOutsideDuty();
        api.MapGet("/waiting/{reviewId}/files/{index:int}", SendFile)
            .AsksOutsideDuty()
            .AnswersWithFile("application/octet-stream")
            .WithSummary("A file of the work, of its own media type");
        api.MapPost("", Decide).AsCreated<DecisionView>(decision => $"/api/v1/decisions/{decision.Id}");
        api.MapPost("/batch", GrantMany)
            .WithSummary("Grant many that were recommended; what cannot be granted is named, the others are granted")
            .WithBodyOfAtMost(16 * 1024);
        api.MapGet("/{id}", Get);
    }

    /// <summary>Asked twice, even at the same instant, the first decision stands and comes back.</summary>
    private static async Task<Outcome<DecisionView>> Decide(Input<DecisionAsked> asked, Visit visit, Granting granting) =>
        (await granting.DecideAsync(visit, asked.Value)).Succeeds(out var decision, out var refusal)
            ? await ViewAsync(visit, decision)
            : refusal;

    private static SeeOther Said(DecisionView decision) =>
        SeeOther
            .To("/granting")
            .Saying<Texts>(decision.Outcome is DecisionOutcome.Granted ? Texts.DecideGranted : Texts.DecideReturned, decision.Learner);

    /// <summary>Each in a transaction of its own. Asked twice, the first decisions come back.</summary>
    private static async Task<Outcome<ManyGranted>> GrantMany(
        Input<GrantingAsked> asked,
        Visit visit,
        Granting granting,
        RefusalTexts texts
    )
    {
        var lines = new List<GrantLine>();
        foreach (var id in asked.Value.ReviewIds.Distinct())
        {
            var outcome = await granting.DecideAsync(visit, new DecisionAsked(id, DecisionOutcome.Granted));
            lines.Add(
                outcome.Succeeds(out var decision, out var refusal)
                    ? new GrantLine(id, await ViewAsync(visit, decision), null)
                    : new GrantLine(id, null, Named(refusal))
            );
        }
        return new ManyGranted(lines.Count(line => line.Decision is not null), lines);

        ProblemItem Named(Refusal refusal) =>
            texts.Items([(refusal == Refusal.NotFound ? new("assessing.unknown-review") : refusal).On("reviewIds")])[0];
    }

    private static SeeOther? Said(ManyGranted granted, HttpContext http)
    {
        var form = http.FormOf();
        foreach (var line in granted.Items)
            if (line.Problem is { } problem)
                form.Errors.Add("", problem.Code);
        return form.Invalid ? null : SeeOther.To("/granting").Saying<Texts>(Texts.GrantingDone, granted.Granted);
    }

    private static async Task<IResult> ShowWaiting(Visit visit, Form form, Id<Review>? after = null) =>
        GrantingPage.With(new GrantingModel(await visit.UndecidedAsync(after), after is not null, form.Start<GrantingAsked>()));

    private static async Task<IResult> Show(Id<Review> reviewId, Visit visit, Form form)
    {
        if (!(await visit.FindToDecideAsync(reviewId)).Succeeds(out var work, out var refusal))
        {
            if (refusal == Refusal.NotFound)
                return TypedResults.NotFound();
            form.Refuse(refusal);
        }
        // Decided work is read at its own address, which asks for the reason; a decision that came too late is shown without it.
        else if (form.IsPosted && await visit.Db.Decisions.AnyAsync(d => d.SubmissionId == work.Submission.Id, visit.Stop))
            form.RefuseAlone(Refusal.Conflict("assessing.already-decided"));
        else
            return DecidePage.With(new DecideModel(work, form.Start<DecisionAsked>()));

        // Why they may not decide on it is shown above what they may decide.
        var waiting = await visit.UndecidedAsync(null);
        return GrantingPage.With(new GrantingModel(waiting, false, form) { NotSent = form["Note"] }, form.Status);
    }

    private static async Task<Outcome<ListOf<UndecidedItem>>> Waiting(Visit visit, Id<Review>? after = null) =>
        (await visit.UndecidedAsync(after)).At("/api/v1/decisions/waiting", item => item.Id);

    /// <summary>The review with the work, as the grantor may see it.</summary>
    private static async Task<Outcome<ReviewView>> GetWaiting(Id<Review> reviewId, Visit visit) =>
        (await visit.FindToDecideAsync(reviewId)).As(ReviewView.Of);

    /// <summary>The file of the artifact at that place of the review's list.</summary>
    private static async Task<IResult> SendFile(Id<Review> reviewId, int index, Visit visit, HttpContext http, FileStore files) =>
        (await visit.FindToDecideAsync(reviewId)).Succeeds(out var work, out _)
        && work.Snapshot.Artifacts.ElementAtOrDefault(index) is { } artifact
        && SubmittedFiles.Send(http, files, work, artifact) is { } file
            ? file
            : TypedResults.NotFound();

    private static async Task<Outcome<DecisionView>> Get(Id<Decision> id, Visit visit) =>
        await visit.Db.Decisions.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, visit.Stop) is { } decision
        && await ViewAsync(visit, decision) is var view
        && visit.Actor.Has(SchoolRole.Grantor, view.OrganizationId)
            ? view
            : Refusal.NotFound;

    private static Task<DecisionView> ViewAsync(Visit visit, Decision decision) =>
        (
            from submission in visit.Db.Submissions
            where submission.Id == decision.SubmissionId
            join learner in visit.Db.People on submission.LearnerId equals learner.Id
            join award in visit.Db.Awards on decision.Id equals award.DecisionId into awards
            from award in awards.DefaultIfEmpty()
            select new DecisionView(
                decision.Id,
                decision.SubmissionId,
                decision.ReviewId,
                decision.GrantorId,
                decision.Outcome,
                decision.Note,
                decision.DecidedAt,
                award == null ? null : (Id<Award>?)award.Id
            )
            {
                OrganizationId = submission.OrganizationId,
                Learner = learner.GivenName + " " + learner.FamilyName,
            }
        ).SingleAsync(visit.Stop);
}
