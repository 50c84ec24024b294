using System.Buffers.Text;
using Cairn.Audit;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.Sessions;

/// <summary>Identity keeps when a passkey was made; a column beside it keeps when it last opened the account.</summary>
internal sealed class PasskeyUseColumn : IEntityTypeConfiguration<IdentityUserPasskey<Guid>>
{
    public const string Name = "LastUsedAt";

    public void Configure(EntityTypeBuilder<IdentityUserPasskey<Guid>> table) => table.Property<DateTimeOffset?>(Name);
}

internal static class PasskeyUse
{
    public static Task PasskeyUsedAsync(this CairnDb db, byte[] credentialId, DateTimeOffset now, CancellationToken stop) =>
        db.Set<IdentityUserPasskey<Guid>>()
            .Where(one => one.CredentialId == credentialId)
            .ExecuteUpdateAsync(set => set.SetProperty(one => EF.Property<DateTimeOffset?>(one, PasskeyUseColumn.Name), now), stop);

    /// <summary>All of an account's; the caller saves.</summary>
    public static async Task RemovePasskeysOfAsync(this Visit visit, Guid account)
    {
        var (actor, db, now, stop) = visit;
        foreach (var passkey in await db.Set<IdentityUserPasskey<Guid>>().Where(one => one.UserId == account).ToListAsync(stop))
        {
            db.Remove(passkey);
            db.Audit(actor, "account.passkey-removed", actor.PersonId, now);
        }
    }

    /// <summary>The account's passkeys, oldest first.</summary>
    public static async Task<IReadOnlyList<PasskeyChoice>> PasskeysAsync(this Visit visit, UserManager<Account> accounts, Account account)
    {
        var used = await visit
            .Db.Set<IdentityUserPasskey<Guid>>()
            .Where(one => one.UserId == account.Id)
            .Select(one => new { one.CredentialId, At = EF.Property<DateTimeOffset?>(one, PasskeyUseColumn.Name) })
            .ToListAsync(visit.Stop);
        var at = used.ToDictionary(one => Base64Url.EncodeToString(one.CredentialId), one => one.At);
        return
        [
            .. (await accounts.GetPasskeysAsync(account))
                .OrderBy(one => one.CreatedAt)
                .Select(one => (Id: Base64Url.EncodeToString(one.CredentialId), one.Name, one.CreatedAt))
                .Select(one => new PasskeyChoice(one.Id, one.Name ?? "", one.CreatedAt, at.GetValueOrDefault(one.Id))),
        ];
    }
}
