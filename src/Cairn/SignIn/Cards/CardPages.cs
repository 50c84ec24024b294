using System.Security.Claims;
using Cairn.SignIn.Devices;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.Cards;

/// <summary>What a child's camera opens: a greeting and one button.</summary>
internal static class CardPages
{
    public static void MapCards(this IEndpointRouteBuilder routes)
    {
        var card = routes.MapGroup("/card/{secret}").RequireRateLimiting(RateLimits.Card);
        card.MapGet("", Show);
        card.MapPost("", Enter).OnlyForBrowsers(SignInPages.SessionOnly);
    }

    /// <summary>Looking is not entering: a phone that previews the address signs nobody in.</summary>
    private static async Task<IResult> Show(string secret, HttpContext http, TimeProvider clock, CancellationToken stop)
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CairnDb>().OpenCardAsync(secret, clock.Now(), stop) is { } open
            ? CardPage.With(new CardModel(open.Child.GivenName, $"/card/{secret}"))
            : NoCard();
    }

    /// <summary>In its own scope: the browser may still be signed in at another district, and a scope stays in one.</summary>
    private static async Task<IResult> Enter(string secret, Form form, HttpContext http, TimeProvider clock, CancellationToken stop)
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        db.Tenant.From = NetworkAddress.Of(http.Connection.RemoteIpAddress);
        if (await db.OpenCardAsync(secret, clock.Now(), stop) is not { } open)
            return NoCard();

        var use = await db.UseAsync(open, DeviceCookie.Keep(http), DeviceKinds.Of(http.Request), clock.Now(), stop);
        var identity = new ClaimsIdentity(
            [
                .. PresenceClaims.Of(open.Child),
                new Claim(PresenceClaims.Card, open.Card.Id.ToString()),
                new Claim(PresenceClaims.CardUse, use.Id.ToString()),
            ],
            SignInSetup.CardScheme
        );
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        await http.SignInAsync(
            SignInSetup.CardScheme,
            new ClaimsPrincipal(identity),
            new AuthenticationProperties { IsPersistent = false }
        );
        Preferences.RememberLanguage(http.Response, open.Child.Language);
        return SeeOther.To("/");
    }

    private static RazorComponentResult<NoCardPage> NoCard() => NoCardPage.With(new NoCardModel(), StatusCodes.Status404NotFound);
}
