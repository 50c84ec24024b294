using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cairn.SignIn.Cards;

/// <summary>A teacher prints the cards of their class; a leader those of their school.</summary>
internal static class CardPrinting
{
    public static void MapCardPrinting(this IEndpointRouteBuilder routes)
    {
        var cards = routes.MapGroup("/classes/{classId}/cards").RequireRole(SchoolRole.Teacher, SchoolRole.Leader);
        cards.MapGet("", Show);
        cards.MapPost("", Print).RequireFreshSignIn();
        cards.MapPost("revocation", Revoke);
        cards.MapPost("{learner}/revocation", RevokeOne);
    }

    private static async Task<Results<RazorComponentResult<CardsPage>, NotFound>> Show(
        Id<SchoolClass> classId,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.ClassForCardsAsync(classId, http.Actor(), stop) is not { } found)
            return TypedResults.NotFound();

        var children = await db.CardHoldersAsync(classId, clock.Now(), stop);
        var form = Form.Empty().Set("Learner", children.Where(one => one.Card is null).Select(one => one.Child.Id.ToString()));
        return CardsPage.With(CardsModel.Of(found, children, form));
    }

    /// <summary>The answer is the sheet itself and no redirect: the secrets stand on it and nowhere else.</summary>
    private static async Task<IResult> Print(
        Id<SchoolClass> classId,
        Form form,
        HttpContext http,
        CairnDb db,
        CairnOptions options,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.ClassForCardsAsync(classId, http.Actor(), stop) is not { } found)
            return TypedResults.NotFound();

        var children = await db.CardHoldersAsync(classId, clock.Now(), stop);
        var chosen = form.All("Learner");
        if (chosen.Count == 0)
        {
            form.Errors.Add("Learner", "Cards.Nobody");
            return CardsPage.With(CardsModel.Of(found, children, form), StatusCodes.Status422UnprocessableEntity);
        }
        var printed = db.PrintCards(http.Actor(), [.. children.Where(one => chosen.Contains(one.Child.Id.ToString()))], clock.Now());
        await db.SaveChangesAsync(stop);

        var origin = options.Origin ?? $"{http.Request.Scheme}://{http.Request.Host}";
        return CardSheetPage.With(
            new CardSheetModel(
                found.Title,
                $"/classes/{classId}/cards",
                [.. printed.Select(one => new PrintedCardModel(one.Child.GivenName, $"{origin}/card/{one.Secret}"))]
            )
        );
    }

    private static async Task<Results<SeeOther, NotFound>> Revoke(
        Id<SchoolClass> classId,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.ClassForCardsAsync(classId, http.Actor(), stop) is null)
            return TypedResults.NotFound();

        db.RevokeCards(http.Actor(), await db.CardHoldersAsync(classId, clock.Now(), stop), clock.Now());
        await db.SaveChangesAsync(stop);
        return SeeOther.To($"/classes/{classId}/cards").Saying<Texts>("Cards.Revoked");
    }

    private static async Task<Results<SeeOther, NotFound>> RevokeOne(
        Id<SchoolClass> classId,
        Id<Person> learner,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    ) =>
        await db.RevokeCardAsync(http.Actor(), classId, learner, clock.Now(), stop) is { } child
            ? SeeOther.To($"/classes/{classId}/cards").Saying<Texts>("Cards.RevokedOne", child.GivenName)
            : TypedResults.NotFound();
}
