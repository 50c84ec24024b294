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
                (view, http) =>
                    http.FormOf().Invalid ? null : SeeOther.To(EarningUrls.OfPart(view.Id, Part.Overview)).Saying<Texts>(Texts.PlanKept)
            );
        pages.MapPost("/plan/draft", SavePlan).InOtherWords("PUT /api/v1/enrollments/{id}/plan");
        pages
            .MapPost("/withdrawal", Withdraw)
            .AsPage<Done>(Page(Part.Plan), _ => SeeOther.To("/earning").Saying<Texts>(Texts.WithdrawDone));
        pages
            .MapPost("/resumption", Resume)
            .AsPage<EnrollmentView>(Page(Part.Plan), view => SeeOther.To(EarningUrls.Of(view.Id)).Saying<Texts>(Texts.ResumeDone));

        var api = routes.MapGroup("/api/v1/enrollments/{id}").RequirePerson().WithTags("Enrollments");
        api.MapGet("", Get);
        api.MapPut("/plan", KeepPlan);
        api.MapPost("/withdrawal", Withdraw).WithSummary("Set it aside: nothing is deleted");
        api.MapPost("/resumption", Resume).WithSummary("Take up again what was set aside");
    }

    private static async Task<Outcome<EnrollmentView>> KeepPlan(Id<Enrollment> id, Input<PlanAsked> asked, Visit visit)
    {
        Merged? merged = null;
        PlanAsked Both(Enrollment kept)
        {
            if (asked.Form is not { } typed)
                return asked.Value;
            merged = Merging.Merge(typed, kept.PlanFields(), whole: true);
            return PlanIn(merged.ToSave());
        }
        if (!(await visit.PlanAsync(id, Both)).Succeeds(out var plan, out var refusal))
            return refusal;
        if (merged is { Clashes.Count: > 0 })
            merged.ShowIn(asked.Form!, plan.PlanFields());
        return await Get(id, visit);
    }

    private static async Task<Outcome<SavedFields>> SavePlan(Id<Enrollment> id, Form typed, Visit visit, RefusalTexts texts)
    {
        Merged? merged = null;
        IReadOnlyList<Refusal> unfit = [];
        var planned = await visit.PlanAsync(
            id,
            kept =>
            {
                merged = Merging.Merge(typed, kept.PlanFields(), whole: false);
                unfit = merged.Fit(form => Wrong(form));
                return PlanIn(merged.ToSave());
            }
        );
        return planned.As(plan => SavedFields.Of(merged!, plan.PlanFields(), unfit, visit.Now, texts));
    }

    private static Refusal? Wrong(Form form)
    {
        PlanIn(form);
        return form.Wrong();
    }

    private static PlanAsked PlanIn(Form form) => new(form.Text("goal", Enrollment.GoalLength), form.Date("targetDate"));

    /// <summary>A plan as the fields of its form.</summary>
    public static Form PlanFields(this Enrollment enrollment) =>
        Form.Of(new { goal = enrollment.Goal, targetDate = enrollment.TargetDate });

    private static async Task<Outcome<Done>> Withdraw(Id<Enrollment> id, Visit visit) =>
        (await visit.WithdrawAsync(id)).As(_ => default(Done));

    private static async Task<Outcome<EnrollmentView>> Resume(Id<Enrollment> id, Visit visit) =>
        (await visit.ResumeAsync(id)).Refusal is { } refusal ? refusal : await Get(id, visit);

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
