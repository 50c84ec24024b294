namespace Cairn.Awarding;

/// <summary>What was awarded, and taking it back.</summary>
internal static class Awards
{
    public static void MapAwards(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/granting/awards", ShowAll).RequireRole(SchoolRole.Grantor, SchoolRole.Operator);
        var pages = routes.MapGroup("/awards/{id}").RequireRole(SchoolRole.Grantor, SchoolRole.Operator);
        pages.MapGet("", Show);
        pages.MapPost("/revocation", Revoke).AsPage<RevocationView>(Show, Said);

        var api = routes.MapGroup("/api/v1/awards").RequireRole(SchoolRole.Grantor, SchoolRole.Operator).WithTags("Awards");
        api.MapGet("", List);
        api.MapGet("/{id}", Get);
        api.MapPost("/{id}/revocation", Revoke);
    }

    /// <summary>Doing it twice is a no-op: the first revocation comes back.</summary>
    private static async Task<Outcome<RevocationView>> Revoke(Id<Award> id, Input<RevocationAsked> asked, Visit visit) =>
        (await visit.RevokeAsync(id, asked.Value)).As(RevocationView.Of);

    private static SeeOther Said(RevocationView revoked) => SeeOther.To($"/awards/{revoked.AwardId}").Saying<Texts>(Texts.AwardRevokedDone);

    private static async Task<IResult> ShowAll(Visit visit, Id<Award>? after = null) =>
        AwardsPage.With(
            new AwardsModel(
                (await visit.AwardsAsync(after)).At("/granting/awards", award => award.Id),
                after is null ? null : "/granting/awards"
            )
        );

    private static async Task<IResult> Show(Id<Award> id, Visit visit, Form form)
    {
        if (!(await visit.ReadAwardAsync(id)).Succeeds(out var award, out _))
            return TypedResults.NotFound();
        var learner = await visit.Db.People.AsNoTracking().SingleAsync(p => p.Id == award.LearnerId, visit.Stop);
        return AwardPage.With(new AwardModel(award, form.Start<RevocationAsked>(new { PublicReason = "" }), learner.IsAdult(visit.Now)));
    }

    private static async Task<Outcome<ListOf<AwardView>>> List(Visit visit, Id<Award>? after = null) =>
        (await visit.AwardsAsync(after)).At("/api/v1/awards", award => award.Id);

    private static Task<Outcome<AwardView>> Get(Id<Award> id, Visit visit) => visit.ReadAwardAsync(id);
}
