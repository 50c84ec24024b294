using Cairn.Credentials.Status;
using Cairn.Foundation.Signing;

namespace Cairn.Issuing;

/// <summary>
/// Places on status lists, what stands at them, and the lists as signed: built from the changes when a revision is first asked for, then
/// served as stored.
/// </summary>
internal static class StatusLists
{
    /// <summary>When none of sixteen random places is free, the list is about four fifths full, and the next one begins.</summary>
    private const int Draws = 16;

    /// <summary>A place that nobody has, on a list of the issuer; which place says nothing about when or whom.</summary>
    public static async Task<FreePlace> DrawPlaceAsync(
        this CairnDb db,
        IssuerKey key,
        string issuer,
        string purpose,
        string origin,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var list = await db
            .StatusLists.Where(l => l.IssuerKeyId == key.Id && l.Issuer == issuer && l.Purpose == purpose)
            .OrderByDescending(l => l.Number)
            .FirstOrDefaultAsync(stop);
        if (list is not null && list.BeganAt(origin))
        {
            var drawn = Enumerable.Range(0, Draws).Select(_ => RandomNumberGenerator.GetInt32(StatusList.Length)).ToList();
            var taken = await db
                .StatusPlaces.Where(p => p.StatusListId == list.Id && drawn.Contains(p.ListIndex))
                .Select(p => p.ListIndex)
                .ToListAsync(stop);
            foreach (var index in drawn.Except(taken))
                return new(list, index);
        }

        var next = new StatusList(key, issuer, purpose, (list?.Number ?? 0) + 1, origin, now);
        db.StatusLists.Add(next);
        db.Locators.Add(new Locator(StatusList.Located, next.PublicId.ToString("D"), next.DistrictId, next.Id.Value));
        return new(next, RandomNumberGenerator.GetInt32(StatusList.Length));
    }

    /// <summary>The place of what was issued, on the lists of one purpose; null when it has none.</summary>
    public static Task<StatusPlace?> PlaceOfAsync(this CairnDb db, Guid credential, string purpose, CancellationToken stop) =>
        db.StatusPlaces.AsNoTracking().FirstOrDefaultAsync(p => p.CredentialId == credential && p.Purpose == purpose, stop);

    /// <summary>The change that counts; null when the place was never set.</summary>
    public static Task<StatusChange?> StateOfAsync(this CairnDb db, StatusPlace place, CancellationToken stop) =>
        db.StatusChanges.AsNoTracking().Where(c => c.StatusPlaceId == place.Id).OrderByDescending(c => c.Number).FirstOrDefaultAsync(stop);

    /// <summary>Sets what stands at a place; saved with what asked for it.</summary>
    /// <returns>Null when it stands there already.</returns>
    public static async Task<StatusChange?> SetStatusAsync(
        this CairnDb db,
        StatusPlace place,
        bool value,
        Id<Person>? by,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (place.Set(value, await db.StateOfAsync(place, stop), by, now) is not { } change)
            return null;
        db.StatusChanges.Add(change);
        (await db.StatusLists.SingleAsync(l => l.Id == place.StatusListId, stop)).Change();
        return change;
    }

    /// <summary>The signed list of now; null when there is no such list in this district, or it does not stand there.</summary>
    public static Task<SignedStatusList?> CurrentStatusListAsync(
        this CairnDb db,
        Guid publicId,
        Func<StatusList, bool> stands,
        MasterKey master,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync(async () =>
        {
            var list = await db.StatusLists.AsNoTracking().FirstOrDefaultAsync(l => l.PublicId == publicId, stop);
            if (list is null || !stands(list))
                return null;
            if (
                await db
                    .SignedStatusLists.AsNoTracking()
                    .FirstOrDefaultAsync(s => s.StatusListId == list.Id && s.Revision == list.Revision, stop) is
                { } stored
            )
                return stored;

            // Read after the revision: what was changed in between is told a revision early, never late.
            var keys = await db
                .IssuerKeys.AsNoTracking()
                .Where(k => k.OrganizationId == list.OrganizationId && (k.Did == list.Issuer || k.Id == list.IssuerKeyId))
                .OrderBy(k => k.Number)
                .ToListAsync(stop);
            var changes = await (
                from place in db.StatusPlaces.AsNoTracking()
                where place.StatusListId == list.Id
                join change in db.StatusChanges on place.Id equals change.StatusPlaceId
                select new
                {
                    place.ListIndex,
                    change.Number,
                    change.Value,
                    change.ChangedAt,
                }
            ).ToListAsync(stop);

            // Valid from its last change, not from when somebody first asked: a check that asked a moment earlier must not meet a list of
            // the future. And not before a stolen key was replaced: what that key says is not believed, so the list is signed anew by the
            // one in its place.
            var since = changes
                .Select(c => c.ChangedAt)
                .Append(list.CreatedAt)
                .Concat(keys.Where(k => k.IsWeb && k.Did == list.Issuer).Select(k => k.ReplacedAt).OfType<DateTimeOffset>())
                .Max();
            var set = changes.GroupBy(c => c.ListIndex).Where(place => place.MaxBy(c => c.Number)!.Value).Select(place => place.Key);
            var signed = new SignedStatusList(list, Sign(list, KeyFor(list, keys, since), set, master, Instants.WholeSecond(since)), now);
            db.SignedStatusLists.Add(signed);
            await db.SaveChangesAsync(stop);
            return signed;
        });

    // A list lives longer than the key that began it. What a retired key says after its end would not be believed, so its issuer's next
    // key of the algorithm signs. A did:key has no document and no end, and is the issuer of its own lists alone: it goes on signing them.
    private static IssuerKey KeyFor(StatusList list, IReadOnlyList<IssuerKey> keys, DateTimeOffset since)
    {
        var own = keys.Single(k => k.Id == list.IssuerKeyId);
        return keys.LastOrDefault(k => k.Did == list.Issuer && k.Algorithm == own.Algorithm && k.Covers(since)) ?? own;
    }

    private static byte[] Sign(StatusList list, IssuerKey key, IEnumerable<int> set, MasterKey master, DateTimeOffset since)
    {
        var bits = new Credentials.Status.StatusList(StatusList.Length);
        foreach (var index in set)
            bits.Set(index);
        var credential = new StatusListCredential(list.Address, list.Issuer, since, list.Purpose, bits);
        return key.Sign(credential.ToJsonUtf8Bytes(), list.Issuer, since, master);
    }
}
