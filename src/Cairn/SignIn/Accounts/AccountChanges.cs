using Cairn.Audit;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.Accounts;

/// <summary>What pages and API both do with somebody's own account.</summary>
internal static class AccountChanges
{
    /// <summary>A new security stamp: every cookie of the account is void at its next request. Saves whatever ends with them.</summary>
    public static async Task EndSessionsAsync(this Visit visit, UserManager<Account> accounts, Account account)
    {
        visit.Db.Audit(visit.Actor, "account.signed-out-everywhere", visit.Actor.PersonId, visit.Now);
        (await accounts.UpdateSecurityStampAsync(account)).Demand();
    }
}
