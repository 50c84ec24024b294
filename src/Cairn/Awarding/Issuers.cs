using Cairn.Audit;
using Cairn.Awarding.Keys;
using Cairn.Credentials.Keys;
using Cairn.Foundation.Signing;

namespace Cairn.Awarding;

/// <summary>An organization's current key and a free place on its status list, both made on demand; saved with what needs them.</summary>
internal sealed class Issuers(CairnDb db, MasterKey master, CairnOptions options)
{
    /// <summary>The key of the locator by which the first district of an installation holds the host's own identifier.</summary>
    public const string WellKnown = ".well-known";

    /// <summary>Sixteen random draws, and none is free: the list is about four fifths full or fuller, and the next one begins.</summary>
    private const int Draws = 16;

    public async Task<IssuerKey> KeyOfAsync(Organization organization, DateTimeOffset now, CancellationToken stop)
    {
        var keys = await db.IssuerKeys.Where(k => k.OrganizationId == organization.Id).OrderBy(k => k.Number).ToListAsync(stop);
        return keys.LastOrDefault(k => k.Covers(now)) ?? await MakeAsync(organization, keys, now, stop);
    }

    /// <summary>
    /// Retires a key and makes the one that signs from then on, both published at once. Not found: the organization is not theirs to
    /// operate, or has no such key.
    /// </summary>
    public Task<Outcome<KeyRotation>> RotateAsync(Visit visit, Id<Organization> at, Id<IssuerKey> id, DateTimeOffset? from) =>
        db.OnceAsync<Outcome<KeyRotation>>(async () =>
        {
            var (actor, _, now, stop) = visit;
            if (!(await visit.FindOperatedAsync(at)).Succeeds(out var organization, out var refusal))
                return refusal;
            var keys = await db.IssuerKeys.Where(k => k.OrganizationId == organization.Id).OrderBy(k => k.Number).ToListAsync(stop);
            if (keys.Find(k => k.Id == id) is not { } key)
                return Refusal.NotFound;
            var already = key.RetiredAt is not null;
            if (!key.Retire(actor, from, now).Succeeds(out _, out refusal))
                return refusal;
            if (already)
                return new KeyRotation(key, keys.Last(k => k.Number > key.Number));

            var next = await MakeAsync(organization, keys, key.RetiredAt!.Value, stop);
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
            if (!(await visit.FindOperatedAsync(at)).Succeeds(out var organization, out var refusal))
                return refusal;
            var keys = await db.IssuerKeys.Where(k => k.OrganizationId == organization.Id).OrderBy(k => k.Number).ToListAsync(stop);
            if (keys.Find(k => k.Id == id) is not { } key)
                return Refusal.NotFound;
            if (!key.Declare(actor, since, now).Succeeds(out var changed, out refusal))
                return refusal;

            var next = keys.LastOrDefault(k => k.Covers(key.ReplacedAt!.Value));
            if (!changed && next is not null)
                return new KeyCompromise(key, next);
            if (next is null)
                db.Audit(
                    actor,
                    "issuer-key.made",
                    (next = await MakeAsync(organization, keys, key.ReplacedAt!.Value, stop)).Id,
                    now,
                    next.VerificationMethod
                );

            // What the stolen key says of revocations is not believed either: every list that it may have signed is signed anew when it is
            // next asked for.
            List<Id<IssuerKey>> same = [.. keys.Where(k => k.IsWeb && k.Did == key.Did).Select(k => k.Id)];
            foreach (var list in await db.StatusLists.Where(l => same.Contains(l.IssuerKeyId)).ToListAsync(stop))
                list.Change();
            db.Audit(actor, "issuer-key.compromised", key.Id, now, $"{key.CompromisedSince:u}");
            await db.SaveChangesAsync(stop);
            return new KeyCompromise(key, next);
        });

    private async Task<IssuerKey> MakeAsync(
        Organization organization,
        IReadOnlyList<IssuerKey> earlier,
        DateTimeOffset from,
        CancellationToken stop
    )
    {
        // An organization's identifier is frozen at its first key: a did:web stays, whatever the origin becomes.
        var did =
            earlier.Select(k => k.Did).FirstOrDefault(d => d.StartsWith("did:web:", StringComparison.Ordinal))
            ?? (earlier.Count == 0 ? await DidWebOfAsync(organization, stop) : null);
        var key = IssuerKey.Make(organization, earlier.Count + 1, did, master, from);
        db.IssuerKeys.Add(key);
        return key;
    }

    /// <summary>A list of the key with a place on it that nobody has; which place says nothing about when or whom.</summary>
    public async Task<(StatusList List, int Index)> PlaceOnListAsync(IssuerKey key, DateTimeOffset now, CancellationToken stop)
    {
        var list = await db.StatusLists.Where(l => l.IssuerKeyId == key.Id).OrderByDescending(l => l.Number).FirstOrDefaultAsync(stop);
        if (list is not null && list.Origin == options.LocalOrigin)
        {
            var drawn = Enumerable.Range(0, Draws).Select(_ => RandomNumberGenerator.GetInt32(StatusList.Length)).ToList();
            var taken = await db
                .CredentialIssues.Where(i => i.StatusListId == list.Id && drawn.Contains(i.StatusIndex))
                .Select(i => i.StatusIndex)
                .ToListAsync(stop);
            foreach (var index in drawn.Except(taken))
                return (list, index);
        }

        var next = new StatusList(key, (list?.Number ?? 0) + 1, options.LocalOrigin, now);
        db.StatusLists.Add(next);
        db.Locators.Add(new Locator(LocatorKind.StatusList, next.PublicId.ToString("D"), next.DistrictId, next.Id.Value));
        return (next, RandomNumberGenerator.GetInt32(StatusList.Length));
    }

    private async Task<string?> DidWebOfAsync(Organization organization, CancellationToken stop)
    {
        if (options.Origin is not { } origin)
            return null;

        db.Locators.Add(
            new Locator(LocatorKind.Organization, organization.Id.Value.ToString("D"), organization.DistrictId, organization.Id.Value)
        );
        if (
            organization.Kind is not OrganizationKind.District
            || await db.Locators.AnyAsync(l => l.Kind == LocatorKind.Organization && l.Key == WellKnown, stop)
        )
            return DidWeb.FromUrl(new Uri($"{origin}/organizations/{organization.Id}"));

        db.Locators.Add(new Locator(LocatorKind.Organization, WellKnown, organization.DistrictId, organization.Id.Value));
        return DidWeb.FromUrl(new Uri(origin));
    }
}

internal static class IssuingProfiles
{
    /// <summary>Under whose name an organization issues now; null until its first key.</summary>
    public static async Task<IssuingProfile?> IssuingProfileAsync(
        this CairnDb db,
        Id<Organization> id,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var keys = await db.IssuerKeys.AsNoTracking().Where(k => k.OrganizationId == id).OrderBy(k => k.Number).ToListAsync(stop);
        return (keys.LastOrDefault(k => k.Covers(now)) ?? keys.LastOrDefault()) is { } key
            ? IssuingProfile.Of(await db.Organizations.AsNoTracking().SingleAsync(o => o.Id == id, stop), key)
            : null;
    }
}

/// <param name="Stolen">Signs nothing any more.</param>
/// <param name="Next">Signs in its place.</param>
internal sealed record KeyCompromise(IssuerKey Stolen, IssuerKey Next);

/// <param name="Retired">Signs until its end.</param>
/// <param name="Next">Signs from then on.</param>
internal sealed record KeyRotation(IssuerKey Retired, IssuerKey Next);
