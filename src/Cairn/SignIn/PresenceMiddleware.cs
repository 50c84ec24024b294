using System.Security.Claims;
using Cairn.SignIn.Tokens;

namespace Cairn.SignIn;

/// <summary>
/// Enters the signed-in person's district and makes the <see cref="Actor"/>: roles are read on each request, so removing one takes effect
/// at once.
/// </summary>
internal sealed class PresenceMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, CairnDb db, TimeProvider clock)
    {
        db.Tenant.From = NetworkAddress.Of(http.Connection.RemoteIpAddress);
        if (
            http.GetEndpoint()?.Metadata.GetMetadata<PresenceAside>() is null
            && TokenScopes.Admits(http)
            && Id<District>.TryParse(http.User.FindFirstValue(PresenceClaims.District), out var district)
            && Id<Person>.TryParse(http.User.FindFirstValue(PresenceClaims.Person), out var personId)
        )
        {
            db.Tenant.Enter(district);
            var actor = await db.ActorAsync(personId, clock.Now(), http.RequestAborted);
            if (actor is not null && IsTheirs(http, actor) && await MayGoOnAsync(http, db, actor))
                http.Items[typeof(Actor)] = actor;
        }
        await next(http);
    }

    /// <summary>
    /// A person may be parted from the account that signed in: this takes effect at once, not when the cookie is next checked.
    /// </summary>
    private static bool IsTheirs(HttpContext http, Actor actor) =>
        http.User.FindFirstValue(ClaimTypes.NameIdentifier) is not { } account || account == actor.AccountId?.ToString();

    /// <summary>Somebody who came with a card: until the card is taken back, and never with more than a child's rights.</summary>
    private static async Task<bool> MayGoOnAsync(HttpContext http, CairnDb db, Actor actor) =>
        !Id<SignInCard>.TryParse(http.User.FindFirstValue(PresenceClaims.Card), out var card)
        || (
            SignInCard.MayBeHeldBy(actor.IsAdult, actor.Roles.Select(held => held.Role))
            && await db.SignInCards.AnyAsync(one => one.Id == card && one.RevokedAt == null, http.RequestAborted)
        );
}

/// <summary>An address that leads into its own district, whoever is signed in and wherever: an invitation to another school.</summary>
internal sealed record PresenceAside;
