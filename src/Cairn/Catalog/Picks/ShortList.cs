namespace Cairn.Catalog.Picks;

/// <summary>A school's short list: what its learners see first.</summary>
internal static class ShortList
{
    public static void MapShortList(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/schools/{id}/picks").RequireRole(SchoolRole.Leader, SchoolRole.Operator);
        pages.MapGet("", Show);
        pages.MapPost("", Choose).AsPage<ChosenPick>(Show, (_, http) => Said(http, Texts.PicksChosen));
        pages.MapPost("{pick}/removal", Drop).AsPage<Done>(Show, (_, http) => Said(http, Texts.PicksDropped));

        var api = routes.MapGroup("/api/v1/schools/{id}/picks").RequireRole(SchoolRole.Leader, SchoolRole.Operator).WithTags("Schools");
        api.MapGet("", List).WithSummary("A school's short list, by title");
        api.MapPost("", Choose)
            .WithSummary("Put a published micro-credential on the list; one that is there already is given back")
            .WithBodyOfAtMost(4096);
        api.MapDelete("{pick}", Drop).WithSummary("Take a micro-credential off the list");
    }

    private static async Task<Outcome<ChosenPick>> Choose(Id<Organization> id, Input<NewPick> asked, Visit visit) =>
        (await visit.ChooseAsync(id, asked.Value)).As(pick => new ChosenPick(pick.Id, pick.MicroCredentialId, pick.Reason));

    private static Task<Outcome<Done>> Drop(Id<Organization> id, Id<ShortListing> pick, Visit visit) => visit.DropAsync(id, pick);

    private static SeeOther Said(HttpContext http, string key) =>
        SeeOther.To($"/schools/{http.Request.RouteValues["id"]}/picks").Saying<Texts>(key);

    private static async Task<IResult> Show(Id<Organization> id, Visit visit, Form form) =>
        (await visit.SchoolAsync(id)).Succeeds(out var school, out _)
            ? PicksPage.With(new PicksModel(school, form.Start<NewPick>(), await visit.PicksAsync(id), await visit.OfferedAsync(id)))
            : TypedResults.NotFound();

    private static async Task<Outcome<ListOf<Pick>>> List(Id<Organization> id, Visit visit) =>
        (await visit.SchoolAsync(id)).Succeeds(out _, out var refusal) ? new ListOf<Pick>(await visit.PicksAsync(id), null) : refusal;
}
