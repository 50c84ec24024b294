using Cairn.SignIn.Sessions;
using Cairn.SignIn.Tokens;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.Invitations;

/// <summary>
/// One person's way in: a link to hand over or send, taking it back, parting a person from an account, signing them out everywhere.
/// </summary>
internal static class OneWayIn
{
    public static void MapOneWayIn(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/people/{id}/way-in").RequireRole(SchoolRole.Teacher, SchoolRole.Leader, SchoolRole.Operator);
        pages.MapGet("", Show);
        pages.MapPost("", Invite).RequireFreshSignIn().AsPage<MadeInvitations>(Show, ShowMadeAsync).InOtherWords(WaysIn.Invitations);
        pages.MapPost("revocation", Revoke).AsPage<Done>(Show, (_, http) => Said(http, Texts.WayInRevoked));
        pages.MapPost("parting", Part).RequireFreshSignIn().AsPage<Done>(Show, (_, http) => Said(http, Texts.WayInParted));
        pages
            .MapPost("sign-out", SignOut)
            .RequireRole(SchoolRole.Leader, SchoolRole.Operator)
            .AsPage<Done>(Show, (_, http) => Said(http, Texts.WayInSignedOut));

        var api = routes
            .MapGroup("/api/v1/people/{id}")
            .RequireRole(SchoolRole.Teacher, SchoolRole.Leader, SchoolRole.Operator)
            .WithTags("Ways in");
        api.MapGet("way-in", Get).WithSummary("How somebody signs in");
        api.MapDelete("invitation", Revoke).WithSummary("Take back the link that waits for somebody");
        api.MapDelete("account", Part).WithSummary("Part somebody from their account; the person and their work stay").GivesAccess();
        api.MapDelete("sessions", SignOut)
            .RequireRole(SchoolRole.Leader, SchoolRole.Operator)
            .WithSummary("Somebody signs in again in every browser, and their access tokens of this district end");
    }

    public static string Address(object? id) => $"/people/{id}/way-in";

    private static async Task<Outcome<MadeInvitations>> Invite(
        Id<Person> id,
        Input<OneInvitation> asked,
        Visit visit,
        CairnOptions options
    ) =>
        (await visit.WayInAsync(id)).Succeeds(out _, out var refusal)
            ? await visit.InviteAsync(new InvitationOrder([id], asked.Value.ClearSecondStep), options.LocalOrigin)
            : refusal;

    private static Task<Outcome<Done>> Revoke(Id<Person> id, Visit visit) => visit.RevokeInvitationAsync(id);

    private static Task<Outcome<Done>> Part(Id<Person> id, Visit visit) => visit.PartAsync(id);

    private static Task<Outcome<Done>> SignOut(Id<Person> id, Visit visit) => visit.SignOutEverywhereAsync(id);

    private static SeeOther Said(HttpContext http, string key) => SeeOther.To(Address(http.Request.RouteValues["id"])).Saying<Texts>(key);

    private static async Task<Outcome<WayInAnswer>> Get(Id<Person> id, Visit visit) => (await visit.WayInAsync(id)).As(WayInAnswer.Of);

    private static Task<IResult> Show(Id<Person> id, Visit visit, Form form, UserManager<Account> accounts) =>
        ShowAsync(id, visit, form, accounts, null);

    /// <summary>The answer is the page itself, not a redirect: only it shows the secrets.</summary>
    private static async Task<IResult> ShowMadeAsync(MadeInvitations made, HttpContext http)
    {
        var visit = (await Visit.BindAsync(http))!;
        visit.Db.ChangeTracker.Clear();
        var accounts = http.RequestServices.GetRequiredService<UserManager<Account>>();
        return await ShowAsync(made.Items[0].PersonId, visit, http.FormOf(), accounts, new InvitationSheetModel(made, http));
    }

    private static async Task<IResult> ShowAsync(
        Id<Person> id,
        Visit visit,
        Form form,
        UserManager<Account> accounts,
        InvitationSheetModel? made
    )
    {
        if (!(await visit.WayInAsync(id)).Succeeds(out var found, out _))
            return TypedResults.NotFound();
        var account = found.Person.AccountId is { } of ? await accounts.FindByIdAsync($"{of}") : null;
        var places = await visit.Db.PlacesOfAsync(found.Invitee, visit.Stop);
        return PersonWayInPage.With(new PersonWayInModel(found, visit.Actor, account, places, form.Start<OneInvitation>(), made));
    }
}
