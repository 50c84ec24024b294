namespace Cairn.Vcalm;

/// <summary>
/// The organizations of an open local instance, where no token names the district. Reads across districts before one is entered, so this
/// file is on the list of those that may ignore the filter.
/// </summary>
internal static class OpenInstances
{
    private const int Most = 100;

    public static async Task<Id<District>?> DistrictOfAsync(this CairnDb db, Id<Organization> id, CancellationToken stop)
    {
        var district = await db
            .Organizations.IgnoreQueryFilters()
            .AsNoTracking()
            .Where(o => o.Id == id)
            .Select(o => o.DistrictId)
            .FirstOrDefaultAsync(stop);
        return district == default ? null : district;
    }

    public static Task<List<Organization>> EverywhereAsync(this CairnDb db, CancellationToken stop) =>
        db
            .Organizations.IgnoreQueryFilters()
            .AsNoTracking()
            .Where(o => o.Kind != OrganizationKind.Partner)
            .OrderBy(o => o.Kind)
            .ThenBy(o => o.Id)
            .Take(Most)
            .ToListAsync(stop);
}
