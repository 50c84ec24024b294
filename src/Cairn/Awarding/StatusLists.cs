using Cairn.Credentials.Proofs;
using Cairn.Credentials.Status;
using Cairn.Foundation.Signing;

namespace Cairn.Awarding;

/// <summary>Signed status lists: built from the revocations when a revision is first asked for, then served as stored.</summary>
internal static class StatusLists
{
    /// <summary>The signed list of now; null when there is no such list in this district.</summary>
    public static Task<SignedStatusList?> CurrentStatusListAsync(
        this CairnDb db,
        Guid publicId,
        MasterKey master,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync(async () =>
        {
            var list = await db.StatusLists.AsNoTracking().FirstOrDefaultAsync(l => l.PublicId == publicId, stop);
            if (list is null)
                return null;
            if (
                await db
                    .SignedStatusLists.AsNoTracking()
                    .FirstOrDefaultAsync(s => s.StatusListId == list.Id && s.Revision == list.Revision, stop) is
                { } stored
            )
                return stored;

            // Read after the revision: what was revoked in between is told a revision early, never late.
            var keys = await db
                .IssuerKeys.AsNoTracking()
                .Where(k => k.OrganizationId == list.OrganizationId)
                .OrderBy(k => k.Number)
                .ToListAsync(stop);
            var revoked = await (
                from issue in db.CredentialIssues.AsNoTracking()
                where issue.StatusListId == list.Id
                join revocation in db.Revocations on issue.AwardId equals revocation.AwardId
                select new { issue.StatusIndex, revocation.RevokedAt }
            ).ToListAsync(stop);

            // Valid from its last change, not from when somebody first asked: a check that asked a moment earlier must not meet a list of
            // the future. And not before a stolen key was replaced: what that key says is not believed, so the list is signed anew by the
            // one in its place.
            var own = keys.Single(k => k.Id == list.IssuerKeyId);
            var since = revoked
                .Select(r => r.RevokedAt)
                .Append(list.CreatedAt)
                .Concat(own.IsWeb ? keys.Where(k => k.Did == own.Did).Select(k => k.ReplacedAt).OfType<DateTimeOffset>() : [])
                .Max();
            var signed = new SignedStatusList(
                list,
                Sign(list, KeyFor(list, keys, since), revoked.Select(r => r.StatusIndex), master, since),
                now
            );
            db.SignedStatusLists.Add(signed);
            await db.SaveChangesAsync(stop);
            return signed;
        });

    // A list lives longer than the key that began it: a retired key's word after its end would not be believed, its issuer's next key is. A
    // did:key has no document and no end, and only it is the issuer of what it signed, so it goes on signing its own lists.
    private static IssuerKey KeyFor(StatusList list, IReadOnlyList<IssuerKey> keys, DateTimeOffset since)
    {
        var own = keys.Single(k => k.Id == list.IssuerKeyId);
        return keys.LastOrDefault(k => k.Did == own.Did && k.Covers(since)) ?? own;
    }

    private static byte[] Sign(StatusList list, IssuerKey key, IEnumerable<int> revoked, MasterKey master, DateTimeOffset since)
    {
        var bits = new Credentials.Status.StatusList(StatusList.Length);
        foreach (var index in revoked)
            bits.Set(index);
        var credential = new StatusListCredential(list.Address, key.Did, Instants.WholeSecond(since), StatusListEntry.Revocation, bits);
        using var signer = key.Open(master);
        return DataIntegrity.Sign(
            credential.ToJsonUtf8Bytes(),
            signer,
            new ProofOptions(key.VerificationMethod, Instants.WholeSecond(since))
        );
    }
}
