using System.Security.Claims;
using System.Text.Encodings.Web;
using Cairn.SignIn.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Cairn.SignIn;

/// <summary><c>Authorization: Bearer cairn_…</c>: a personal access token.</summary>
internal sealed class AccessTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    CairnDb db,
    TimeProvider clock
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "Token";
    public const string Prefix = "cairn_";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var secret = Sent;
        if (secret.Length == 0)
            return AuthenticateResult.NoResult();
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal))
            return AuthenticateResult.Fail("token.unknown");

        var locator = await db.LocateAsync(AccessToken.Located, Secrets.Hash(secret), Context.RequestAborted);
        if (locator is null)
            return AuthenticateResult.Fail("token.unknown");
        var id = new Id<AccessToken>(locator.TargetId);
        var now = clock.Now();
        var found = await (
            from one in db.AccessTokens.AsNoTracking()
            where one.Id == id
            join person in db.People on one.PersonId equals person.Id
            join district in db.Districts on one.DistrictId equals district.Id
            select new
            {
                Token = one,
                Person = person,
                MinorsMay = district.TokensForMinorsSince != null,
            }
        ).FirstOrDefaultAsync(Context.RequestAborted);
        if (found is null || !found.Token.IsUsable(now))
            return AuthenticateResult.Fail("token.expired");
        if (!AccessToken.MayBeHeldBy(found.Person.IsAdult(now), found.MinorsMay))
            return AuthenticateResult.Fail("token.of-a-minor");

        var token = found.Token;
        if (token.IsUsedAgain(now))
            await db
                .AccessTokens.Where(one => one.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.LastUsedAt, now), Context.RequestAborted);

        var identity = new ClaimsIdentity(
            [
                new(PresenceClaims.District, token.DistrictId.ToString()),
                new(PresenceClaims.Person, token.PersonId.ToString()),
                .. TokenScopes.Claims(token),
            ],
            Scheme
        );
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme));
    }

    /// <summary>RFC 6750, 3: how to come in, and whether what came is no good.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = Sent.Length == 0 ? Challenge : Challenge + Invalid;
        return Task.CompletedTask;
    }

    private const string Challenge = "Bearer realm=\"Cairn\"";
    private const string Invalid = ", error=\"invalid_token\", error_description=\"The token is wrong, has expired or was taken back.\"";

    /// <summary>What stands behind Bearer; empty: nothing does.</summary>
    private string Sent =>
        Request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? header["Bearer ".Length..].Trim()
            : "";
}
