using Cairn.Audit;
using Cairn.Foundation;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.SignIn.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Cairn.SignIn.Tokens;

internal static class TokenPages
{
    private const int MostUsable = 20;
    private const int Shown = 50;

    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        var tokens = routes.MapGroup("/account/tokens").RequireAccount();
        tokens.MapGet("", Show);
        tokens.MapPost("", Make).RequireFreshSignIn();
        tokens.MapPost("{id}/revocation", Revoke);
    }

    private static async Task<RazorComponentResult<TokensPage>> Show(
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    ) => TokensPage.With(await ModelAsync(db, http.Actor(), Form.Of(new { Days = 90, Use = TokenUse.Api }), null, clock.Now(), stop));

    /// <summary>The answer is the page itself and no redirect: the secret stands on it and nowhere else.</summary>
    private static async Task<RazorComponentResult<TokensPage>> Make(
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var actor = http.Actor();
        var now = clock.Now();
        var name = form.Text("Name", AccessToken.LongestName, required: true);
        var use = form.OneOf<TokenUse>("Use") ?? TokenUse.Api;
        var days = form.Number("Days", 1, AccessToken.LongestFor(actor), required: true);
        if (await db.UsableTokensAsync(actor, now, stop) >= MostUsable)
            form.Errors.Add("", "Tokens.Many", MostUsable);
        if (form.Invalid)
            return TokensPage.With(await ModelAsync(db, actor, form, null, now, stop), StatusCodes.Status422UnprocessableEntity);

        if (
            !AccessToken.Make(actor, await db.MinorsMayHaveTokensAsync(stop), name, days, use, now).Succeeds(out var fresh, out var refusal)
        )
        {
            form.Errors.Add(refusal.Field ?? "", refusal.Code, [.. refusal.Args]);
            return TokensPage.With(await ModelAsync(db, actor, form, null, now, stop), refusal.Status);
        }
        var (made, secret) = fresh;
        db.AccessTokens.Add(made);
        db.Locators.Add(new Locator(LocatorKind.AccessToken, made.SecretSha256, made.DistrictId, made.Id.Value));
        db.Audit(actor, "token.made", made.Id, now, made.Scopes);
        await db.SaveChangesAsync(stop);
        return TokensPage.With(await ModelAsync(db, actor, Form.Of(new { Days = 90, Use = TokenUse.Api }), secret, now, stop));
    }

    private static async Task<Results<SeeOther, NotFound>> Revoke(
        Id<AccessToken> id,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    ) =>
        await db.RevokeTokenAsync(id, http.Actor(), clock.Now(), stop)
            ? SeeOther.To("/account/tokens").Saying<Texts>("Tokens.RevokedNow")
            : TypedResults.NotFound();

    /// <summary>False when the actor has no such token. Twice is once.</summary>
    public static async Task<bool> RevokeTokenAsync(
        this CairnDb db,
        Id<AccessToken> id,
        Actor actor,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var token = await db.AccessTokens.FirstOrDefaultAsync(one => one.Id == id && one.PersonId == actor.PersonId, stop);
        if (token is null)
            return false;
        if (token.RevokedAt is not null)
            return true;

        token.Revoke(now);
        db.Audit(actor, "token.revoked", token.Id, now);
        await db.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>The newest first; ids are in the order of making.</summary>
    public static Task<List<AccessToken>> TokensOfAsync(this CairnDb db, Actor actor, CancellationToken stop) =>
        db
            .AccessTokens.AsNoTracking()
            .Where(token => token.PersonId == actor.PersonId)
            .OrderByDescending(token => token.CreatedAt)
            .ThenByDescending(token => token.Id)
            .Take(Shown)
            .ToListAsync(stop);

    private static async Task<TokensModel> ModelAsync(
        CairnDb db,
        Actor actor,
        Form form,
        string? secret,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        new(
            form,
            secret,
            AccessToken.MayBeHeldBy(actor.IsAdult, await db.MinorsMayHaveTokensAsync(stop)),
            AccessToken.LongestFor(actor),
            [
                .. (await db.TokensOfAsync(actor, stop)).Select(token => new TokenLine(
                    $"/account/tokens/{token.Id}/revocation",
                    token.Name,
                    token.Scopes,
                    token.CreatedAt,
                    token.LastUsedAt,
                    token.ExpiresAt,
                    token.IsUsable(now),
                    token.RevokedAt is not null
                )),
            ]
        );
}

/// <param name="Form">The form for a new token.</param>
/// <param name="Secret">The one that was just made; shown once.</param>
/// <param name="Allowed">False: the reader is not known to be of age, and the district runs no programme for learners.</param>
/// <param name="LongestDays">How long the reader's tokens may work.</param>
/// <param name="Tokens">The newest first.</param>
public sealed record TokensModel(Form Form, string? Secret, bool Allowed, int LongestDays, IReadOnlyList<TokenLine> Tokens);

/// <param name="Used">To five minutes; null: never.</param>
public sealed record TokenLine(
    string RevokeUrl,
    string Name,
    string Scopes,
    DateTimeOffset Made,
    DateTimeOffset? Used,
    DateTimeOffset Ends,
    bool Usable,
    bool Revoked
);
