using Cairn.Awarding;
using Cairn.Foundation.Signing;

namespace Cairn.Vcalm;

/// <summary>What verifiers everywhere ask for, without an account: the issuer's document and its status lists.</summary>
internal static class VcalmDocuments
{
    public static void MapVcalmDocuments(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/vcalm/{organization:guid}/did.json", Did).AllowAnonymous();
        routes.MapGet("/vcalm/{organization:guid}/status-lists/{id:guid}", StatusList).AllowAnonymous();
    }

    /// <summary>What <paramref name="path"/> of this installation answers, for our own verifier; null when it is neither.</summary>
    public static async Task<byte[]?> OwnDocumentAsync(
        IServiceScopeFactory scopes,
        CairnOptions options,
        MasterKey master,
        Uri url,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (url.AbsolutePath.Split('/') is not ["", "vcalm", var organization, .. var rest] || !Guid.TryParse(organization, out var issuer))
            return null;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        return rest switch
        {
            ["did.json"] when url.GetLeftPart(UriPartial.Authority) == options.LocalOrigin => await DidAsync(db, options, issuer, stop),
            // A list keeps the origin it began with, so one of an earlier origin is still our own when it stands in our database.
            ["status-lists", var id] when Guid.TryParse(id, out var list) => await StatusListAsync(
                db,
                new(issuer),
                new(list),
                master,
                now,
                url.AbsoluteUri,
                stop
            ),
            _ => null,
        };
    }

    // Each in a scope of its own: whoever asks may have a token of another district, and a scope stays in one.

    private static async Task<IResult> Did(Id<Organization> organization, HttpContext http, CairnOptions options, CancellationToken stop)
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        return await DidAsync(scope.ServiceProvider.GetRequiredService<CairnDb>(), options, organization.Value, stop) is { } document
            ? StoredDocument.Did(document)
            : TypedResults.NotFound();
    }

    private static async Task<IResult> StatusList(
        Id<Organization> organization,
        Id<VcalmList> id,
        HttpContext http,
        MasterKey master,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        return
            await StatusListAsync(scope.ServiceProvider.GetRequiredService<CairnDb>(), organization, id, master, clock.Now(), null, stop)
                is { } list
            ? StoredDocument.Credential(list)
            : TypedResults.NotFound();
    }

    private static async Task<byte[]?> DidAsync(CairnDb db, CairnOptions options, Guid organization, CancellationToken stop) =>
        VcalmKeys.WebDidOf(options, organization) is { } did
        && await db.LocateAsync(LocatorKind.Vcalm, organization.ToString("D"), stop) is not null
            ? await VcalmDocument.FindAsync(db, new(organization), did, stop)
            : null;

    private static async Task<byte[]?> StatusListAsync(
        CairnDb db,
        Id<Organization> organization,
        Id<VcalmList> id,
        MasterKey master,
        DateTimeOffset now,
        string? address,
        CancellationToken stop
    )
    {
        if (await db.LocateAsync(LocatorKind.VcalmList, id.Value.ToString("D"), stop) is null)
            return null;
        if (await db.VcalmLists.FindAsync([db.Tenant.DistrictId, id], stop) is not { } list || list.OrganizationId != organization)
            return null;
        if (address is not null && address != list.Address)
            return null;
        return (await db.CurrentVcalmListAsync(id, master, now, stop))?.Bytes;
    }
}
