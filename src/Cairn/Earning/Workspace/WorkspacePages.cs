using Cairn.Awarding;
using Cairn.Foundation;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.SignIn;

namespace Cairn.Earning.Workspace;

/// <summary>The parts of one learner's work: plan, overview, evidence, reflection, check.</summary>
internal static class WorkspacePages
{
    public static void MapWorkspace(this IEndpointRouteBuilder routes)
    {
        var work = routes.MapGroup("/earning/{id}").RequirePerson();
        work.MapGet("", (Id<Enrollment> id, HttpContext http, CairnDb db, CancellationToken stop) => Show(id, Part.Plan, http, db, stop));
        foreach (var part in Enum.GetValues<Part>().Where(part => part is not Part.Plan))
        {
            var shown = part;
            work.MapGet(
                $"/{part.ToString().ToLowerInvariant()}",
                (Id<Enrollment> id, HttpContext http, CairnDb db, CancellationToken stop) => Show(id, shown, http, db, stop)
            );
        }
        work.MapPost("/plan", KeepPlan);
        work.MapPost("/withdrawal", Withdraw);
    }

    /// <summary>The page of a part. Who may see the work but not its drafts is led to what was submitted.</summary>
    internal static async Task<IResult> Show(Id<Enrollment> id, Part part, HttpContext http, CairnDb db, CancellationToken stop)
    {
        if (await db.FindEnrollmentAsync(http.Actor(), id, stop) is not { } access)
            return TypedResults.NotFound();
        return await PageAsync(db, access, part, null, StatusCodes.Status200OK, stop);
    }

    internal static async Task<IResult> PageAsync(
        CairnDb db,
        EnrollmentAccess access,
        Part part,
        Form? form,
        int status,
        CancellationToken stop,
        IReadOnlyDictionary<string, string>? newer = null
    )
    {
        var work = await db.ReadWorkAsync(access, stop);
        if (!access.MaySeeDrafts)
            return work.Submissions is [var last, ..] ? SeeOther.To(EarningUrls.Of(last.Id)) : TypedResults.NotFound();

        var feedback = await db.LastFeedbackAsync(access.Enrollment.Id, work.Blueprint.Tier, stop);
        var model = new WorkspaceModel(work, part, feedback, form)
        {
            Newer = newer ?? new Dictionary<string, string>(),
            TakenBack = access.Enrollment.State is EnrollmentState.Revoked ? await db.TakenBackAsync(access.Enrollment, stop) : null,
        };
        return part switch
        {
            Part.Plan => PlanPage.With(model, status),
            Part.Evidence => EvidencePage.With(model, status),
            Part.Check => CheckPage.With(model, status),
            _ => QuestionsPage.With(model, status),
        };
    }

    /// <summary>The page again with what was typed and the refusal at its field.</summary>
    internal static Task<IResult> RefusedAsync(
        CairnDb db,
        EnrollmentAccess access,
        Part part,
        Form form,
        Refusal refusal,
        CancellationToken stop
    )
    {
        form.Errors.Add(refusal.Field ?? "", refusal.Code, [.. refusal.Args]);
        return PageAsync(db, access, part, form, refusal.Status, stop);
    }

    private static async Task<IResult> KeepPlan(
        Id<Enrollment> id,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.FindEnrollmentAsync(http.Actor(), id, stop) is not { MaySeeDrafts: true } access)
            return TypedResults.NotFound();

        // Autosave sends what was changed and nothing else.
        var goal = form["goal"] is null ? access.Enrollment.Goal : form["goal"]?.ReplaceLineEndings("\n");
        var date = form["targetDate"] is null ? access.Enrollment.TargetDate : form.Date("targetDate");
        if (form.Invalid)
            return await PageAsync(db, access, Part.Plan, form, StatusCodes.Status422UnprocessableEntity, stop);
        if ((await db.PlanAsync(http.Actor(), access, goal, date, clock.Now(), stop)).Refusal is { } refusal)
            return await RefusedAsync(db, access, Part.Plan, form, refusal, stop);
        return http.WantsJson() ? TypedResults.NoContent() : SeeOther.To(EarningUrls.OfPart(id, Part.Overview)).Saying<Texts>("Plan.Kept");
    }

    private static async Task<IResult> Withdraw(
        Id<Enrollment> id,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.FindEnrollmentAsync(http.Actor(), id, stop) is not { MaySeeDrafts: true } access)
            return TypedResults.NotFound();
        if ((await db.WithdrawAsync(http.Actor(), access, clock.Now(), stop)).Refusal is { } refusal)
            return await RefusedAsync(db, access, Part.Plan, form, refusal, stop);
        return SeeOther.To("/earning").Saying<Texts>("Withdraw.Done");
    }

    /// <summary>The autosave module asks for JSON, a browser's form for a page.</summary>
    internal static bool WantsJson(this HttpContext http) =>
        http.Request.Headers.Accept.ToString() is var accept
        && accept.Contains("application/json", StringComparison.OrdinalIgnoreCase)
        && !accept.Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
