namespace Cairn.Audit;

/// <summary>
/// What happened stays; from which address it was asked for serves to find an attack, and goes after a time. The database lets an event's
/// address go and nothing else of it (<c>Foundation/Storage/Triggers.cs</c>).
/// </summary>
internal static class AuditAddresses
{
    /// <summary>So that nobody who writes into the trail waits for long.</summary>
    private const int AtOnce = 500;

    /// <summary>Of the district's events before an instant.</summary>
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
