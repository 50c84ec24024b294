using System.Buffers.Text;
using Cairn.Audit;
using Cairn.SignIn.Accounts;
using Cairn.SignIn.Invitations;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.Sessions;

/// <summary>
/// Ends everything that acts as an account, wherever the account is present. This district's part is saved with the change that asks for
/// it; another district's token ends in its own scope, which alone may write there.
/// </summary>
internal sealed class AccessEnding(CairnDb db, IServiceScopeFactory scopes, Presences presences, UserManager<Account> accounts)
{
    /// <summary>Ends other sessions, all tokens and those passkeys, with a new security stamp.</summary>
    public async Task EverywhereAsync(Visit visit, Account account, SignInSession? except, IReadOnlyCollection<string> passkeys)
    {
        await RemovePasskeysAsync(visit, account, passkeys);
        await visit.EndSessionsOfAsync(account.Id, except, SessionEnd.Everywhere);
        await HereAsync(visit, account.Id);
        await visit.EndSessionsAsync(accounts, account); // saves all of it
        await ElsewhereAsync(account.Id, visit.Now, visit.Stop);
    }

    /// <summary>
    /// A new password, once accepted, ends every other session, those passkeys and, unless they are to be kept, every token.
    /// </summary>
    public async Task<Outcome<Done>> ChangePasswordAsync(Visit visit, Account account, PasswordChange change, SignInSession? except)
    {
        var (actor, _, now, stop) = visit;
        db.Audit(actor, "account.password-changed", actor.PersonId, now, change.KeepTokens ? "tokens kept" : null);
        await visit.EndSessionsOfAsync(account.Id, except, SessionEnd.PasswordChanged);
        if (!change.KeepTokens)
            await HereAsync(visit, account.Id);
        var changed = await accounts.ChangePasswordAsync(account, change.Current, change.New); // saves all of it, or nothing
        if (!changed.Succeeded)
            return changed.Refusals("new").First();

        if (!change.KeepTokens)
            await ElsewhereAsync(account.Id, now, stop);
        await RemovePasskeysAsync(visit, account, change.Passkeys ?? []);
        return default(Done);
    }

    /// <summary>Tokens of every district where the account is present, except the one that was entered.</summary>
    public async Task ElsewhereAsync(Guid account, DateTimeOffset now, CancellationToken stop)
    {
        foreach (var person in (await presences.OfAsync(account, stop)).Where(one => one.DistrictId != db.Tenant.DistrictId))
        {
            await using var scope = scopes.CreateAsyncScope();
            var there = scope.ServiceProvider.GetRequiredService<CairnDb>();
            there.Tenant.Enter(person.DistrictId);
            there.Tenant.From = db.Tenant.From;
            var self = new Actor(person.DistrictId, person.Id, account, person.Name, false, []);
            await new Visit(self, there, now, stop).RevokeTokensOfAsync([person.Id]);
            await there.SaveChangesAsync(stop);
        }
    }

    /// <summary>Tokens of this district; the caller saves.</summary>
    private async Task HereAsync(Visit visit, Guid account) =>
        await visit.RevokeTokensOfAsync([
            .. (await presences.OfAsync(account, visit.Stop)).Where(one => one.DistrictId == visit.Actor.DistrictId).Select(one => one.Id),
        ]);

    /// <summary>The account's own among the ids that a form or a body names.</summary>
    private async Task RemovePasskeysAsync(Visit visit, Account account, IReadOnlyCollection<string> ids)
    {
        if (ids.Count == 0)
            return;
        foreach (var passkey in await accounts.GetPasskeysAsync(account))
            if (Base64Url.EncodeToString(passkey.CredentialId) is var id && ids.Contains(id))
                await visit.RemovePasskeyAsync(accounts, account, id);
    }
}
