using Cairn.SignIn.Sessions;

namespace Cairn.SignIn.Tokens;

/// <summary>
/// What hands out access to others: ways in, cards, roles, signing keys. Pages ask who is there (<see cref="FreshSignIn"/>); a token cannot
/// be asked, so it must have been made for this, which its owner said with password and second step. Who finds another token opens no door
/// with it.
/// </summary>
internal static class GivingAccess
{
    public static readonly Refusal Refused = Refusal.Forbidden("sign-in.token-gives-no-access");

    /// <summary>Asked before anything that was sent is looked at.</summary>
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

/// <summary>On every address that <see cref="GivingAccess.GivesAccess"/> guards, so that a test can ask which are not.</summary>
internal sealed record AccessGiven;
