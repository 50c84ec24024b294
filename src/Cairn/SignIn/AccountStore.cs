using Cairn.Foundation.Signing;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Cairn.SignIn;

/// <summary>
/// Identity's store, but what it would keep in the clear is protected: authenticator keys are encrypted with the master key, and only
/// hashes of recovery codes are kept. A stolen database or backup gets past nobody's second step.
/// </summary>
internal sealed class AccountStore(CairnDb db, MasterKey master) : UserOnlyStore<Account, CairnDb, Guid>(db)
{
    private const char Between = ';';

    public override Task SetTokenAsync(
        Account user,
        string loginProvider,
        string name,
        string? value,
        CancellationToken cancellationToken
    ) =>
        base.SetTokenAsync(
            user,
            loginProvider,
            name,
            value is null ? null : Convert.ToBase64String(master.Wrap(Encoding.UTF8.GetBytes(value), Purpose(user, loginProvider, name))),
            cancellationToken
        );

    public override async Task<string?> GetTokenAsync(
        Account user,
        string loginProvider,
        string name,
        CancellationToken cancellationToken
    ) =>
        await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } wrapped
            ? Encoding.UTF8.GetString(master.Unwrap(Convert.FromBase64String(wrapped), Purpose(user, loginProvider, name)))
            : null;

    public override Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(code => Hash(user, code)), cancellationToken);

    public override async Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken)
    {
        var kept = (await HashesAsync(user, cancellationToken)).ToList();
        if (!kept.Remove(Hash(user, code)))
            return false;

        // saved with the account's revision: a code works once, even at the same instant
        await base.ReplaceCodesAsync(user, kept, cancellationToken);
        return true;
    }

    public override async Task<int> CountCodesAsync(Account user, CancellationToken cancellationToken) =>
        (await HashesAsync(user, cancellationToken)).Length;

    private async Task<string[]> HashesAsync(Account user, CancellationToken stop) =>
        (await GetTokenAsync(user, "[AspNetUserStore]", "RecoveryCodes", stop) ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries);

    private static string Hash(Account user, string code) => Secrets.Hash($"{user.Id:N} {code}");

    /// <summary>Bound to the account: a row copied to another account opens nothing there.</summary>
    private static string Purpose(Account user, string loginProvider, string name) => $"account {user.Id:N} {loginProvider} {name}";
}
