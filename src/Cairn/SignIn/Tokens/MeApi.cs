using Cairn.Foundation.Api;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cairn.SignIn.Tokens;

internal static class MeApi
{
    public static void MapMe(this IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/api/v1/me").RequirePerson().WithTags("Me");
        me.MapGet("", Show);
        me.MapGet("tokens", Tokens);
        me.MapDelete("tokens/{id}", Revoke);
    }

    /// <summary>As whom the token acts, and what that person may do.</summary>
    private static Ok<MeAnswer> Show(HttpContext http)
    {
        var actor = http.Actor();
        return TypedResults.Ok(
            new MeAnswer(
                actor.PersonId,
                actor.DistrictId,
                actor.Name,
                actor.IsAdult,
                [.. actor.Roles.Select(held => new RoleAnswer(held.Role, held.OrganizationId, held.WholeDistrict))]
            )
        );
    }

    /// <summary>
    /// The caller's tokens, without their secrets. NOTE: a token does not make tokens; that takes a browser and the account.
    /// </summary>
    private static async Task<Ok<ListOf<TokenAnswer>>> Tokens(HttpContext http, CairnDb db, CancellationToken stop) =>
        TypedResults.Ok(
            new ListOf<TokenAnswer>(
                [
                    .. (await db.TokensOfAsync(http.Actor(), stop)).Select(token => new TokenAnswer(
                        token.Id,
                        token.Name,
                        token.Scopes.Split(' '),
                        token.CreatedAt,
                        token.LastUsedAt,
                        token.ExpiresAt,
                        token.RevokedAt
                    )),
                ],
                null
            )
        );

    private static async Task<Results<NoContent, NotFound>> Revoke(
        Id<AccessToken> id,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    ) => await db.RevokeTokenAsync(id, http.Actor(), clock.Now(), stop) ? TypedResults.NoContent() : TypedResults.NotFound();
}

internal sealed record MeAnswer(Id<Person> Id, Id<District> DistrictId, string Name, bool IsAdult, IReadOnlyList<RoleAnswer> Roles);

internal sealed record RoleAnswer(SchoolRole Role, Id<Organization> OrganizationId, bool WholeDistrict);

/// <param name="LastUsedAt">To five minutes; null: never.</param>
internal sealed record TokenAnswer(
    Id<AccessToken> Id,
    string Name,
    IReadOnlyList<string> Scopes,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? RevokedAt
);
