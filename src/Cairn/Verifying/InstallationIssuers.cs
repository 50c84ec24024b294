using Cairn.Credentials.Keys;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Verifying;

/// <summary>
/// Which issuers are ours, for a visitor who names no district: an organization's key of awards, in use or retired, under the identifier that it had when it
/// was made. Identifier and key together, for a domain may come into other hands. What programs sign (<c>Vcalm/</c>) is not ours in this sense: nobody here
/// judged it. Reads across districts: this file is on the list of those that may ignore the filter.
/// </summary>
internal sealed class InstallationIssuers(IServiceScopeFactory scopes)
{
    /// <summary>The organization's name today; null when the key is none of ours.</summary>
    public async ValueTask<string?> NameAsync(string issuer, PublicKey key, CancellationToken stop)
    {
        var multikey = key.ToMultikey();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        return await (
            from ours in db.IssuerKeys.IgnoreQueryFilters().AsNoTracking()
            where ours.PublicKeyMultibase == multikey && ours.Did == issuer
            join organization in db.Organizations.IgnoreQueryFilters()
                on new { ours.DistrictId, Id = ours.OrganizationId } equals new { organization.DistrictId, organization.Id }
            select organization.Name).FirstOrDefaultAsync(stop);
    }
}
