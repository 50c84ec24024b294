namespace Cairn.Audit;

/// <summary>
/// What happened stays; the address that it came from helps to find an attack, and is removed after a time. The database lets only an
/// event's address be removed (<c>Foundation/Storage/Triggers.cs</c>).
/// </summary>
internal static class AuditAddresses
{
    /// <summary>So that nobody who writes to the trail waits long.</summary>
    private const int AtOnce = 500;

    /// <summary>For the district's events before an instant.</summary>
    public static async Task ForgetAddressesAsync(this CairnDb db, DateTimeOffset before, CancellationToken stop)
    {
        while (
            await db
                .AuditEvents.Where(one => one.Address != null && one.At < before)
                .OrderBy(one => one.At)
                .Select(one => one.Id)
                .Take(AtOnce)
                .ToListAsync(stop)
                is { Count: > 0 } ids
        )
            await db
                .AuditEvents.Where(one => ids.Contains(one.Id))
                .ExecuteUpdateAsync(one => one.SetProperty(e => e.Address, (string?)null), stop);
    }
}
