using Cairn.Awarding;
using Cairn.Verifying;

namespace Cairn.Portfolio;

/// <summary>
/// Who may open a credential at a public address: everybody if it is published, holders of an open link's secret, nobody else. Everything
/// else is "not found", so that an address reveals nothing. The holder's age is checked each time: a birth date may be corrected later.
/// </summary>
internal static class OpenCredentials
{
    /// <summary>The credential, if it is published; enters its district.</summary>
    public static async Task<Credential?> PublishedAsync(CairnDb db, Guid publicId, DateTimeOffset now, CancellationToken stop)
    {
        if (await db.LocateAsync(Credential.Located, publicId.ToString("D"), stop) is null)
            return null;
        var found = await (
            from credential in db.Credentials.AsNoTracking()
            where credential.PublicId == publicId
            join publication in db.CredentialPublications on credential.Id equals publication.CredentialId
            where publication.WithdrawnAt == null
            join holder in db.People on credential.LearnerId equals holder.Id
            select new { credential, holder }
        ).FirstOrDefaultAsync(stop);
        return found?.holder.Age(now).Allows(AgeMatter.Publish) is true ? found.credential : null;
    }

    /// <summary>The credential of a share link that is neither expired nor revoked; enters its district.</summary>
    public static async Task<Credential?> SharedAsync(CairnDb db, string secret, DateTimeOffset now, CancellationToken stop)
    {
        var hash = Secrets.Hash(secret);
        if (await db.LocateAsync(ShareLink.Located, hash, stop) is null)
            return null;
        var found = await (
            from link in db.ShareLinks.AsNoTracking()
            where link.SecretSha256 == hash && link.RevokedAt == null && link.ExpiresAt > now
            join credential in db.Credentials on link.CredentialId equals credential.Id
            join holder in db.People on credential.LearnerId equals holder.Id
            select new { credential, holder }
        ).FirstOrDefaultAsync(stop);
        return found?.holder.Age(now).Allows(AgeMatter.Share) is true ? found.credential : null;
    }

    /// <summary>By the path of one of our addresses: <c>/credentials/{id}</c> or <c>/s/{secret}</c>.</summary>
    public static async Task<Credential?> AtAsync(CairnDb db, string path, DateTimeOffset now, CancellationToken stop) =>
        path.Split('/') switch
        {
            ["", "credentials", var id, ..] when Guid.TryParse(id, out var publicId) => await PublishedAsync(db, publicId, now, stop),
            ["", "s", var secret, ..] => await SharedAsync(db, secret, now, stop),
            _ => null,
        };
}

/// <summary>For our own verifier, in a scope of its own: whoever asks may be signed in at another district.</summary>
internal sealed class CredentialsAtAddresses(IServiceScopeFactory scopes, TimeProvider clock) : IOpenCredentials
{
    public async Task<byte[]?> FindAsync(string path, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        return (await OpenCredentials.AtAsync(db, path, clock.Now(), stop))?.Bytes;
    }
}
