using Cairn.Assessing;
using Cairn.Awarding;
using Cairn.Earning;

namespace Cairn.Workspace;

/// <summary>One learner's work and its parts: plan, overview, evidence, reflection, check.</summary>
internal static class Parts
{
    public static void MapParts(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/earning/{id}").RequirePerson();
        pages.MapGet("", Page(Part.Plan));
        foreach (var part in Enum.GetValues<Part>().Where(part => part is not Part.Plan))
            pages.MapGet($"/{part.ToString().ToLowerInvariant()}", Page(part));
        pages
            .MapPost("/plan", KeepPlan)
            .AsPage<EnrollmentView>(
                Page(Part.Plan),
                view => SeeOther.To(EarningUrls.OfPart(view.Id, Part.Overview)).Saying<Texts>(Texts.PlanKept)
            );
        pages
            .MapPost("/withdrawal", Withdraw)
            .AsPage<Done>(Page(Part.Plan), _ => SeeOther.To("/earning").Saying<Texts>(Texts.WithdrawDone));

        var api = routes.MapGroup("/api/v1/enrollments/{id}").RequirePerson().WithTags("Enrollments");
        api.MapGet("", Get);
        api.MapPut("/plan", KeepPlan);
        api.MapPost("/withdrawal", Withdraw);
    }

    /// <summary>Autosave sends only what was changed.</summary>
    private static async Task<Outcome<EnrollmentView>> KeepPlan(Id<Enrollment> id, Input<PlanAsked> asked, Visit visit)
    {
        PlanAsked Over(Enrollment kept) =>
            new(
                asked.Form is { } form && form["goal"] is null ? kept.Goal : asked.Value.Goal,
                asked.Form is { } typed && typed["targetDate"] is null ? kept.TargetDate : asked.Value.TargetDate
            );
        return (await visit.PlanAsync(id, Over)).Refusal ?? await Get(id, visit);
    }

    private static async Task<Outcome<Done>> Withdraw(Id<Enrollment> id, Visit visit) =>
        (await visit.WithdrawAsync(id)).As(_ => default(Done));

    private static Task<Outcome<EnrollmentView>> Get(Id<Enrollment> id, Visit visit) => visit.EnrollmentAsync(id);

    /// <summary>The handler that shows a part.</summary>
    public static Delegate Page(Part part) => (Id<Enrollment> id, Visit visit, Form form) => ShowAsync(id, part, visit, form);

    /// <summary>The page of a part. People who may see the work but not its drafts are led to what was submitted.</summary>
    public static async Task<IResult> ShowAsync(Id<Enrollment> id, Part part, Visit visit, Form form)
    {
        if (!(await visit.FindEnrollmentAsync(id)).Succeeds(out var access, out _))
            return TypedResults.NotFound();
        var work = await visit.ReadFullAsync(access);
        if (!access.MaySeeDrafts)
            return work.Submissions is [var last, ..] ? SeeOther.To(EarningUrls.Of(last.Id)) : TypedResults.NotFound();

        var (_, db, _, stop) = visit;
        var feedback = work.Submissions.Any(one => one.Decided is not null)
            ? await db.LastFeedbackAsync(id, work.Blueprint.Tier, stop)
            : null;
        var model = new WorkspaceModel(work, part, feedback, form)
        {
            TakenBack = access.Enrollment.State is EnrollmentState.Revoked ? await db.TakenBackAsync(access.Enrollment, stop) : null,
        };
        return part switch
        {
            Part.Plan => PlanPage.With(model),
            Part.Evidence => EvidencePage.With(model),
            Part.Check => CheckPage.With(model),
            _ => QuestionsPage.With(model),
        };
    }
}
