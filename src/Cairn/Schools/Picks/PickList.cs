using Cairn.Audit;
using Cairn.Design;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Schools.Picks;

/// <summary>A school's short list: what its learners see first. Short by rule, so that it stays a choice.</summary>
internal static class PickList
{
    /// <summary>More than this is a catalogue again.</summary>
    public const int Longest = 24;

    public static Task<List<Pick>> PicksAsync(this CairnDb db, Id<Organization> school, CancellationToken stop) =>
        (
            from pick in db.ShortListings.AsNoTracking()
            where pick.OrganizationId == school
            join microCredential in db.MicroCredentials on pick.MicroCredentialId equals microCredential.Id
            join version in db.Versions on microCredential.CurrentVersionId equals version.Id
            orderby version.Title, pick.Id
            select new Pick(pick.Id, microCredential.Id, version.Title, pick.Reason, microCredential.RetiredAt != null)
        ).ToListAsync(stop);

    /// <summary>What is offered in the district and not on the list yet, by title.</summary>
    public static Task<List<Offer>> OfferedAsync(this CairnDb db, Id<Organization> school, CancellationToken stop) =>
        (
            from microCredential in db.MicroCredentials.AsNoTracking()
            where
                microCredential.RetiredAt == null
                && !db.ShortListings.Any(pick => pick.OrganizationId == school && pick.MicroCredentialId == microCredential.Id)
            join version in db.Versions on microCredential.CurrentVersionId equals version.Id
            orderby version.Title, microCredential.Id
            select new Offer(microCredential.Id, version.Title)
        )
            .Take(500)
            .ToListAsync(stop);

    public static Task<Outcome<ShortListing>> ChooseAsync(
        this CairnDb db,
        Actor actor,
        Organization school,
        Id<MicroCredential> id,
        string? reason,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync<Outcome<ShortListing>>(async () =>
        {
            if (
                await db.ShortListings.SingleOrDefaultAsync(one => one.OrganizationId == school.Id && one.MicroCredentialId == id, stop) is
                { } existing
            )
                return existing;
            if (await db.MicroCredentials.SingleOrDefaultAsync(one => one.Id == id, stop) is not { } microCredential)
                return new Refusal("schools.not-offered", "MicroCredential");
            if (await db.ShortListings.CountAsync(one => one.OrganizationId == school.Id, stop) >= Longest)
                return Refusal.Conflict("schools.list-is-full", Longest);
            if (!ShortListing.Choose(actor, school, microCredential, reason, now).Succeeds(out var chosen, out var refusal))
                return refusal;

            db.ShortListings.Add(chosen);
            db.Audit(actor, "pick.chosen", id, now, school.Id.ToString());
            await db.SaveChangesAsync(stop);
            return chosen;
        });

    /// <summary>Taken off the list; that it was on it stands in the audit.</summary>
    public static async Task<Refusal?> DropAsync(
        this CairnDb db,
        Actor actor,
        Id<Organization> school,
        Id<ShortListing> id,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (!ShortListing.MayChoose(actor, school))
            return Refusal.Forbidden("schools.not-your-list");
        if (await db.ShortListings.SingleOrDefaultAsync(one => one.Id == id && one.OrganizationId == school, stop) is not { } pick)
            return null;

        db.ShortListings.Remove(pick);
        db.Audit(actor, "pick.dropped", pick.MicroCredentialId, now, school.ToString());
        await db.SaveChangesAsync(stop);
        return null;
    }
}

internal sealed record Pick(Id<ShortListing> Id, Id<MicroCredential> MicroCredentialId, string Title, string? Reason, bool Retired);

internal sealed record Offer(Id<MicroCredential> MicroCredentialId, string Title);
