using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn.Sessions;

namespace Cairn.SignIn.Invitations;

/// <summary>Links to people on the staff that wait for a second person's word.</summary>
internal static class SecondingPages
{
    public const string Address = "/ways-in/waiting";

    public static void MapSeconding(this IEndpointRouteBuilder routes)
    {
        var waiting = routes.MapGroup(Address).RequireRole(SchoolRole.Leader, SchoolRole.Operator);
        waiting.MapGet("", Show);
        waiting.MapPost("", Confirm).RequireFreshSignIn();
    }

    static async Task<IResult> Show(Id<Invitation>? after, HttpContext http, CairnDb db, TimeProvider clock, CancellationToken stop) =>
        SecondingPage.With(await ModelAsync(db, http.Actor(), after, Form.Empty(), clock.Now(), stop));

    static async Task<IResult> Confirm(Form form, HttpContext http, CairnDb db, TimeProvider clock, CancellationToken stop)
    {
        var chosen = form.All("Invitation").Select(one => Id<Invitation>.TryParse(one, out var id) ? id : default).Distinct().ToList();
        if (chosen.Count == 0)
            form.Errors.Add("", "Seconding.NobodyChosen");
        else if (chosen.Count > Seconding.PageSize)
            form.Errors.Add("", "sign-in.too-many-invitations", Seconding.PageSize);
        else if (await db.ConfirmAsync(http.Actor(), chosen, clock.Now(), stop) is { } refusal)
            form.Errors.Add("", refusal.Code, [.. refusal.Args]);
        return form.Invalid
            ? SecondingPage.With(
                await ModelAsync(db, http.Actor(), null, form, clock.Now(), stop),
                StatusCodes.Status422UnprocessableEntity
            )
            : SeeOther.To(Address).Saying<Texts>("Seconding.Done", chosen.Count);
    }

    static async Task<SecondingModel> ModelAsync(
        CairnDb db,
        Actor actor,
        Id<Invitation>? after,
        Form form,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var waiting = await db.WaitingForWordOfAsync(actor, after, now, stop);
        return new SecondingModel(
            [
                .. waiting.Items.Select(one => new SecondingLine(
                    one.Invitation.Id.ToString(),
                    one.Invitee.Person.Name,
                    string.Join(", ", one.Places),
                    one.Maker,
                    one.Invitation.MadeAt,
                    one.Invitee.Person.AccountId is not null,
                    one.Invitation.ClearsSecondStep
                )),
            ],
            form,
            waiting.Next is { } next ? $"{Address}?after={next}" : null
        );
    }
}

public sealed record SecondingModel(IReadOnlyList<SecondingLine> Lines, Form Form, string? Next);

/// <param name="Maker">Who made the link.</param>
/// <param name="Resets">There is an account, which gets a new password.</param>
/// <param name="Clears">It takes the second step and the passkeys away.</param>
public sealed record SecondingLine(string Id, string Name, string Places, string Maker, DateTimeOffset MadeAt, bool Resets, bool Clears);
