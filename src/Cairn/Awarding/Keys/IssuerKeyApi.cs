using Cairn.Foundation;
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
        keys.MapPost("/{key}/retirement", Retire)
            .WithSummary("Retire a key at an instant, now by default; the answer is the key that signs from then on")
            .GivesAccess();
        keys.MapGet("/{key}/compromise", Preview).WithSummary("What declaring a key stolen since an instant would do");
        keys.MapPost("/{key}/compromise", Declare)
            .WithSummary(
                "Declare that somebody else has had a key since an instant: what it signed since then is not believed. Cannot be taken back"
            )
            .GivesAccess();
    }

    private static async Task<Results<Ok<ListOf<IssuerKeyLine>>, NotFound>> List(
        Id<Organization> id,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    ) =>
        await db.OperatedAsync(id, http.Actor(), stop) is null
            ? TypedResults.NotFound()
            : TypedResults.Ok(new ListOf<IssuerKeyLine>(await db.IssuerKeysOfAsync(id, clock.Now(), stop), null));

    private static async Task<Results<Ok<CompromisePreview>, NotFound, ProblemHttpResult>> Preview(
        Id<Organization> id,
        Id<IssuerKey> key,
        DateTimeOffset? since,
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.OperatedAsync(id, http.Actor(), stop) is null || await db.IssuerKeyAsync(id, key, stop) is not { } found)
            return TypedResults.NotFound();
        var now = clock.Now();
        return since > now
            ? texts.Problem(new Refusal("awarding.key-stolen-in-the-future", "since"))
            : TypedResults.Ok(await db.CompromiseOfAsync(found, since?.ToUniversalTime() ?? now, stop));
    }

    /// <summary>Asked again, the earliest date stands; the answer is the key that signs in its place.</summary>
    private static async Task<Results<Ok<IssuerKeyLine>, NotFound, ProblemHttpResult>> Declare(
        Id<Organization> id,
        Id<IssuerKey> key,
        JsonBody<KeyTheft> body,
        HttpContext http,
        CairnDb db,
        Issuers issuers,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var asked, out var refusal))
            return texts.Problem(refusal);
        if (await db.OperatedAsync(id, http.Actor(), stop) is not { } organization)
            return TypedResults.NotFound();
        if (await issuers.DeclareAsync(http.Actor(), organization, key, asked.Since.ToUniversalTime(), clock.Now(), stop) is not { } result)
            return TypedResults.NotFound();
        return result.Succeeds(out var compromise, out refusal)
            ? TypedResults.Ok(IssuerKeyLine.Of(compromise.Next, clock.Now()))
            : texts.Problem(refusal);
    }

    /// <summary>Asked twice, the first date stands and the same next key comes back.</summary>
    private static async Task<Results<Ok<IssuerKeyLine>, NotFound, ProblemHttpResult>> Retire(
        Id<Organization> id,
        Id<IssuerKey> key,
        JsonBody<KeyRetirement> body,
        HttpContext http,
        CairnDb db,
        Issuers issuers,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var asked, out var refusal))
            return texts.Problem(refusal);
        if (await db.OperatedAsync(id, http.Actor(), stop) is not { } organization)
            return TypedResults.NotFound();
        if (await issuers.RotateAsync(http.Actor(), organization, key, asked.At?.ToUniversalTime(), clock.Now(), stop) is not { } result)
            return TypedResults.NotFound();
        return result.Succeeds(out var rotation, out refusal)
            ? TypedResults.Ok(IssuerKeyLine.Of(rotation.Next, clock.Now()))
            : texts.Problem(refusal);
    }
}

/// <param name="Since">Since when somebody else may have had the key.</param>
internal sealed record KeyTheft(DateTimeOffset Since);

/// <param name="Since">From then on: never before the key was made, in whole seconds.</param>
/// <param name="NoLongerBelieved">Credentials that the key signed since then: they fail from now on.</param>
/// <param name="BelievedHere">Credentials that it signed before: this installation has them and goes on vouching for them; others cannot
/// tell them from a thief's.</param>
internal sealed record CompromisePreview(DateTimeOffset Since, int NoLongerBelieved, int BelievedHere);

/// <param name="At">From when on it signs no more; null: from now.</param>
internal sealed record KeyRetirement(DateTimeOffset? At = null);

/// <param name="Issuer">The identifier under which it signs.</param>
/// <param name="VerificationMethod">How proofs name it.</param>
/// <param name="ExpiresAt">From then on it signs no more; null: no end is set.</param>
/// <param name="State">Whether it signs now.</param>
/// <param name="CompromisedSince">Since when somebody else may have it; null: nobody said so.</param>
internal sealed record IssuerKeyLine(
    Id<IssuerKey> Id,
    int Number,
    string Issuer,
    string VerificationMethod,
    string PublicKeyMultibase,
    DateTimeOffset ValidFrom,
    DateTimeOffset? ExpiresAt,
    KeyState State,
    DateTimeOffset? CompromisedSince
)
{
    public static IssuerKeyLine Of(IssuerKey key, DateTimeOffset now) =>
        new(
            key.Id,
            key.Number,
            key.Did,
            key.VerificationMethod,
            key.PublicKeyMultibase,
            key.CreatedAt,
            key.RetiredAt,
            key.CompromisedSince is not null ? KeyState.Stolen
                : key.Covers(now) ? KeyState.Signs
                : key.CreatedAt > now ? KeyState.Waits
                : KeyState.Retired,
            key.CompromisedSince
        );
}

internal enum KeyState
{
    Signs,
    Waits,
    Retired,
    Stolen,
}

internal static class IssuerKeyQueries
{
    /// <summary>The school or district, when the actor is an operator there.</summary>
    public static async Task<Organization?> OperatedAsync(this CairnDb db, Id<Organization> id, Actor actor, CancellationToken stop) =>
        actor.Has(SchoolRole.Operator, id)
            ? await db.Organizations.FirstOrDefaultAsync(o => o.Id == id && o.Kind != OrganizationKind.Partner, stop)
            : null;

    public static Task<IssuerKey?> IssuerKeyAsync(this CairnDb db, Id<Organization> id, Id<IssuerKey> key, CancellationToken stop) =>
        db.IssuerKeys.AsNoTracking().FirstOrDefaultAsync(k => k.Id == key && k.OrganizationId == id, stop);

    /// <summary>What it would do to declare the key stolen since then.</summary>
    public static async Task<CompromisePreview> CompromiseOfAsync(
        this CairnDb db,
        IssuerKey key,
        DateTimeOffset since,
        CancellationToken stop
    )
    {
        var from = since < key.CreatedAt ? key.CreatedAt : Instants.WholeSecond(since);
        var all = await db.CredentialIssues.CountAsync(i => i.IssuerKeyId == key.Id, stop);
        var later = await db.CredentialIssues.CountAsync(i => i.IssuerKeyId == key.Id && i.ValidFrom >= from, stop);
        return new(from, later, all - later);
    }

    public static async Task<IReadOnlyList<IssuerKeyLine>> IssuerKeysOfAsync(
        this CairnDb db,
        Id<Organization> id,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        [
            .. (
                await db.IssuerKeys.AsNoTracking().Where(k => k.OrganizationId == id).OrderByDescending(k => k.Number).ToListAsync(stop)
            ).Select(k => IssuerKeyLine.Of(k, now)),
        ];
}
