using Cairn.Audit;

namespace Cairn.SignIn.Tokens;

internal static class TokenChanges
{
    private const int MostUsable = 20;
    private const int PageSize = 50;

    public static async Task<Outcome<TokenMade>> MakeTokenAsync(this Visit visit, TokenAsked asked)
    {
        var (actor, db, now, stop) = visit;
        if (await visit.UsableTokensAsync() >= MostUsable)
            return new Refusal("sign-in.too-many-tokens", null, MostUsable);
        if (!AccessToken.Make(actor, await visit.MinorsMayHaveTokensAsync(), asked, now).Succeeds(out var fresh, out var refusal))
            return refusal;

        var (made, secret) = fresh;
        db.AccessTokens.Add(made);
        db.Locators.Add(new Locator(AccessToken.Located, made.SecretSha256, made.DistrictId, made.Id.Value));
        db.Audit(actor, "token.made", made.Id, now, made.Scopes);
        await db.SaveChangesAsync(stop);
        return new TokenMade(secret);
    }

    /// <summary>One of the actor's own. Twice is once.</summary>
    public static async Task<Outcome<Done>> RevokeTokenAsync(this Visit visit, Id<AccessToken> id)
    {
        var (actor, db, now, stop) = visit;
        if (await db.AccessTokens.FirstOrDefaultAsync(one => one.Id == id && one.PersonId == actor.PersonId, stop) is not { } token)
            return Refusal.NotFound;
        if (token.RevokedAt is not null)
            return default(Done);

        token.Revoke(now);
        db.Audit(actor, "token.revoked", token.Id, now);
        await db.SaveChangesAsync(stop);
        return default(Done);
    }

    /// <summary>The actor's, the newest first.</summary>
    public static async Task<PageOf<TokenAnswer>> TokensAsync(this Visit visit, Id<AccessToken>? after)
    {
        var tokens = visit.Db.AccessTokens.AsNoTracking().Where(token => token.PersonId == visit.Actor.PersonId);
        if (after is { } last)
            tokens = tokens.Where(token => token.Id < last);
        var page = await tokens.OrderByDescending(token => token.Id).ToPageAsync(PageSize, visit.Stop);
        return page.As(token => TokenAnswer.Of(token, visit.Now));
    }

    public static Task<int> UsableTokensAsync(this Visit visit) =>
        visit.Db.AccessTokens.CountAsync(
            token => token.PersonId == visit.Actor.PersonId && token.RevokedAt == null && token.ExpiresAt > visit.Now,
            visit.Stop
        );
}
