using Cairn.Credentials.Status;

namespace Cairn.Issuing.Keys;

internal static class IssuerKeyQueries
{
    /// <summary>The school or district, when the actor is an operator there.</summary>
    public static async Task<Outcome<Organization>> FindOperatedAsync(this Visit visit, Id<Organization> id) =>
        visit.Actor.Has(SchoolRole.Operator, id)
        && await visit.Db.Organizations.FirstOrDefaultAsync(o => o.Id == id && o.Kind != OrganizationKind.Partner, visit.Stop) is { } found
            ? found
            : Refusal.NotFound;

    /// <summary>A key of such an organization.</summary>
    public static async Task<Outcome<IssuerKey>> FindIssuerKeyAsync(this Visit visit, Id<Organization> id, Id<IssuerKey> key) =>
        !(await visit.FindOperatedAsync(id)).Succeeds(out _, out var refusal) ? refusal
        : await visit.Db.KeysOf(id, IssuerKind.Awards).AsNoTracking().FirstOrDefaultAsync(k => k.Id == key, visit.Stop) is { } found ? found
        : Refusal.NotFound;

    /// <summary>What it would do to declare the key stolen since then.</summary>
    public static async Task<CompromisePreview> CompromiseOfAsync(this Visit visit, IssuerKey key, DateTimeOffset since)
    {
        var (_, db, _, stop) = visit;
        var from = since < key.CreatedAt ? key.CreatedAt : Instants.WholeSecond(since);
        var revocable =
            from list in db.StatusLists
            where list.IssuerKeyId == key.Id && list.Purpose == StatusListEntry.Revocation
            join place in db.StatusPlaces on list.Id equals place.StatusListId
            select place;
        var all = await revocable.CountAsync(stop);
        var later = await revocable.CountAsync(p => p.TakenAt >= from, stop);
        return new(from, later, all - later);
    }

    /// <summary>All that an organization ever had, the newest first: a handful.</summary>
    public static async Task<ListOf<IssuerKeyLine>> IssuerKeysAsync(this Visit visit, Id<Organization> id)
    {
        var keys = await visit.Db.KeysOf(id, IssuerKind.Awards).AsNoTracking().ToListAsync(visit.Stop);
        return new ListOf<IssuerKeyLine>([.. Enumerable.Reverse(keys).Select(key => IssuerKeyLine.Of(key, visit.Now))], null);
    }
}
