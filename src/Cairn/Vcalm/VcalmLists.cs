using Cairn.Credentials.Proofs;
using Cairn.Credentials.Status;
using Cairn.Foundation.Signing;

namespace Cairn.Vcalm;

/// <summary>
/// Places on status lists, and the lists as signed: built from the changes when a revision is first asked for, then served as stored.
/// </summary>
internal static class VcalmLists
{
    /// <summary>Sixteen random draws, and none is free: the list is about four fifths full or fuller, and the next one begins.</summary>
    private const int Draws = 16;

    /// <summary>A list of the issuer with a place on it that nobody has; which place says nothing about when or whom.</summary>
    public static async Task<(VcalmList List, int Index)> VcalmPlaceAsync(
        this CairnDb db,
        VcalmKey key,
        string issuer,
        string purpose,
        string origin,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var list = await db
            .VcalmLists.Where(l => l.VcalmKeyId == key.Id && l.Issuer == issuer && l.Purpose == purpose)
            .OrderByDescending(l => l.Number)
            .FirstOrDefaultAsync(stop);
        if (list is not null && list.Origin == origin)
        {
            var drawn = Enumerable.Range(0, Draws).Select(_ => RandomNumberGenerator.GetInt32(VcalmList.Length)).ToList();
            var taken = await db
                .StatusPlaces.Where(p => p.VcalmListId == list.Id && drawn.Contains(p.ListIndex))
                .Select(p => p.ListIndex)
                .ToListAsync(stop);
            foreach (var index in drawn.Except(taken))
                return (list, index);
        }

        var next = new VcalmList(key, issuer, purpose, (list?.Number ?? 0) + 1, origin, now);
        db.VcalmLists.Add(next);
        db.Locators.Add(new Locator(LocatorKind.VcalmList, next.Id.Value.ToString("D"), next.DistrictId, next.Id.Value));
        return (next, RandomNumberGenerator.GetInt32(VcalmList.Length));
    }

    /// <summary>The signed list of now; null when there is no such list in this district.</summary>
    public static Task<SignedVcalmList?> CurrentVcalmListAsync(
        this CairnDb db,
        Id<VcalmList> id,
        MasterKey master,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync(async () =>
        {
            var list = await db.VcalmLists.AsNoTracking().FirstOrDefaultAsync(l => l.Id == id, stop);
            if (list is null)
                return null;
            if (
                await db
                    .SignedVcalmLists.AsNoTracking()
                    .FirstOrDefaultAsync(s => s.VcalmListId == id && s.Revision == list.Revision, stop) is
                { } stored
            )
                return stored;

            // Read after the revision: what was changed in between is told a revision early, never late.
            var key = await db.VcalmKeys.AsNoTracking().SingleAsync(k => k.Id == list.VcalmKeyId, stop);
            var changes = await (
                from place in db.StatusPlaces.AsNoTracking()
                where place.VcalmListId == id
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
            // the future.
            var since = changes.Select(c => c.ChangedAt).Append(list.CreatedAt).Max();
            var set = changes.GroupBy(c => c.ListIndex).Where(place => place.MaxBy(c => c.Number)!.Value).Select(place => place.Key);
            var signed = new SignedVcalmList(list, Sign(list, key, set, master, since), now);
            db.SignedVcalmLists.Add(signed);
            await db.SaveChangesAsync(stop);
            return signed;
        });

    private static byte[] Sign(VcalmList list, VcalmKey key, IEnumerable<int> set, MasterKey master, DateTimeOffset since)
    {
        var bits = new StatusList(VcalmList.Length);
        foreach (var index in set)
            bits.Set(index);
        var credential = new StatusListCredential(list.Address, list.Issuer, Instants.WholeSecond(since), list.Purpose, bits);
        using var signer = key.Open(master);
        return DataIntegrity.Sign(
            credential.ToJsonUtf8Bytes(),
            signer,
            new ProofOptions(key.VerificationMethod(list.Issuer), Instants.WholeSecond(since))
        );
    }
}
