using Cairn.Audit;
using Cairn.SignIn.Sessions;

namespace Cairn.SignIn.Tokens;

/// <summary>
/// Whether access tokens of learners, and of anybody not known to be of age, work in a district: off until somebody who runs all of it
/// starts a programme in which they use programs. If turned off, their tokens stop at once; if turned on again, those that have not expired
/// work again.
/// </summary>
internal static class LearnerTokens
{
    private const string Address = "/schools/learner-tokens";

    public static void MapLearnerTokens(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Address).RequireRole(SchoolRole.Operator);
        pages.MapGet("", Show);
        pages.MapPost("", Keep).RequireFreshSignIn().AsPage<Done>(Show, Said);

        var api = routes.MapGroup("/api/v1/district/learner-tokens").RequireRole(SchoolRole.Operator).WithTags("Schools");
        api.MapGet("", Get).WithSummary("Whether access tokens of learners, and of whoever is not known to be of age, work here");
        api.MapPut("", Keep)
            .WithSummary("Let them work, or stop them at once; for who runs all of the district")
            .WithBodyOfAtMost(1024)
            .GivesAccess();
    }

    public static Task<bool> MinorsMayHaveTokensAsync(this Visit visit) =>
        visit.Db.Districts.AnyAsync(one => one.Id == visit.Actor.DistrictId && one.TokensForMinorsSince != null, visit.Stop);

    /// <summary>Twice is once.</summary>
    private static async Task<Outcome<Done>> Keep(Input<LearnerTokensAllowed> asked, Visit visit)
    {
        var (actor, db, now, stop) = visit;
        if (!(await visit.OwnDistrictAsync()).Succeeds(out var district, out var refusal))
            return refusal;
        if (district.TokensForMinorsSince is not null == asked.Value.Allowed)
            return default(Done);

        district.TokensForMinorsSince = asked.Value.Allowed ? now : null;
        db.Audit(actor, asked.Value.Allowed ? "district.learner-tokens-on" : "district.learner-tokens-off", district.Id, now);
        await db.SaveChangesAsync(stop);
        return default(Done);
    }

    private static SeeOther Said(Done done, HttpContext http) =>
        SeeOther.To(Address).Saying<Texts>(http.FormOf().Ticked("Allowed") ? Texts.LearnerTokensOnNow : Texts.LearnerTokensOffNow);

    private static async Task<IResult> Show(Visit visit) =>
        (await visit.OwnDistrictAsync()).Succeeds(out var district, out var refusal)
            ? LearnerTokensPage.With(new LearnerTokensModel(district.TokensForMinorsSince))
            : TypedResults.StatusCode(refusal.Status);

    private static async Task<Outcome<LearnerTokensAnswer>> Get(Visit visit) =>
        (await visit.OwnDistrictAsync()).As(one => new LearnerTokensAnswer(one.TokensForMinorsSince is not null, one.TokensForMinorsSince));

    /// <summary>The district, for somebody who runs all of it.</summary>
    private static async Task<Outcome<District>> OwnDistrictAsync(this Visit visit) =>
        visit.Actor.HasEverywhere(SchoolRole.Operator)
            ? await visit.Db.Districts.SingleAsync(one => one.Id == visit.Actor.DistrictId, visit.Stop)
            : Refusal.Forbidden("sign-in.whole-districts-operator");
}

/// <param name="Since">Null: they do not.</param>
internal sealed record LearnerTokensAnswer(bool Allowed, DateTimeOffset? Since);

internal sealed record LearnerTokensAllowed(bool Allowed);

/// <param name="Since">Null: they do not work.</param>
public sealed record LearnerTokensModel(DateTimeOffset? Since);
