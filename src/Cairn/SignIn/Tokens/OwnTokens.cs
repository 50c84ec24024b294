using Cairn.SignIn.Sessions;

namespace Cairn.SignIn.Tokens;

/// <summary>Somebody's own access tokens, and the person one acts as.</summary>
internal static class OwnTokens
{
    private const string Address = "/account/tokens";

    public static void MapOwnTokens(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Address).RequireAccount();
        pages.MapGet("", Show);
        pages
            .MapPost("", Make)
            .RequireFreshSignIn()
            .AsPage<TokenMade>(Show, ShowMadeAsync)
            .OnlyForBrowsers("A token does not make tokens: who finds one must not be able to outlive it.");
        pages.MapPost("{id}/revocation", Revoke).AsPage<Done>(Show, (_, _) => SeeOther.To(Address).Saying<Texts>(Texts.TokensRevokedNow));

        var api = routes.MapGroup("/api/v1/me").RequirePerson().WithTags("Me");
        api.MapGet("", Me);
        api.MapGet("tokens", List);
        api.MapDelete("tokens/{id}", Revoke);
    }

    private static Task<Outcome<TokenMade>> Make(Input<TokenAsked> asked, Visit visit) => visit.MakeTokenAsync(asked.Value);

    private static Task<Outcome<Done>> Revoke(Id<AccessToken> id, Visit visit) => visit.RevokeTokenAsync(id);

    /// <summary>The answer is the page itself, not a redirect: only it shows the secret.</summary>
    private static async Task<IResult> ShowMadeAsync(TokenMade made, HttpContext http) =>
        await ShowAsync((await Visit.BindAsync(http))!, Form.Empty(), made.Secret, null);

    private static Task<IResult> Show(Visit visit, Form form, Id<AccessToken>? after = null) => ShowAsync(visit, form, null, after);

    private static async Task<IResult> ShowAsync(Visit visit, Form form, string? secret, Id<AccessToken>? after) =>
        TokensPage.With(
            new TokensModel(
                form.Start<TokenAsked>(new { Days = 90, Use = TokenUse.Api }),
                secret,
                visit.Actor,
                AccessToken.MayBeHeldBy(visit.Actor.IsAdult, await visit.MinorsMayHaveTokensAsync()),
                (await visit.TokensAsync(after)).At(Address, token => token.Id),
                after is null ? null : Address
            )
        );

    /// <summary>
    /// The caller's tokens, without their secrets. NOTE: a token cannot make tokens; that takes a browser and the account.
    /// </summary>
    private static async Task<Outcome<ListOf<TokenAnswer>>> List(Visit visit, Id<AccessToken>? after = null) =>
        (await visit.TokensAsync(after)).At("/api/v1/me/tokens", token => token.Id);

    /// <summary>The person that the token acts as, and what that person may do.</summary>
    private static Outcome<MeAnswer> Me(Visit visit) => MeAnswer.Of(visit.Actor);
}
