using System.Buffers.Text;
using Cairn.Audit;
using Cairn.SignIn.Sessions;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.Accounts;

internal static class PasskeyChanges
{
    public static async Task<Outcome<Done>> RenamePasskeyAsync(
        this Visit visit,
        UserManager<Account> accounts,
        Account account,
        string id,
        string name
    )
    {
        if (await FindAsync(accounts, account, id) is not { } passkey)
            return Refusal.NotFound;
        if (string.IsNullOrWhiteSpace(name))
            return new Refusal("input.required", "name");
        passkey.Name = name.Trim();
        (await accounts.AddOrUpdatePasskeyAsync(account, passkey)).Demand();
        return default(Done);
    }

    public static async Task<Outcome<Done>> RemovePasskeyAsync(this Visit visit, UserManager<Account> accounts, Account account, string id)
    {
        if (await FindAsync(accounts, account, id) is not { } passkey)
            return Refusal.NotFound;
        visit.Db.Audit(visit.Actor, "account.passkey-removed", visit.Actor.PersonId, visit.Now);
        (await accounts.RemovePasskeyAsync(account, passkey.CredentialId)).Demand();
        return default(Done);
    }

    private static async Task<UserPasskeyInfo?> FindAsync(UserManager<Account> accounts, Account account, string id) =>
        (await accounts.GetPasskeysAsync(account)).FirstOrDefault(one => Base64Url.EncodeToString(one.CredentialId) == id);
}

/// <param name="LastUsedAt">Null: not used yet.</param>
internal sealed record PasskeyAnswer(string Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt)
{
    public static PasskeyAnswer Of(PasskeyChoice one) => new(one.Id, one.Name, one.Since, one.Used);
}

internal sealed record PasskeyName([MaxLength(PasskeyName.Longest)] string Name)
{
    public const int Longest = 60;
}

/// <param name="Form">Only what went wrong.</param> <param name="Fresh">One can be added now; otherwise the reader must first prove who
/// they are.</param>
public sealed record PasskeysModel(Form Form, IReadOnlyList<PasskeyChoice> Passkeys, bool Fresh);
