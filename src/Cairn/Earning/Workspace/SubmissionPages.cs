using Cairn.Design;
using Cairn.Foundation.Files;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Earning.Workspace;

/// <summary>Handing work in, and reading what was handed in.</summary>
internal static class SubmissionPages
{
    public static void MapSubmissions(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/earning/{id}/submission", Submit).RequirePerson();
        routes.MapGet("/earning/submissions/{id}", Show).RequirePerson();
        routes.MapGet("/earning/submissions/{id}/snapshot.json", Download).RequirePerson();
    }

    private static async Task<IResult> Submit(
        Id<Enrollment> id,
        Form form,
        HttpContext http,
        CairnDb db,
        FileStore files,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.FindEnrollmentAsync(http.Actor(), id, stop) is not { MaySeeDrafts: true } access)
            return TypedResults.NotFound();
        var blueprint = await db.BlueprintOfAsync(access.Enrollment, stop);
        bool? levels = form["levels"] switch
        {
            "stated" => true,
            "unstated" => false,
            _ => null,
        };
        var result = await db.SubmitAsync(files, http.Actor(), access, blueprint, levels, clock.Now(), stop);
        return result.Succeeds(out var submission, out var refusal)
            ? SeeOther.To(EarningUrls.Of(submission.Id)).Saying<Texts>("Submitted.Done")
            : await WorkspacePages.RefusedAsync(db, access, Part.Check, form, refusal, stop);
    }

    private static async Task<IResult> Show(Id<Submission> id, HttpContext http, CairnDb db, CancellationToken stop)
    {
        if (await db.FindSubmissionAsync(http.Actor(), id, stop) is not var (submission, access))
            return TypedResults.NotFound();
        var blueprint = await db
            .Versions.AsNoTracking()
            .Where(v => v.Id == submission.VersionId)
            .Select(v => v.Blueprint)
            .SingleAsync(stop);
        var feedback = await db.FeedbackOnAsync(id, blueprint.Tier, stop);
        var learner = access.MayKnowWhose(blueprint.Tier)
            ? await db.People.AsNoTracking().Where(p => p.Id == submission.LearnerId).SingleAsync(stop)
            : null;
        return SubmissionPage.With(new SubmissionModel(submission, access, blueprint, learner?.Name, feedback));
    }

    private static async Task<IResult> Download(Id<Submission> id, HttpContext http, CairnDb db, CancellationToken stop) =>
        await db.FindSubmissionAsync(http.Actor(), id, stop) is { } found
            ? SubmissionApi.SnapshotFile(found.Submission, http)
            : TypedResults.NotFound();
}

/// <summary>A frozen attempt with what came back on it.</summary>
public sealed class SubmissionModel
{
    internal SubmissionModel(Submission submission, EnrollmentAccess access, Blueprint blueprint, string? learner, Feedback? feedback) =>
        (Submission, Snapshot, Access, Blueprint, Learner, Feedback) = (
            submission,
            submission.Read(),
            access,
            blueprint,
            learner,
            feedback
        );

    internal Submission Submission { get; }
    internal SubmissionSnapshot Snapshot { get; }
    internal EnrollmentAccess Access { get; }
    internal Blueprint Blueprint { get; }

    /// <summary>Null for an assessor of the certified tier.</summary>
    internal string? Learner { get; }

    internal Feedback? Feedback { get; }
    internal bool IsMine => Access.Tie is EnrollmentTie.Learner;
    internal string Url => EarningUrls.Of(Submission.Id);
}
