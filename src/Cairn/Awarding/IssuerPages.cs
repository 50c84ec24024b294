using Cairn.Credentials.Keys;
using Cairn.Foundation.Signing;

namespace Cairn.Awarding;

/// <summary>What verifiers everywhere ask for, without an account: issuers, status lists, definitions.</summary>
internal static class IssuerPages
{
    public static void MapIssuers(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/.well-known/did.json", WellKnown).AllowAnonymous();
        routes.MapGet("/organizations/{id}/did.json", OfOrganization).AllowAnonymous();
        routes.MapGet("/status/{id:guid}", Status).AllowAnonymous();
    }

    private static Task<IResult> WellKnown(HttpContext http, CairnOptions options, CancellationToken stop) =>
        DocumentAsync(http, Issuers.WellKnown, options.Origin is { } origin ? DidWeb.FromUrl(new Uri(origin)) : null, stop);

    private static Task<IResult> OfOrganization(Id<Organization> id, HttpContext http, CairnOptions options, CancellationToken stop) =>
        DocumentAsync(
            http,
            id.Value.ToString("D"),
            options.Origin is { } origin ? DidWeb.FromUrl(new Uri($"{origin}/organizations/{id}")) : null,
            stop
        );

    /// <summary>
    /// What <paramref name="path"/> of this installation answers, for our own verifier; null when it is not an issuer's document.
    /// </summary>
    public static async Task<byte[]?> OwnDocumentAsync(
        IServiceScopeFactory scopes,
        CairnOptions options,
        string path,
        CancellationToken stop
    )
    {
        if (options.Origin is not { } origin)
            return null;
        var (key, did) = path.Split('/') switch
        {
            ["", ".well-known", "did.json"] => (Issuers.WellKnown, DidWeb.FromUrl(new Uri(origin))),
            ["", "organizations", var id, "did.json"] when Guid.TryParse(id, out var organization) => (
                organization.ToString("D"),
                DidWeb.FromUrl(new Uri($"{origin}/organizations/{id}"))
            ),
            _ => (null, null),
        };
        if (key is null || did is null)
            return null;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        return await db.LocateAsync(LocatorKind.Organization, key, stop) is { } locator
            ? await IssuerDocument.FindAsync(db, locator.TargetId, did, stop)
            : null;
    }

    // Each in a scope of its own: whoever asks may be signed in at another district, and a scope stays in one.

    private static async Task<IResult> DocumentAsync(HttpContext http, string key, string? did, CancellationToken stop)
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        return
            did is not null
            && await db.LocateAsync(LocatorKind.Organization, key, stop) is { } locator
            && await IssuerDocument.FindAsync(db, locator.TargetId, did, stop) is { } document
            ? StoredDocument.Did(document)
            : TypedResults.NotFound();
    }

    private static async Task<IResult> Status(Guid id, HttpContext http, MasterKey master, TimeProvider clock, CancellationToken stop)
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        return
            await db.LocateAsync(LocatorKind.StatusList, id.ToString("D"), stop) is not null
            && await db.CurrentStatusListAsync(id, master, clock.Now(), stop) is { } list
            ? StoredDocument.Credential(list.Bytes)
            : TypedResults.NotFound();
    }
}
