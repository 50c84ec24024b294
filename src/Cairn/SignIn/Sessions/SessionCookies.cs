using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cairn.SignIn.Sessions;

/// <summary>
/// Ties both cookies, an account's and a card's, to a <see cref="SignInSession"/>: signing in makes it, every request checks that it is
/// open and that the account's security stamp is still the one it was made with, and signing out ends it. So a copied cookie is worth no
/// more than the row, and a new password takes effect at the next request.
/// </summary>
internal sealed class SessionCookies : CookieAuthenticationEvents
{
    private const string Secret = "cairn:session";

    /// <summary>By the hash of its secret, which is unique.</summary>
    private static readonly CompiledQuery<string, FoundSession> ByHash = new(
        (db, hash) =>
            db
                .SignInSessions.AsNoTracking()
                .Where(one => one.SecretSha256 == hash)
                .Select(one => new FoundSession(
                    one,
                    db.Users.Where(account => account.Id == one.AccountId).Select(account => account.SecurityStamp).FirstOrDefault()
                ))
    );

    public override async Task SigningIn(CookieSigningInContext context)
    {
        if (context.Properties.GetString(Secret) is not null)
            return; // the same session, with a new cookie

        var http = context.HttpContext;
        await EndAsync(http, context.Scheme.Name, SessionEnd.SignedInAnew);
        var now = Now(http);
        var secret = Secrets.New();
        // In its own scope: the sign-in must not save the request's unsaved changes, and the browser may still be in another district.
        await using var scope = http.RequestServices.CreateAsyncScope();
        var owner = await OwnerAsync(context.Principal!, OwnDevice.IsSaid(http), now, scope.ServiceProvider, http.RequestAborted);
        var session = new SignInSession(owner, secret, Device.Of(http.Request.Headers.UserAgent.ToString()), AddressOf(http), now);
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        db.SignInSessions.Add(session);
        await db.SaveChangesAsync(http.RequestAborted);

        context.Properties.SetString(Secret, secret);
        context.Properties.IsPersistent = session.OwnDevice;
        context.Properties.ExpiresUtc = session.ExpiresAt;
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var now = Now(http);
        if (context.Properties.GetString(Secret) is { } secret)
        {
            var db = http.RequestServices.GetRequiredService<CairnDb>();
            var hash = Secrets.Hash(secret);
            var found = await ByHash.FirstOrDefaultAsync(db, hash, http.RequestAborted);
            if (found is not null && found.Session.IsOpen(now) && found.Stamp == context.Principal?.FindFirstValue(StampClaim(http)))
            {
                if (found.Session.IsSeenAgain(now))
                    await SeenAsync(db, found.Session, AddressOf(http), now, http.RequestAborted);
                http.Items.TryAdd(typeof(SignInSession), found.Session);
                return;
            }
        }
        context.RejectPrincipal();
    }

    public override Task SigningOut(CookieSigningOutContext context) =>
        EndAsync(context.HttpContext, context.Scheme.Name, SessionEnd.SignedOut);

    /// <summary>
    /// The session of the cookie that this browser sent, if it still had one. The sign-in itself writes the audit trail.
    /// </summary>
    private static async Task EndAsync(HttpContext http, string scheme, SessionEnd why)
    {
        if ((await http.AuthenticateAsync(scheme)).Properties?.GetString(Secret) is not { } secret)
            return;

        var (hash, now) = (Secrets.Hash(secret), Now(http));
        await http
            .RequestServices.GetRequiredService<CairnDb>()
            .SignInSessions.Where(one => one.SecretSha256 == hash && one.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.EndedAt, now).SetProperty(one => one.EndedWhy, why), http.RequestAborted);
    }

    private static Task SeenAsync(CairnDb db, SignInSession session, string? address, DateTimeOffset now, CancellationToken stop) =>
        db
            .SignInSessions.Where(one => one.Id == session.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.LastSeenAt, now).SetProperty(one => one.Address, address), stop);

    /// <summary>
    /// Anybody not known to be of age in every district, and anybody who only learns, does not stay signed in, whatever was ticked.
    /// </summary>
    private static async Task<Owner> OwnerAsync(
        ClaimsPrincipal principal,
        bool ownDevice,
        DateTimeOffset now,
        IServiceProvider services,
        CancellationToken stop
    )
    {
        if (
            Id<SignInCard>.TryParse(principal.FindFirstValue(PresenceClaims.Card), out var card)
            && Id<District>.TryParse(principal.FindFirstValue(PresenceClaims.District), out var district)
        )
            return new Owner(null, district, card, false, false);

        var account = Guid.Parse(principal.FindFirstValue(ClaimTypes.NameIdentifier)!);
        var presences = services.GetRequiredService<Presences>();
        var present = await presences.OfAsync(account, stop);
        var adult = present.Count > 0 && present.TrueForAll(one => one.IsAdult(now));
        if (!adult)
            return new Owner(account, null, null, false, false);

        var roles = (await presences.RolesOfAsync(present, stop)).SelectMany(one => one).ToList();
        var learner = roles.Count > 0 && roles.TrueForAll(role => role is SchoolRole.Learner);
        return new Owner(account, null, null, !learner, ownDevice && !learner);
    }

    private static string StampClaim(HttpContext http) =>
        http.RequestServices.GetRequiredService<IOptions<IdentityOptions>>().Value.ClaimsIdentity.SecurityStampClaimType;

    private static DateTimeOffset Now(HttpContext http) => http.RequestServices.GetRequiredService<TimeProvider>().Now();

    private static string? AddressOf(HttpContext http) =>
        http.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped
            ? mapped.MapToIPv4().ToString()
            : http.Connection.RemoteIpAddress?.ToString();

    private sealed record FoundSession(SignInSession Session, string? Stamp);
}

/// <summary>
/// "This is my own device", ticked when signing in; it holds for this sign-in, even if that takes a second step.
/// </summary>
internal static class OwnDevice
{
    public const string Field = "OwnDevice";

    public static void Say(HttpContext http, bool ticked) => http.Items[typeof(OwnDevice)] = ticked;

    public static bool IsSaid(HttpContext http) => http.Items[typeof(OwnDevice)] is true;
}

internal static class SessionOfRequest
{
    /// <summary>The session in which this request was made; null for strangers and for tokens.</summary>
    public static SignInSession? FindSession(this HttpContext http) => http.Items[typeof(SignInSession)] as SignInSession;
}
