using System.Buffers.Text;
using Cairn.Audit;
using Cairn.Foundation.Storage;
using Cairn.SignIn.Accounts;
using Cairn.SignIn.Invitations;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.Sessions;

/// <summary>
/// What acts as an account ends, wherever the account is present. What this district holds is saved with the change that asks for it; a
/// token of another district ends in a scope of its own, which alone may write there.
/// </summary>
internal sealed class AccessEnding(CairnDb db, IServiceScopeFactory scopes, Presences presences, UserManager<Account> accounts)
{
    /// <summary>Other sessions, all tokens and those passkeys end, under a new security stamp.</summary>
    public async Task EverywhereAsync(
        Actor actor,
        Account account,
        SignInSession? except,
        IReadOnlyCollection<string> passkeys,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        await RemovePasskeysAsync(actor, account, passkeys, now);
        await db.EndSessionsOfAsync(account.Id, except, SessionEnd.Everywhere, actor, now, stop);
        await HereAsync(actor, account.Id, now, stop);
        await db.EndSessionsAsync(accounts, actor, account, now); // saves all of it
        await ElsewhereAsync(account.Id, now, stop);
    }

    /// <summary>A new password ends every other session and, unless they are to be kept, every token.</summary>
    public async Task<IdentityResult> ChangePasswordAsync(
        Actor actor,
        Account account,
        string current,
        string password,
        bool keepTokens,
        SignInSession? except,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        db.Audit(actor, "account.password-changed", actor.PersonId, now, keepTokens ? "tokens kept" : null);
        await db.EndSessionsOfAsync(account.Id, except, SessionEnd.PasswordChanged, actor, now, stop);
        if (!keepTokens)
            await HereAsync(actor, account.Id, now, stop);
        var changed = await accounts.ChangePasswordAsync(account, current, password); // saves all of it, or nothing when it refuses
        if (changed.Succeeded && !keepTokens)
            await ElsewhereAsync(account.Id, now, stop);
        return changed;
    }

    /// <summary>Tokens of this district; the caller saves.</summary>
    public async Task HereAsync(Actor actor, Guid account, DateTimeOffset now, CancellationToken stop) =>
        await db.RevokeTokensOfAsync(
            actor,
            [.. (await presences.OfAsync(account, stop)).Where(one => one.DistrictId == actor.DistrictId).Select(one => one.Id)],
            now,
            stop
        );

    /// <summary>Tokens of every other district in which the account is present than the one that was entered.</summary>
    public async Task ElsewhereAsync(Guid account, DateTimeOffset now, CancellationToken stop)
    {
        foreach (var person in (await presences.OfAsync(account, stop)).Where(one => one.DistrictId != db.Tenant.DistrictId))
        {
            await using var scope = scopes.CreateAsyncScope();
            var there = scope.ServiceProvider.GetRequiredService<CairnDb>();
            there.Tenant.Enter(person.DistrictId);
            there.Tenant.From = db.Tenant.From;
            await there.RevokeTokensOfAsync(
                new Actor(person.DistrictId, person.Id, account, person.Name, false, []),
                [person.Id],
                now,
                stop
            );
            await there.SaveChangesAsync(stop);
        }
    }

    /// <summary>Those of the account among the ids that a form or a body names.</summary>
    public async Task RemovePasskeysAsync(Actor actor, Account account, IReadOnlyCollection<string> ids, DateTimeOffset now)
    {
        if (ids.Count == 0)
            return;
        foreach (
            var passkey in (await accounts.GetPasskeysAsync(account)).Where(one => ids.Contains(Base64Url.EncodeToString(one.CredentialId)))
        )
            await db.RemoveAsync(accounts, actor, account, passkey, now);
    }
}
