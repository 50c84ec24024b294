using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn.Sessions;

namespace Cairn.SignIn.Tokens;

/// <summary>The district's switch for <see cref="LearnerTokens"/>.</summary>
internal static class LearnerTokenPages
{
    private const string Address = "/schools/learner-tokens";

    public static void MapLearnerTokens(this IEndpointRouteBuilder routes)
    {
        var page = routes.MapGroup(Address).RequireRole(SchoolRole.Operator);
        page.MapGet("", Show);
        page.MapPost("", Keep).RequireFreshSignIn();
        routes.MapLearnerTokenApi();
    }

    private static async Task<IResult> Show(HttpContext http, CairnDb db, CancellationToken stop) =>
        http.Actor().HasEverywhere(SchoolRole.Operator)
            ? LearnerTokensPage.With(new LearnerTokensModel((await db.OwnDistrictAsync(stop)).TokensForMinorsSince))
            : TypedResults.StatusCode(StatusCodes.Status403Forbidden);

    private static async Task<IResult> Keep(Form form, HttpContext http, CairnDb db, TimeProvider clock, CancellationToken stop)
    {
        var allowed = form.Ticked("Allowed");
        if (await db.LetMinorsHaveTokensAsync(allowed, http.Actor(), clock.Now(), stop) is { } refusal)
            return TypedResults.StatusCode(refusal.Status);
        return SeeOther.To(Address).Saying<Texts>(allowed ? "LearnerTokens.OnNow" : "LearnerTokens.OffNow");
    }
}

/// <param name="Since">Null: they do not work.</param>
public sealed record LearnerTokensModel(DateTimeOffset? Since);
