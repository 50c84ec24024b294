using Cairn.Audit;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cairn.SignIn.Accounts;

/// <param name="Roles">One may be in a district twice, as a teacher and as a parent.</param>
internal sealed record Place(Person Person, string District, IReadOnlyList<SchoolRole> Roles);

/// <summary>What pages and API do alike with somebody's own account.</summary>
internal static class AccountChanges
{
    public static async Task KeepLanguageAsync(this CairnDb db, Actor actor, string language, CancellationToken stop)
    {
        var person = await db.People.SingleAsync(one => one.Id == actor.PersonId, stop);
        person.Language = language;
        await db.SaveChangesAsync(stop);
    }

    public static async Task<IReadOnlyList<Place>> PlacesAsync(
        this CairnDb db,
        Presences presences,
        Account account,
        CancellationToken stop
    )
    {
        var all = await presences.OfAsync(account.Id, stop);
        var ids = all.Select(one => one.DistrictId).ToList();
        var districts = await db.Districts.Where(one => ids.Contains(one.Id)).ToDictionaryAsync(one => one.Id, one => one.Name, stop);
        var roles = await presences.RolesOfAsync(all, stop);
        return [.. all.Select(one => new Place(one, districts[one.DistrictId], [.. roles[one.Id].Distinct().Order()]))];
    }

    /// <summary>A new security stamp: every cookie of the account is void at its next request. Saves whatever ends with them.</summary>
    public static async Task EndSessionsAsync(
        this CairnDb db,
        UserManager<Account> accounts,
        Actor actor,
        Account account,
        DateTimeOffset now
    )
    {
        db.Audit(actor, "account.signed-out-everywhere", actor.PersonId, now);
        (await accounts.UpdateSecurityStampAsync(account)).Demand();
    }
}
