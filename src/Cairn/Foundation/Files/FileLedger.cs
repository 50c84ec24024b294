namespace Cairn.Foundation.Files;

/// <summary>
/// What is in a district's store, counted: who brings a file has room for it, and a file that is being brought is not taken away. An entry
/// is made before its file is there and goes in the same transaction in which its file goes, so whoever enters the same file at that
/// instant waits, and then writes it again. Each change is a transaction of its own, whatever its caller has begun.
/// </summary>
internal sealed class FileLedger(IServiceScopeFactory scopes, CairnOptions options, Tenant tenant, TimeProvider clock)
{
    private const long Megabyte = 1 << 20;

    /// <summary>Enters a file that its caller is about to keep.</summary>
    /// <returns>Null, or <c>files.district-full</c> or <c>files.person-full</c>.</returns>
    public Task<Refusal?> EnterAsync(string sha256, long size, Guid owner, CancellationToken stop) =>
        InDbAsync(db =>
            db.OnceAsync(async () =>
            {
                var now = clock.Now();
                if (
                    await db
                        .FileEntries.Where(entry => entry.Sha256 == sha256)
                        .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.KeptAt, now), stop) > 0
                )
                    return null;

                await using var transaction = await db.Database.BeginTransactionAsync(stop);
                // Others of the district wait here, so that two together do not bring more than there is room for.
                if (!await AddAsync(db, size, options.DistrictStorage, stop))
                    return new Refusal(
                        "files.district-full",
                        null,
                        await db.StoredBytesAsync(stop) / Megabyte,
                        options.DistrictStorage / Megabyte
                    );
                var mine = await db.FileEntries.Where(entry => entry.OwnerId == owner).SumAsync(entry => entry.Size, stop);
                if (mine + size > options.PersonStorage)
                    return new Refusal("files.person-full", null, mine / Megabyte, options.PersonStorage / Megabyte);
                db.Add(new FileEntry(tenant.DistrictId, sha256, size, owner, now));
                await db.SaveChangesAsync(stop);
                await transaction.CommitAsync(stop);
                return (Refusal?)null;
            })
        );

    /// <summary>Enters a file that was in the store before there were entries; there is no question of room.</summary>
    public Task AdoptAsync(string sha256, long size, Guid? owner, CancellationToken stop) =>
        InDbAsync(db =>
            db.OnceAsync(async () =>
            {
                if (await db.FileEntries.AnyAsync(entry => entry.Sha256 == sha256, stop))
                    return false;
                await using var transaction = await db.Database.BeginTransactionAsync(stop);
                await AddAsync(db, size, null, stop);
                db.Add(new FileEntry(tenant.DistrictId, sha256, size, owner, clock.Now()));
                await db.SaveChangesAsync(stop);
                await transaction.CommitAsync(stop);
                return true;
            })
        );

    /// <summary>Takes away a file that no row names, unless somebody has brought it again since.</summary>
    /// <param name="before">When the caller began to look for rows that name it, less the time that such a row may take.</param>
    public Task<bool> RemoveAsync(FileEntry entry, DateTimeOffset before, Action<string> erase, CancellationToken stop) =>
        InDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            await AddAsync(db, -entry.Size, null, stop);
            if (await db.FileEntries.Where(one => one.Id == entry.Id && one.KeptAt < before).ExecuteDeleteAsync(stop) == 0)
                return false;
            erase(entry.Sha256);
            await transaction.CommitAsync(stop);
            return true;
        });

    private async Task<bool> AddAsync(CairnDb db, long size, long? limit, CancellationToken stop) =>
        await db
            .Districts.Where(district => district.Id == tenant.DistrictId && (limit == null || district.StoredBytes + size <= limit))
            .ExecuteUpdateAsync(set => set.SetProperty(district => district.StoredBytes, district => district.StoredBytes + size), stop)
        == 1;

    private async Task<T> InDbAsync<T>(Func<CairnDb, Task<T>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(tenant.DistrictId);
        return await act(scope.ServiceProvider.GetRequiredService<CairnDb>());
    }
}

internal static class StorageUse
{
    /// <summary>How many bytes the district's files have.</summary>
    public static Task<long> StoredBytesAsync(this CairnDb db, CancellationToken stop)
    {
        var id = db.Tenant.DistrictId;
        return db.Districts.Where(district => district.Id == id).Select(district => district.StoredBytes).SingleAsync(stop);
    }
}
