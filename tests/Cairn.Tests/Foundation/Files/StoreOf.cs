using Cairn.Foundation.Files;
using Cairn.Foundation.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Foundation.Files;

/// <summary>A new district's store, with its files in a folder of the test's.</summary>
internal static class StoreOf
{
    public static async Task<(FileStore Files, FileLedger Ledger, Id<District> District)> NewAsync(
        CairnHost host,
        string folder,
        CairnOptions? limits = null
    )
    {
        var (district, tenant) = (await host.NewDistrictAsync(), new Tenant());
        tenant.Enter(district.Id);
        var options = (limits ?? new CairnOptions()) with { Data = folder };
        var ledger = new FileLedger(host.App.Services.GetRequiredService<IServiceScopeFactory>(), options, tenant, host.Clock);
        return (new FileStore(options, tenant, ledger), ledger, district.Id);
    }
}
