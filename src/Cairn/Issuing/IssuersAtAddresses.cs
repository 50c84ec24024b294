using Cairn.Credentials.Keys;
using Cairn.Foundation.Signing;

namespace Cairn.Issuing;

/// <summary>
/// What stands at the public addresses of issuers. Each answer has a scope of its own: whoever asks may be signed in at another district,
/// and a scope stays in one.
/// </summary>
internal sealed class IssuersAtAddresses(IServiceScopeFactory scopes, CairnOptions options, MasterKey master, TimeProvider clock)
{
    /// <summary>
    /// What an address of this installation answers, for our own verifier; null when nothing of an issuer's stands there.
    /// </summary>
    public async Task<byte[]?> FindAsync(Uri url, CancellationToken stop) =>
        url.AbsolutePath.Split('/') switch
        {
            // A list keeps the address it began with, so one of an earlier origin is still our own when it stands in our database.
            ["", .. var folders, var id] when (folders is ["status"] or ["vcalm", _, "status-lists"]) && Guid.TryParse(id, out var list) =>
                await ListAsync(list, l => l.Address == url.AbsoluteUri, stop),
            [.., "did.json"] when url.GetLeftPart(UriPartial.Authority) != options.LocalOrigin => null,
            ["", ".well-known", "did.json"] => await DocumentAsync(null, "", stop),
            ["", var folder, var id, "did.json"] when Guid.TryParse(id, out var organization) => await DocumentAsync(
                organization,
                $"/{folder}/{id}",
                stop
            ),
            _ => null,
        };

    /// <summary>The document of the <c>did:web</c> with that path.</summary>
    /// <param name="organization">Whose it is; null: that of the host itself.</param>
    public async Task<byte[]?> DocumentAsync(Guid? organization, string path, CancellationToken stop)
    {
        if (options.Origin is not { } origin)
            return null;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        if (await db.LocateAsync(Issuers.Located, organization?.ToString("D") ?? Issuers.WellKnown, stop) is not { } locator)
            return null;
        var did = DidWeb.FromUrl(new Uri(origin + path));
        var keys = await db
            .IssuerKeys.AsNoTracking()
            .Where(k => k.OrganizationId == new Id<Organization>(locator.TargetId) && k.Did == did)
            .OrderBy(k => k.Number)
            .ToListAsync(stop);
        return keys.Count == 0 ? null : IssuerDocument.Write(did, keys);
    }

    /// <summary>The list as it is now, when that is its path, at whichever origin it began.</summary>
    public Task<byte[]?> ListAsync(Guid id, string path, CancellationToken stop) =>
        ListAsync(id, list => list.Address.EndsWith(path, StringComparison.Ordinal), stop);

    private async Task<byte[]?> ListAsync(Guid id, Func<StatusList, bool> stands, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        return await db.LocateAsync(StatusList.Located, id.ToString("D"), stop) is null
            ? null
            : (await db.CurrentStatusListAsync(id, stands, master, clock.Now(), stop))?.Bytes;
    }
}
