using System.Security.Claims;

namespace Cairn.SignIn.Tokens;

/// <summary>
/// What a token is for. It never does more than it was made for: somebody who finds a verifier's token cannot read a school's data.
/// </summary>
internal static class TokenScopes
{
    /// <summary>Everything that its person may do, through <c>/api/v1</c>.</summary>
    public const string Api = "api";

    /// <summary>In addition, to hand out access: ways in, cards, roles, signing keys.</summary>
    public const string Access = "api.access";

    /// <summary>To issue through <c>/vcalm</c>, and to change the status of what was issued there.</summary>
    public const string VcalmIssue = "vcalm.issue";

    /// <summary>To verify and derive through <c>/vcalm</c>.</summary>
    public const string VcalmVerify = "vcalm.verify";

    public const string Claim = "cairn:scope";

    public static IReadOnlyList<string> Of(TokenUse use) =>
        use switch
        {
            TokenUse.Access => [Api, Access],
            TokenUse.VcalmIssue => [VcalmIssue, VcalmVerify],
            TokenUse.VcalmVerify => [VcalmVerify],
            _ => [Api],
        };

    public static IEnumerable<Claim> Claims(AccessToken token) => token.Scopes.Split(' ').Select(scope => new Claim(Claim, scope));

    /// <summary>Whether a token may be used for this part of the addresses at all; everybody without one may.</summary>
    public static bool Admits(HttpContext http) =>
        http.User.Identity?.AuthenticationType != AccessTokenHandler.Scheme
        || (
            http.Request.Path.StartsWithSegments("/api")
                ? http.User.HasClaim(Claim, Api)
                : ForPrograms.Is(http.Request)
                    && http.User.HasClaim(claim => claim.Type == Claim && claim.Value is VcalmIssue or VcalmVerify)
        );
}

/// <summary>The choices on the page where tokens are made.</summary>
internal enum TokenUse
{
    Api,
    Access,
    VcalmVerify,
    VcalmIssue,
}
