using Cairn.Foundation.Api;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cairn.SignIn.Tokens;

internal static class LearnerTokenApi
{
    public static void MapLearnerTokenApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/district/learner-tokens").RequireRole(SchoolRole.Operator).WithTags("Schools");
        api.MapGet("", Show).WithSummary("Whether access tokens of learners, and of whoever is not known to be of age, work here");
        api.MapPut("", Keep)
            .WithSummary("Let them work, or stop them at once; for who runs all of the district")
            .WithBodyOfAtMost(1024)
            .GivesAccess();
    }

    private static async Task<Ok<LearnerTokensAnswer>> Show(CairnDb db, CancellationToken stop)
    {
        var since = (await db.OwnDistrictAsync(stop)).TokensForMinorsSince;
        return TypedResults.Ok(new LearnerTokensAnswer(since is not null, since));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Keep(
        JsonBody<LearnerTokensAllowed> body,
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var wish, out var refusal))
            return texts.Problem(refusal);
        return await db.LetMinorsHaveTokensAsync(wish.Allowed, http.Actor(), clock.Now(), stop) is { } no
            ? texts.Problem(no)
            : TypedResults.NoContent();
    }
}

/// <param name="Since">Null: they do not.</param>
internal sealed record LearnerTokensAnswer(bool Allowed, DateTimeOffset? Since);

internal sealed record LearnerTokensAllowed(bool Allowed);
