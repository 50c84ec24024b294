using Cairn.Foundation.Api;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Cairn.SignIn.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Awarding.Keys;

/// <summary>The signing keys of a school or district, for its operators' programs. The private halves never leave.</summary>
internal static class IssuerKeyApi
{
    public static void MapIssuerKeyApi(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api/v1/schools/{id}/keys").RequireRole(SchoolRole.Operator).WithTags("Schools").WithBodyOfAtMost(4096);
        keys.MapGet("", List).WithSummary("The organization's signing keys, the newest first, each with its period");
        keys.MapPost("/{key}/retirement", Retire).WithSummary("Retire a key at an instant, now by default; the answer is the key that signs from then on").GivesAccess();
    }

    private static async Task<Results<Ok<ListOf<IssuerKeyLine>>, NotFound>> List(Id<Organization> id, HttpContext http, CairnDb db, TimeProvider clock, CancellationToken stop) =>
        await db.OperatedAsync(id, http.Actor(), stop) is null
            ? TypedResults.NotFound()
            : TypedResults.Ok(new ListOf<IssuerKeyLine>(await db.IssuerKeysOfAsync(id, clock.Now(), stop), null));

    /// <summary>Asked twice, the first date stands and the same next key comes back.</summary>
    private static async Task<Results<Ok<IssuerKeyLine>, NotFound, ProblemHttpResult>> Retire(
        Id<Organization> id, Id<IssuerKey> key, JsonBody<KeyRetirement> body, HttpContext http, CairnDb db, Issuers issuers, RefusalTexts texts, TimeProvider clock, CancellationToken stop)
    {
        if (!body.Succeeds(out var asked, out var refusal)) return texts.Problem(refusal);
        if (await db.OperatedAsync(id, http.Actor(), stop) is not { } organization) return TypedResults.NotFound();
        if (await issuers.RotateAsync(http.Actor(), organization, key, asked.At?.ToUniversalTime(), clock.Now(), stop) is not { } result) return TypedResults.NotFound();
        return result.Succeeds(out var rotation, out refusal) ? TypedResults.Ok(IssuerKeyLine.Of(rotation.Next, clock.Now())) : texts.Problem(refusal);
    }
}

/// <param name="At">From when on it signs no more; null: from now.</param>
internal sealed record KeyRetirement(DateTimeOffset? At = null);

/// <param name="Issuer">The identifier under which it signs.</param>
/// <param name="VerificationMethod">How proofs name it.</param>
/// <param name="ExpiresAt">From then on it signs no more; null: no end is set.</param>
/// <param name="State">Whether it signs now.</param>
internal sealed record IssuerKeyLine(
    Id<IssuerKey> Id, int Number, string Issuer, string VerificationMethod, string PublicKeyMultibase, DateTimeOffset ValidFrom, DateTimeOffset? ExpiresAt, KeyState State)
{
    public static IssuerKeyLine Of(IssuerKey key, DateTimeOffset now) => new(
        key.Id, key.Number, key.Did, key.VerificationMethod, key.PublicKeyMultibase, key.CreatedAt, key.RetiredAt,
        key.Covers(now) ? KeyState.Signs : key.CreatedAt > now ? KeyState.Waits : KeyState.Retired);
}

internal enum KeyState { Signs, Waits, Retired }

internal static class IssuerKeyQueries
{
    /// <summary>The school or district, when the actor is an operator there.</summary>
    public static async Task<Organization?> OperatedAsync(this CairnDb db, Id<Organization> id, Actor actor, CancellationToken stop) =>
        actor.Has(SchoolRole.Operator, id) ? await db.Organizations.FirstOrDefaultAsync(o => o.Id == id && o.Kind != OrganizationKind.Partner, stop) : null;

    public static async Task<IReadOnlyList<IssuerKeyLine>> IssuerKeysOfAsync(this CairnDb db, Id<Organization> id, DateTimeOffset now, CancellationToken stop) =>
        [.. (await db.IssuerKeys.AsNoTracking().Where(k => k.OrganizationId == id).OrderByDescending(k => k.Number).ToListAsync(stop)).Select(k => IssuerKeyLine.Of(k, now))];
}
