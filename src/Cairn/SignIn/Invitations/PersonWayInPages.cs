using Cairn.Foundation;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn.Sessions;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.Invitations;

/// <summary>One person's way in: a link by hand or for a mail, taking it back, parting a person from an account.</summary>
internal static class PersonWayInPages
{
    public static void MapPersonWayIn(this IEndpointRouteBuilder routes)
    {
        var person = routes.MapGroup("/people/{id}/way-in").RequireRole(SchoolRole.Teacher, SchoolRole.Leader, SchoolRole.Operator);
        person.MapGet("", Show);
        person.MapPost("", Invite).RequireFreshSignIn();
        person.MapPost("revocation", Revoke);
        person.MapPost("parting", Part).RequireFreshSignIn();
    }

    public static string Address(Id<Person> id) => $"/people/{id}/way-in";

    static async Task<IResult> Show(
        Id<Person> id,
        HttpContext http,
        CairnDb db,
        UserManager<Account> accounts,
        TimeProvider clock,
        CancellationToken stop
    ) =>
        await FindAsync(db, http.Actor(), id, clock.Now(), stop) is { } found
            ? PersonWayInPage.With(await ModelAsync(db, accounts, http.Actor(), found, Form.Empty(), null, stop))
            : TypedResults.NotFound();

    /// <summary>The answer is the page itself and no redirect: the secrets stand on it and nowhere else.</summary>
    static async Task<IResult> Invite(
        Id<Person> id,
        Form form,
        HttpContext http,
        CairnDb db,
        UserManager<Account> accounts,
        CairnOptions options,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await FindAsync(db, http.Actor(), id, clock.Now(), stop) is null)
            return TypedResults.NotFound();

        InvitationSheetModel? shown = null;
        if (
            (await db.InviteAsync(http.Actor(), [id], form.Ticked("ClearSecondStep"), clock.Now(), stop)).Succeeds(
                out var made,
                out var refusal
            )
        )
            shown = InvitationSheetModel.Of(
                "",
                "",
                "",
                options.PublicOrigin(http.Request),
                made,
                Array.Empty<string>().ToLookup(one => one)
            );
        else
            form.Errors.Add("", refusal.Code, [.. refusal.Args]);

        db.ChangeTracker.Clear();
        return await FindAsync(db, http.Actor(), id, clock.Now(), stop) is { } found
            ? PersonWayInPage.With(
                await ModelAsync(db, accounts, http.Actor(), found, form, shown, stop),
                form.Invalid ? refusal!.Status : StatusCodes.Status200OK
            )
            : TypedResults.NotFound();
    }

    static async Task<IResult> Revoke(Id<Person> id, Form form, HttpContext http, CairnDb db, TimeProvider clock, CancellationToken stop)
    {
        if (await FindAsync(db, http.Actor(), id, clock.Now(), stop) is not { } found)
            return TypedResults.NotFound();
        return Said(await db.RevokeInvitationAsync(http.Actor(), found.Invitee, clock.Now(), stop), id, "WayIn.Revoked");
    }

    static async Task<IResult> Part(Id<Person> id, Form form, HttpContext http, CairnDb db, TimeProvider clock, CancellationToken stop)
    {
        if (await FindAsync(db, http.Actor(), id, clock.Now(), stop) is null)
            return TypedResults.NotFound();
        return Said(await db.PartAsync(http.Actor(), id, clock.Now(), stop), id, "WayIn.Parted");
    }

    static SeeOther Said(Refusal? refusal, Id<Person> id, string done) =>
        refusal is null ? SeeOther.To(Address(id)).Saying<Texts>(done) : SeeOther.To(Address(id)).Saying<Texts>(Tone.Yours, refusal.Code);

    /// <summary>For whom the actor has no duty there is no page.</summary>
    public static async Task<PersonWayIn?> FindAsync(CairnDb db, Actor actor, Id<Person> id, DateTimeOffset now, CancellationToken stop) =>
        (await db.WaysInAsync(actor, [id], now, stop)) is [{ Refusal: null or { Status: not StatusCodes.Status403Forbidden } } found]
            ? found
            : null;

    static async Task<PersonWayInModel> ModelAsync(
        CairnDb db,
        UserManager<Account> accounts,
        Actor actor,
        PersonWayIn found,
        Form form,
        InvitationSheetModel? made,
        CancellationToken stop
    )
    {
        var account = found.Person.AccountId is { } id ? await accounts.FindByIdAsync(id.ToString()) : null;
        return new PersonWayInModel(
            Address(found.Person.Id),
            found.Person.Name,
            string.Join(", ", await db.PlacesOfAsync(found.Invitee, stop)),
            found.State,
            found.Until,
            found.Waits,
            account?.UserName,
            found.Refusal?.Code,
            account is not null && Invitation.MayClear(actor),
            account is not null && found.Invitee.RefusesParting(actor) is null,
            form,
            made
        );
    }
}

/// <param name="Until">How long the link opens that waits for them.</param>
/// <param name="Waits">That link waits for a second person's word.</param>
/// <param name="Username">The account's, when they have one.</param>
/// <param name="No">The text that says why no link can be given.</param>
/// <param name="MayClear">The reader may put the second step aside.</param>
/// <param name="MayPart">The reader may part the person from the account.</param>
/// <param name="Made">The link that was just made; shown once.</param>
public sealed record PersonWayInModel(
    string Url,
    string Name,
    string Places,
    WayIn State,
    DateTimeOffset? Until,
    bool Waits,
    string? Username,
    string? No,
    bool MayClear,
    bool MayPart,
    Form Form,
    InvitationSheetModel? Made
);
