using System.Security.Claims;
using Cairn.Foundation;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cairn.SignIn.Cards;

/// <summary>What a child's camera opens: a greeting and one button.</summary>
internal static class CardPages
{
    public static void MapCards(this IEndpointRouteBuilder routes)
    {
        var card = routes.MapGroup("/card/{secret}").RequireRateLimiting(RateLimits.Card);
        card.MapGet("", Show);
        card.MapPost("", Enter);
    }

    /// <summary>Looking is not entering: a phone that previews the address signs nobody in.</summary>
    private static async Task<IResult> Show(string secret, HttpContext http, TimeProvider clock, CancellationToken cancellation) =>
        await FindAsync(http, secret, clock.Now(), cancellation) is var (child, _)
            ? CardPage.With(new CardModel(child.GivenName, $"/card/{secret}"))
            : NoCard();

    private static async Task<IResult> Enter(string secret, Form form, HttpContext http, TimeProvider clock, CancellationToken cancellation)
    {
        if (await FindAsync(http, secret, clock.Now(), cancellation) is not var (child, card)) return NoCard();

        var identity = new ClaimsIdentity([.. PresenceClaims.Of(child), new Claim(PresenceClaims.Card, card.ToString())], SignInSetup.CardScheme);
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        await http.SignInAsync(SignInSetup.CardScheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = false });
        ReaderLanguage.Remember(http.Response, child.Language);
        return SeeOther.To("/");
    }

    private static RazorComponentResult<NoCardPage> NoCard() => NoCardPage.With(new NoCardModel(), StatusCodes.Status404NotFound);

    /// <summary>
    /// The child of a card that works; roles and age are asked anew each time. In a scope of its own: the browser may still be signed in at
    /// another district, and a scope stays in one.
    /// </summary>
    private static async Task<(Person Child, Id<SignInCard> Card)?> FindAsync(
        HttpContext http, string secret, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        if (await db.LocateAsync(LocatorKind.SignInCard, Secrets.Hash(secret), cancellation) is not { } locator) return null;

        var id = new Id<SignInCard>(locator.TargetId);
        var child = await (
            from card in db.SignInCards
            where card.Id == id && card.RevokedAt == null
            join person in db.People on card.PersonId equals person.Id
            where person.EndedAt == null
            select person).AsNoTracking().FirstOrDefaultAsync(cancellation);
        if (child is null) return null;

        var roles = await db.RoleAssignments.Where(one => one.PersonId == child.Id).Select(one => one.Role).ToListAsync(cancellation);
        return SignInCard.MayBeHeldBy(child.IsAdult(now), roles) ? (child, id) : null;
    }
}
