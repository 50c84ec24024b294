using Cairn.Audit;
using Cairn.Design;
using Cairn.Foundation;
using Cairn.Foundation.Api;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Earning;

/// <summary>Enrollments, their plan and their answers, for programs.</summary>
internal static class EnrollmentApi
{
    private const int PageSize = 50;

    public static void MapEnrollmentApi(this IEndpointRouteBuilder routes)
    {
        var enrollments = routes.MapGroup("/api/v1/enrollments").RequirePerson().WithTags("Enrollments");
        enrollments.MapPost("", Start);
        enrollments.MapGet("", ListMine);
        enrollments.MapGet("/{id}", Get);
        enrollments.MapPut("/{id}/plan", KeepPlan);
        enrollments.MapPost("/{id}/withdrawal", Withdraw);
        enrollments.MapGet("/{id}/answers/{key}", GetAnswer);
        enrollments.MapPut("/{id}/answers/{key}", PutAnswer);
        enrollments.MapGet("/{id}/answers/{key}/history", GetHistory);
        enrollments
            .MapPost("/{id}/answers/{key}/restoration", Restore)
            .WithSummary("An earlier text comes back as the newest; what stood there is kept");
    }

    /// <summary>201 when this call began it, 200 when it was there.</summary>
    private static async Task<Results<Created<EnrollmentView>, Ok<EnrollmentView>, NotFound, ProblemHttpResult>> Start(
        JsonBody<StartEnrollment> body,
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var start, out var unread))
            return texts.Problem(unread);
        var actor = http.Actor();
        if (await db.FindOfferAsync(start.MicroCredentialId, stop) is not { } offer)
            return TypedResults.NotFound();
        var result = await db.EnrollAsync(actor, start.LearnerId ?? actor.PersonId, offer, start.Goal, start.TargetDate, clock.Now(), stop);
        if (!result.Succeeds(out var started, out var refusal))
            return texts.Problem(refusal);

        var view = await ViewAsync(db, actor, started.Enrollment.Id, stop);
        return started.First ? TypedResults.Created($"/api/v1/enrollments/{started.Enrollment.Id}", view!) : TypedResults.Ok(view!);
    }

    /// <summary>The newest first; <paramref name="after"/> is the last id of the page before.</summary>
    private static async Task<Ok<EnrollmentPage>> ListMine(
        HttpContext http,
        CairnDb db,
        CancellationToken stop,
        Id<Enrollment>? after = null
    )
    {
        var items = await db.MyWorkAsync(http.Actor().PersonId, PageSize + 1, stop, after);
        return TypedResults.Ok(
            new EnrollmentPage([.. items.Take(PageSize).Select(EnrollmentLine.Of)], items.Count > PageSize ? items[PageSize - 1].Id : null)
        );
    }

    private static async Task<Results<Ok<EnrollmentView>, NotFound>> Get(
        Id<Enrollment> id,
        HttpContext http,
        CairnDb db,
        CancellationToken stop
    ) => await ViewAsync(db, http.Actor(), id, stop) is { } view ? TypedResults.Ok(view) : TypedResults.NotFound();

    private static async Task<Results<Ok<EnrollmentView>, NotFound, ProblemHttpResult>> KeepPlan(
        Id<Enrollment> id,
        JsonBody<Plan> body,
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var plan, out var unread))
            return texts.Problem(unread);
        var actor = http.Actor();
        if (await db.FindEnrollmentAsync(actor, id, stop) is not { MaySeeDrafts: true } access)
            return TypedResults.NotFound();
        if ((await db.PlanAsync(actor, access, plan.Goal, plan.TargetDate, clock.Now(), stop)).Refusal is { } refusal)
            return texts.Problem(refusal);
        return TypedResults.Ok((await ViewAsync(db, actor, id, stop))!);
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Withdraw(
        Id<Enrollment> id,
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var actor = http.Actor();
        if (await db.FindEnrollmentAsync(actor, id, stop) is not { MaySeeDrafts: true } access)
            return TypedResults.NotFound();
        return (await db.WithdrawAsync(actor, access, clock.Now(), stop)).Refusal is { } refusal
            ? texts.Problem(refusal)
            : TypedResults.NoContent();
    }

    private static async Task<Results<Ok<AnswerView>, NotFound>> GetAnswer(
        Id<Enrollment> id,
        string key,
        HttpContext http,
        CairnDb db,
        CancellationToken stop
    )
    {
        if (await db.FindEnrollmentAsync(http.Actor(), id, stop) is not { MaySeeDrafts: true })
            return TypedResults.NotFound();
        if (await db.Answers.AsNoTracking().FirstOrDefaultAsync(a => a.EnrollmentId == id && a.Key == key, stop) is not { } answer)
            return TypedResults.NotFound();
        http.Response.Headers.ETag = Tag(answer.Version);
        return TypedResults.Ok(AnswerView.Of(answer));
    }

    /// <summary>
    /// <c>If-Match: "3"</c> names the version that the writer had seen; without it, the answer must not exist yet. A stale one is 412, with
    /// the text that is there in <c>current</c>.
    /// </summary>
    private static async Task<Results<Ok<AnswerView>, NotFound, ProblemHttpResult>> PutAnswer(
        Id<Enrollment> id,
        string key,
        JsonBody<AnswerText> body,
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var answer, out var unread))
            return texts.Problem(unread);
        if (await db.FindEnrollmentAsync(http.Actor(), id, stop) is not { MaySeeDrafts: true } access)
            return TypedResults.NotFound();
        var seen = long.TryParse(http.Request.Headers.IfMatch.ToString().Trim('"'), out var version) ? version : 0;
        var blueprint = await db.BlueprintOfAsync(access.Enrollment, stop);
        var writing = new Writing(key, answer.Text.ReplaceLineEndings("\n"), seen);
        if (!(await db.WriteAsync(http.Actor(), access, blueprint, [writing], clock.Now(), stop)).Succeeds(out var all, out var refusal))
            return texts.Problem(refusal);

        var written = all[0];
        if (written is { Refusal: { } stale, Answer: { } current } && stale.Code == "earning.answer-is-newer")
            return TypedResults.Problem(
                detail: texts.Sentence(stale),
                statusCode: StatusCodes.Status412PreconditionFailed,
                extensions: new Dictionary<string, object?> { ["code"] = stale.Code, ["current"] = AnswerView.Of(current) }
            );
        if (written.Refusal is { } refused)
            return texts.Problem(refused);
        if (written.Answer is null)
            return TypedResults.Ok(new AnswerView(key, "", 0, null));
        http.Response.Headers.ETag = Tag(written.Answer.Version);
        return TypedResults.Ok(AnswerView.Of(written.Answer));
    }

    private static async Task<Results<Ok<IReadOnlyList<AnswerView>>, NotFound>> GetHistory(
        Id<Enrollment> id,
        string key,
        HttpContext http,
        CairnDb db,
        CancellationToken stop
    )
    {
        if (await db.FindEnrollmentAsync(http.Actor(), id, stop) is not { MaySeeDrafts: true })
            return TypedResults.NotFound();
        var kept = await db.KeptTexts(id, key).Take(200).ToListAsync(stop);
        return TypedResults.Ok<IReadOnlyList<AnswerView>>([.. kept.Select(h => new AnswerView(key, h.Text, h.Version, h.SavedAt))]);
    }

    private static async Task<Results<Ok<AnswerView>, NotFound, ProblemHttpResult>> Restore(
        Id<Enrollment> id,
        string key,
        JsonBody<KeptVersion> body,
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var kept, out var unread))
            return texts.Problem(unread);
        if (await db.FindEnrollmentAsync(http.Actor(), id, stop) is not { MaySeeDrafts: true } access)
            return TypedResults.NotFound();
        var blueprint = await db.BlueprintOfAsync(access.Enrollment, stop);
        if (
            await db.RestoreAsync(http.Actor(), access, blueprint, key, h => h.Version == kept.Version, clock.Now(), stop) is not { } result
        )
            return TypedResults.NotFound();
        if (!result.Succeeds(out var written, out var refusal))
            return texts.Problem(refusal);
        http.Response.Headers.ETag = Tag(written.Answer!.Version);
        return TypedResults.Ok(AnswerView.Of(written.Answer));
    }

    internal static async Task<EnrollmentView?> ViewAsync(CairnDb db, Actor actor, Id<Enrollment> id, CancellationToken stop) =>
        await db.FindEnrollmentAsync(actor, id, stop) is { } access ? EnrollmentView.Of(await db.ReadWorkAsync(access, stop)) : null;

    private static string Tag(long version) => $"\"{version}\"";
}

internal sealed record StartEnrollment(
    Id<MicroCredential> MicroCredentialId,
    Id<Person>? LearnerId = null,
    string? Goal = null,
    DateOnly? TargetDate = null
);

internal sealed record Plan(string? Goal = null, DateOnly? TargetDate = null);

/// <param name="Version">Of the history: the text to bring back.</param>
internal sealed record KeptVersion(long Version);

internal sealed record AnswerText(string Text);
