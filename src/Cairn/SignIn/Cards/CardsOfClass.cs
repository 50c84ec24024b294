using Cairn.SignIn.Sessions;
using Cairn.SignIn.Tokens;

namespace Cairn.SignIn.Cards;

/// <summary>A teacher prints and takes back the cards of their class; a leader those of their school.</summary>
internal static class CardsOfClass
{
    public static void MapCardsOfClass(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/classes/{classId}/cards").RequireRole(SchoolRole.Teacher, SchoolRole.Leader);
        pages.MapGet("", Show);
        pages.MapPost("", Print).RequireFreshSignIn().AsPage<PrintedCards>(Show, Sheet);
        pages.MapPost("revocation", RevokeAll).AsPage<Done>(Show, (_, http) => Said(http, Texts.CardsRevoked));
        pages.MapPost("{learnerId}/revocation", RevokeOne).AsPage<Done>(Show, (done, http) => Said(http, Texts.CardsRevokedOne, done.What));

        var api = routes.MapGroup("/api/v1/classes/{classId}/cards").RequireRole(SchoolRole.Teacher, SchoolRole.Leader).WithTags("Classes");
        api.MapGet("", List);
        api.MapPost("", Print).WithBodyOfAtMost(100_000).GivesAccess();
        api.MapDelete("", RevokeAll).WithSummary("Take back every card of the class");
        api.MapDelete("{learnerId}", RevokeOne).WithSummary("Take back the card of one child");
    }

    /// <summary>New cards; each address is one child's secret, given once.</summary>
    private static Task<Outcome<PrintedCards>> Print(Id<SchoolClass> classId, Input<CardOrder> asked, Visit visit, CairnOptions options) =>
        visit.PrintCardsAsync(classId, asked.Value, options.LocalOrigin);

    private static Task<Outcome<Done>> RevokeAll(Id<SchoolClass> classId, Visit visit) => visit.RevokeCardsAsync(classId);

    private static Task<Outcome<Done>> RevokeOne(Id<SchoolClass> classId, Id<Person> learnerId, Visit visit) =>
        visit.RevokeCardsAsync(classId, learnerId);

    /// <summary>The answer is the sheet itself, not a redirect: only it shows the secrets.</summary>
    private static IResult Sheet(PrintedCards printed, HttpContext http) =>
        CardSheetPage.With(new CardSheetModel(printed, http.RequestServices.GetRequiredService<CairnOptions>().PublicOrigin(http.Request)));

    private static SeeOther Said(HttpContext http, string key, params object[] arguments) =>
        SeeOther.To($"/classes/{http.Request.RouteValues["classId"]}/cards").Saying<Texts>(key, arguments);

    private static async Task<IResult> Show(Id<SchoolClass> classId, Visit visit, Form form) =>
        (await visit.CardHoldersAsync(classId)).Succeeds(out var holders, out _)
            ? CardsPage.With(
                new CardsModel(
                    holders,
                    form.Start<CardOrder>(new { Learners = holders.Children.Where(one => one.Card is null).Select(one => one.Child.Id) })
                )
            )
            : TypedResults.NotFound();

    /// <summary>The children of the class who may have a card, since when they have one, and when and where it was last used.</summary>
    private static async Task<Outcome<ListOf<CardHolderLine>>> List(Id<SchoolClass> classId, Visit visit) =>
        (await visit.CardHoldersAsync(classId)).As(holders => new ListOf<CardHolderLine>(
            [.. holders.Children.Select(CardHolderLine.Of)],
            null
        ));
}
