using Cairn.Audit;
using Cairn.Credentials.Keys;
using Cairn.Foundation.Signing;
using Cairn.Issuing.Keys;

namespace Cairn.Issuing;

/// <summary>The keys of an organization's issuers, made when they are first needed, retired and declared stolen.</summary>
internal sealed class Issuers(CairnDb db, MasterKey master, CairnOptions options)
{
    public static readonly LocatorKind Located = new("Organization");

    /// <summary>The key of the locator by which the first district of an installation holds the host's own identifier.</summary>
    public const string WellKnown = ".well-known";

    /// <summary>The key that signs now. A new one is saved with what needs it.</summary>
    public async Task<IssuerKey> KeyOfAsync(
        Organization organization,
        IssuerKind kind,
        KeyAlgorithm algorithm,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var keys = await db.KeysOf(organization.Id, kind).ToListAsync(stop);
        // A clock that was set back stands before the key began. A key that is itself the issuer goes on: a new one would be a new issuer.
        return keys.LastOrDefault(k => k.Algorithm == algorithm && k.Covers(now))
            ?? keys.FirstOrDefault(k => k.Algorithm == algorithm && !k.IsWeb && k.IsYetToBegin(now))
            ?? await MakeAsync(organization, kind, algorithm, keys, now, stop);
    }

    /// <summary>The key that signs now. A new one is saved at once.</summary>
    public Task<IssuerKey> SavedKeyOfAsync(
        Actor? actor,
        Organization organization,
        IssuerKind kind,
        KeyAlgorithm algorithm,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync(async () =>
        {
            var key = await KeyOfAsync(organization, kind, algorithm, now, stop);
            if (db.Entry(key).State is EntityState.Added)
            {
                db.Audit(actor, "issuer-key.made", key.Id, now, key.VerificationMethod);
                await db.SaveChangesAsync(stop);
            }
            return key;
        });

    /// <summary>
    /// Retires a key and makes the one that signs from then on, both published at once. Not found: the organization is not theirs to
    /// operate, or has no such key.
    /// </summary>
    public Task<Outcome<KeyRotation>> RotateAsync(Visit visit, Id<Organization> at, Id<IssuerKey> id, DateTimeOffset? from) =>
        db.OnceAsync<Outcome<KeyRotation>>(async () =>
        {
            var (actor, _, now, stop) = visit;
            if (!(await FindAsync(visit, at, id)).Succeeds(out var found, out var refusal))
                return refusal;
            var (organization, keys, key) = found;
            var already = key.RetiredAt is not null;
            if (!key.Retire(actor, from, now).Succeeds(out _, out refusal))
                return refusal;
            if (already)
                return new KeyRotation(key, keys.Last(k => k.Number > key.Number && k.Algorithm == key.Algorithm));

            var next = await MakeAsync(organization, key.Kind, key.Algorithm, keys, key.RetiredAt!.Value, stop);
            db.Audit(actor, "issuer-key.retired", key.Id, now, $"{key.RetiredAt:u}");
            db.Audit(actor, "issuer-key.made", next.Id, now, next.VerificationMethod);
            await db.SaveChangesAsync(stop);
            return new KeyRotation(key, next);
        });

    /// <summary>
    /// Declares that somebody else has had a key since an instant; where it was to sign now, the one that signs in its place is made. Not
    /// found: the organization is not theirs to operate, or has no such key.
    /// </summary>
    public Task<Outcome<KeyCompromise>> DeclareAsync(Visit visit, Id<Organization> at, Id<IssuerKey> id, DateTimeOffset since) =>
        db.OnceAsync<Outcome<KeyCompromise>>(async () =>
        {
            var (actor, _, now, stop) = visit;
            if (!(await FindAsync(visit, at, id)).Succeeds(out var found, out var refusal))
                return refusal;
            var (organization, keys, key) = found;
            if (!key.Declare(actor, since, now).Succeeds(out var changed, out refusal))
                return refusal;

            var next = keys.LastOrDefault(k => k.Algorithm == key.Algorithm && k.Covers(key.ReplacedAt!.Value));
            if (!changed && next is not null)
                return new KeyCompromise(key, next);
            if (next is null)
            {
                next = await MakeAsync(organization, key.Kind, key.Algorithm, keys, key.ReplacedAt!.Value, stop);
                db.Audit(actor, "issuer-key.made", next.Id, now, next.VerificationMethod);
            }

            // What the stolen key says of revocations is not believed either: every list that it may have signed is signed anew when it is
            // next asked for.
            List<Id<IssuerKey>> same = [.. keys.Where(k => k.IsWeb && k.Did == key.Did).Select(k => k.Id)];
            foreach (var list in await db.StatusLists.Where(l => same.Contains(l.IssuerKeyId)).ToListAsync(stop))
                list.Change();
            db.Audit(actor, "issuer-key.compromised", key.Id, now, $"{key.CompromisedSince:u}");
            await db.SaveChangesAsync(stop);
            return new KeyCompromise(key, next);
        });

    private sealed record OwnKey(Organization Organization, List<IssuerKey> All, IssuerKey Key);

    private async Task<Outcome<OwnKey>> FindAsync(Visit visit, Id<Organization> at, Id<IssuerKey> id)
    {
        if (!(await visit.FindOperatedAsync(at)).Succeeds(out var organization, out var refusal))
            return refusal;
        var keys = await db.KeysOf(organization.Id, IssuerKind.Awards).ToListAsync(visit.Stop);
        return keys.Find(k => k.Id == id) is { } key ? new OwnKey(organization, keys, key) : Refusal.NotFound;
    }

    private async Task<IssuerKey> MakeAsync(
        Organization organization,
        IssuerKind kind,
        KeyAlgorithm algorithm,
        IReadOnlyList<IssuerKey> earlier,
        DateTimeOffset from,
        CancellationToken stop
    )
    {
        // An issuer's identifier is frozen at its first key: a did:web stays, whatever the origin becomes.
        var did =
            earlier.Count == 0
                ? await DidWebOfAsync(organization, kind, stop)
                : earlier.Where(k => k.IsWeb).Select(k => k.Did).FirstOrDefault();
        var key = IssuerKey.Make(organization, kind, algorithm, earlier.Count + 1, did, master, from);
        db.IssuerKeys.Add(key);
        return key;
    }

    private async Task<string?> DidWebOfAsync(Organization organization, IssuerKind kind, CancellationToken stop)
    {
        if (options.Origin is not { } origin)
            return null;
        await LocateAsync(organization, organization.Id.Value.ToString("D"), stop);
        var isHost =
            kind is IssuerKind.Awards && organization.Kind is OrganizationKind.District && await LocateAsync(organization, WellKnown, stop);
        return DidWeb.FromUrl(new Uri(isHost ? origin : origin + kind.PathOf(organization.Id)));
    }

    /// <returns>Whether nobody had that key yet.</returns>
    private async Task<bool> LocateAsync(Organization organization, string key, CancellationToken stop)
    {
        if (await db.Locators.AnyAsync(l => l.Kind == Issuers.Located && l.Key == key, stop))
            return false;
        db.Locators.Add(new Locator(Issuers.Located, key, organization.DistrictId, organization.Id.Value));
        return true;
    }
}

internal static class KeysOfIssuers
{
    /// <summary>Every key that one of the organization's issuers ever had, the first first: a handful.</summary>
    public static IQueryable<IssuerKey> KeysOf(this CairnDb db, Id<Organization> organization, IssuerKind kind) =>
        db.IssuerKeys.Where(k => k.OrganizationId == organization && k.Kind == kind).OrderBy(k => k.Number);
}

/// <param name="Stolen">Signs nothing any more.</param>
/// <param name="Next">Signs in its place.</param>
internal sealed record KeyCompromise(IssuerKey Stolen, IssuerKey Next);

/// <param name="Retired">Signs until its end.</param>
/// <param name="Next">Signs from then on.</param>
internal sealed record KeyRotation(IssuerKey Retired, IssuerKey Next);
