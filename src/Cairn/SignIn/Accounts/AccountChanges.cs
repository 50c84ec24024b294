using Cairn.Audit;
using Cairn.Foundation.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cairn.SignIn.Accounts;

/// <summary>What pages and API do alike with somebody's own account.</summary>
internal static class AccountChanges
{
    public static async Task KeepLanguageAsync(this CairnDb db, Actor actor, string language, CancellationToken stop)
    {
        var person = await db.People.SingleAsync(one => one.Id == actor.PersonId, stop);
        person.Language = language;
        await db.SaveChangesAsync(stop);
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
