using Cairn.Awarding;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Portfolio;

/// <summary>
/// Who may open a credential at a public address: everybody when it is published, whoever holds the secret of an open link, nobody else.
/// Everything else is "not found", so that nothing can be told from an address.
/// </summary>
internal static class OpenCredentials
{
    /// <summary>The credential when it is published; enters its district.</summary>
    public static async Task<Credential?> PublishedAsync(CairnDb db, Guid publicId, CancellationToken cancellation)
    {
        if (await db.LocateAsync(LocatorKind.Credential, publicId.ToString("D"), cancellation) is null) return null;
        return await (
            from credential in db.Credentials.AsNoTracking()
            where credential.PublicId == publicId
            join publication in db.CredentialPublications on credential.Id equals publication.CredentialId
            where publication.WithdrawnAt == null
            select credential).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>The credential of a share link that is neither expired nor revoked; enters its district.</summary>
    public static async Task<Credential?> SharedAsync(CairnDb db, string secret, DateTimeOffset now, CancellationToken cancellation)
    {
        var hash = Secrets.Hash(secret);
        if (await db.LocateAsync(LocatorKind.ShareLink, hash, cancellation) is null) return null;
        return await (
            from link in db.ShareLinks.AsNoTracking()
            where link.SecretSha256 == hash && link.RevokedAt == null && link.ExpiresAt > now
            join credential in db.Credentials on link.CredentialId equals credential.Id
            select credential).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>By the path of one of our addresses: <c>/credentials/{id}</c> or <c>/s/{secret}</c>.</summary>
    public static async Task<Credential?> AtAsync(CairnDb db, string path, DateTimeOffset now, CancellationToken cancellation) => path.Split('/') switch
    {
        ["", "credentials", var id, ..] when Guid.TryParse(id, out var publicId) => await PublishedAsync(db, publicId, cancellation),
        ["", "s", var secret, ..] => await SharedAsync(db, secret, now, cancellation),
        _ => null,
    };
}
