using Cairn.Design;
using Cairn.Foundation.Api;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cairn.Schools.Picks;

internal static class PickApi
{
    public static void MapPickApi(this IEndpointRouteBuilder routes)
    {
        var picks = routes.MapGroup("/api/v1/schools/{id}/picks").RequireRole(SchoolRole.Leader, SchoolRole.Operator).WithTags("Schools");
        picks.MapGet("", List).WithSummary("A school's short list, by title");
        picks
            .MapPost("", Choose)
            .WithSummary("Put a published micro-credential on the list; one that is there already is given back")
            .WithBodyOfAtMost(4096);
        picks.MapDelete("{pick}", Drop).WithSummary("Take a micro-credential off the list");
    }

    static async Task<Results<Ok<ListOf<Pick>>, NotFound>> List(
        Id<Organization> id,
        HttpContext http,
        CairnDb db,
        CancellationToken stop
    ) =>
        await db.SchoolAsync(id, http.Actor(), stop) is null
            ? TypedResults.NotFound()
            : TypedResults.Ok(new ListOf<Pick>(await db.PicksAsync(id, stop), null));

    static async Task<Results<Ok<ChosenPick>, NotFound, ProblemHttpResult>> Choose(
        Id<Organization> id,
        JsonBody<NewPick> body,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        RefusalTexts texts,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var wanted, out var refusal))
            return texts.Problem(refusal);
        if (await db.SchoolAsync(id, http.Actor(), stop) is not { } school)
            return TypedResults.NotFound();

        return (await db.ChooseAsync(http.Actor(), school, wanted.MicroCredentialId, wanted.Reason, clock.Now(), stop)).Succeeds(
            out var pick,
            out refusal
        )
            ? TypedResults.Ok(new ChosenPick(pick.Id, pick.MicroCredentialId, pick.Reason))
            : texts.Problem(refusal);
    }

    static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Drop(
        Id<Organization> id,
        Id<ShortListing> pick,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        RefusalTexts texts,
        CancellationToken stop
    )
    {
        if (await db.SchoolAsync(id, http.Actor(), stop) is null)
            return TypedResults.NotFound();

        return await db.DropAsync(http.Actor(), id, pick, clock.Now(), stop) is { } refusal
            ? texts.Problem(refusal)
            : TypedResults.NoContent();
    }
}

internal sealed record NewPick(Id<MicroCredential> MicroCredentialId, string? Reason = null);

internal sealed record ChosenPick(Id<ShortListing> Id, Id<MicroCredential> MicroCredentialId, string? Reason);
