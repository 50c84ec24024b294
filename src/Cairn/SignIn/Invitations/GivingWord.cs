using Cairn.SignIn.Sessions;
using Cairn.SignIn.Tokens;

namespace Cairn.SignIn.Invitations;

/// <summary>Links for staff that wait for a second person's confirmation.</summary>
internal static class GivingWord
{
    public const string Address = "/ways-in/waiting";

    public static void MapGivingWord(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Address).RequireRole(SchoolRole.Leader, SchoolRole.Operator);
        pages.MapGet("", Show);
        pages.MapPost("", Confirm).RequireFreshSignIn().AsPage<Done>(Show, Said);

        var api = routes.MapGroup("/api/v1/ways-in").RequireRole(SchoolRole.Leader, SchoolRole.Operator).WithTags("Ways in");
        api.MapGet("waiting", Waiting).WithSummary("Links to people on the staff that wait for your word as the second person");
        api.MapPost("confirmations", Confirm)
            .WithSummary("Give your word for these links; all or none")
            .WithBodyOfAtMost(20_000)
            .GivesAccess();
    }

    private static Task<Outcome<Done>> Confirm(Input<Confirmation> asked, Visit visit) => visit.ConfirmAsync(asked.Value);

    private static SeeOther Said(Done done, HttpContext http) =>
        SeeOther.To(Address).Saying<Texts>(Texts.SecondingDone, http.FormOf().All("Invitations").Distinct().Count());

    private static async Task<IResult> Show(Visit visit, Form form, Id<Invitation>? after = null) =>
        SecondingPage.With(
            new SecondingModel((await visit.WaitingForWordAsync(after)).At(Address, one => one.Id), form.Start<Confirmation>())
        );

    private static async Task<Outcome<ListOf<WaitingAnswer>>> Waiting(Visit visit, Id<Invitation>? after = null) =>
        (await visit.WaitingForWordAsync(after)).At("/api/v1/ways-in/waiting", one => one.Id);
}
