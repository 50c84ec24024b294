using Cairn.SignIn.Sessions;

namespace Cairn.SignIn.Tokens;

/// <summary>
/// What hands out access to others: ways in, cards, roles, signing keys. Pages ask who is there (<see cref="FreshSignIn"/>); a token cannot
/// be asked, so it must have been made for this, which its owner confirmed with password and second step. Any other token that somebody
/// finds opens no door.
/// </summary>
internal static class GivingAccess
{
    public static readonly Refusal Refused = Refusal.Forbidden("sign-in.token-gives-no-access");

    /// <summary>Checked before anything that was sent is read.</summary>
    public static RouteHandlerBuilder GivesAccess(this RouteHandlerBuilder route)
    {
        route.Add(endpoint =>
            endpoint.FilterFactories.Insert(
                0,
                (_, next) =>
                    context =>
                        context.HttpContext.User.HasClaim(TokenScopes.Claim, TokenScopes.Access)
                            ? next(context)
                            : new(context.HttpContext.RequestServices.GetRequiredService<RefusalTexts>().Problem(Refused))
            )
        );
        return route.WithMetadata(new AccessGiven());
    }
}

/// <summary>On every address that <see cref="GivingAccess.GivesAccess"/> guards, so that a test can find those that are not.</summary>
internal sealed record AccessGiven;
