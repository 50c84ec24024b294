using Cairn.Audit;

namespace Cairn.Catalog.Picks;

/// <summary>A school's short list. Short by rule, so that it stays a selection.</summary>
internal static class PickList
{
    /// <summary>More than this would be a catalogue again.</summary>
    public const int Longest = 24;

    public static Task<List<Pick>> PicksAsync(this Visit visit, Id<Organization> school) =>
        (
            from pick in visit.Db.ShortListings.AsNoTracking()
            where pick.OrganizationId == school
            join microCredential in visit.Db.MicroCredentials on pick.MicroCredentialId equals microCredential.Id
            join version in visit.Db.Versions on microCredential.CurrentVersionId equals version.Id
            orderby version.Title, pick.Id
            select new Pick(pick.Id, microCredential.Id, version.Title, pick.Reason, microCredential.RetiredAt != null)
        ).ToListAsync(visit.Stop);

    /// <summary>What is offered in the district and not on the list yet, by title.</summary>
    public static async Task<IReadOnlyList<Choice>> OfferedAsync(this Visit visit, Id<Organization> school)
    {
        var (_, db, _, stop) = visit;
        var offered = await (
            from microCredential in db.MicroCredentials.AsNoTracking()
            where
                microCredential.RetiredAt == null
                && !db.ShortListings.Any(pick => pick.OrganizationId == school && pick.MicroCredentialId == microCredential.Id)
            join version in db.Versions on microCredential.CurrentVersionId equals version.Id
            orderby version.Title, microCredential.Id
            select new { microCredential.Id, version.Title }
        )
            .Take(500)
            .ToListAsync(stop);
        return offered.ConvertAll(one => new Choice(one.Id.ToString(), one.Title));
    }

    public static Task<Outcome<ShortListing>> ChooseAsync(this Visit visit, Id<Organization> id, NewPick asked) =>
        visit.Db.OnceAsync<Outcome<ShortListing>>(async () =>
        {
            var (actor, db, now, stop) = visit;
            if (!(await visit.SchoolAsync(id)).Succeeds(out var school, out var refusal))
                return refusal;
            var list = db.ShortListings.Where(one => one.OrganizationId == id);
            if (await list.SingleOrDefaultAsync(one => one.MicroCredentialId == asked.MicroCredentialId, stop) is { } existing)
                return existing;
            var wanted = await db.MicroCredentials.SingleOrDefaultAsync(one => one.Id == asked.MicroCredentialId, stop);
            if (await list.CountAsync(stop) >= Longest)
                return Refusal.Conflict("schools.list-is-full", Longest);
            if (!ShortListing.Choose(actor, school, wanted, asked.Reason, now).Succeeds(out var chosen, out refusal))
                return refusal;

            db.ShortListings.Add(chosen);
            db.Audit(actor, "pick.chosen", chosen.MicroCredentialId, now, id.ToString());
            await db.SaveChangesAsync(stop);
            return chosen;
        });

    /// <summary>Takes it off the list; the audit trail keeps that it was on it. Twice is once.</summary>
    public static async Task<Outcome<Done>> DropAsync(this Visit visit, Id<Organization> id, Id<ShortListing> pick)
    {
        var (actor, db, now, stop) = visit;
        if (!(await visit.SchoolAsync(id)).Succeeds(out var school, out var refusal))
            return refusal;
        if (await db.ShortListings.SingleOrDefaultAsync(one => one.Id == pick && one.OrganizationId == id, stop) is not { } found)
            return default(Done);

        db.ShortListings.Remove(found);
        db.Audit(actor, "pick.dropped", found.MicroCredentialId, now, school.Id.ToString());
        await db.SaveChangesAsync(stop);
        return default(Done);
    }
}
