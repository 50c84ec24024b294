using Cairn.Audit;
using Cairn.Awarding;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Portfolio;

/// <summary>
/// What a holder does with a credential, the same from the page and from the API. Null: there is no such thing of theirs.
/// </summary>
internal static class Sharing
{
    public static async Task<Outcome<(ShareLink Link, string Secret)>?> ShareAsync(
        CairnDb db,
        Actor actor,
        Guid publicId,
        string? label,
        int days,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (await FindAsync(db, actor, publicId, stop) is not var (credential, holder))
            return null;
        if (await IsRevokedAsync(db, credential, stop))
            return (Outcome<(ShareLink, string)>)Revoked;
        var secret = Secrets.New();
        if (!ShareLink.Make(credential, holder, actor, Secrets.Hash(secret), label, days, now).Succeeds(out var link, out var refusal))
            return (Outcome<(ShareLink, string)>)refusal;
        db.ShareLinks.Add(link);
        db.Locators.Add(new Locator(LocatorKind.ShareLink, link.SecretSha256, link.DistrictId, link.Id.Value));
        db.Audit(actor, "credential.shared", credential.Id, now, link.Id.ToString());
        await db.SaveChangesAsync(stop);
        return (Outcome<(ShareLink, string)>)(link, secret);
    }

    public static async Task<Outcome<ShareLink>?> RevokeAsync(
        CairnDb db,
        Actor actor,
        Id<ShareLink> id,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (await db.ShareLinks.FirstOrDefaultAsync(l => l.Id == id && l.LearnerId == actor.PersonId, stop) is not { } link)
            return null;
        var result = link.Revoke(actor, now);
        if (result.Refusal is null)
        {
            db.Audit(actor, "share-link.revoked", link.Id, now);
            await db.SaveChangesAsync(stop);
        }
        return result;
    }

    public static Task<Outcome<CredentialPublication>?> PublishAsync(
        CairnDb db,
        Actor actor,
        Guid publicId,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync(async () =>
        {
            if (await FindAsync(db, actor, publicId, stop) is not var (credential, holder))
                return (Outcome<CredentialPublication>?)null;
            if (await IsRevokedAsync(db, credential, stop))
                return (Outcome<CredentialPublication>)Revoked;
            if (!CredentialPublication.Make(credential, holder, actor, now).Succeeds(out var publication, out var refusal))
                return (Outcome<CredentialPublication>)refusal;
            if (await db.CredentialPublications.FirstOrDefaultAsync(p => p.CredentialId == credential.Id, stop) is { } earlier)
            {
                if (earlier.IsPublic)
                    return (Outcome<CredentialPublication>)earlier;
                earlier.Restore(now);
                publication = earlier;
            }
            else
            {
                db.CredentialPublications.Add(publication);
            }
            db.Audit(actor, "credential.published", credential.Id, now);
            await db.SaveChangesAsync(stop);
            return (Outcome<CredentialPublication>)publication;
        });

    public static async Task<Outcome<CredentialPublication>?> WithdrawAsync(
        CairnDb db,
        Actor actor,
        Guid publicId,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (await FindAsync(db, actor, publicId, stop) is not var (credential, _))
            return null;
        if (await db.CredentialPublications.FirstOrDefaultAsync(p => p.CredentialId == credential.Id, stop) is not { } publication)
            return null;
        var result = publication.Withdraw(actor, now);
        db.Audit(actor, "credential.withdrawn", credential.Id, now);
        await db.SaveChangesAsync(stop);
        return result;
    }

    /// <summary>
    /// Opens the actor's public page; a refusal when the handle is malformed or somebody else's, or the actor is a minor.
    /// </summary>
    public static Task<Refusal?> OpenAsync(CairnDb db, Actor actor, string handle, DateTimeOffset now, CancellationToken stop) =>
        db.OnceAsync(async () =>
        {
            if (!actor.Age.Allows(AgeMatter.Publish))
                return Refusal.Forbidden("portfolio.waits-for-consent");
            if (!PublicPortfolio.IsHandle(handle))
                return new Refusal("portfolio.handle-malformed", "Handle");
            var person = await db.People.SingleAsync(p => p.Id == actor.PersonId, stop);
            var mine = await db.PublicPortfolios.FirstOrDefaultAsync(p => p.PersonId == actor.PersonId, stop);
            var taken = await db.Locators.FirstOrDefaultAsync(l => l.Kind == LocatorKind.Portfolio && l.Key == handle, stop);
            if (taken is not null && taken.TargetId != mine?.Id.Value)
                return new Refusal("portfolio.handle-taken", "Handle");

            if (mine is null)
                db.PublicPortfolios.Add(mine = new PublicPortfolio(person, handle, now));
            else
                mine.Reopen(handle, now);
            if (taken is null)
                db.Locators.Add(new Locator(LocatorKind.Portfolio, handle, actor.DistrictId, mine.Id.Value));
            db.Audit(actor, "portfolio.opened", mine.Id, now);
            await db.SaveChangesAsync(stop);
            return null;
        });

    public static async Task CloseAsync(CairnDb db, Actor actor, DateTimeOffset now, CancellationToken stop)
    {
        if (await db.PublicPortfolios.FirstOrDefaultAsync(p => p.PersonId == actor.PersonId, stop) is not { } mine)
            return;
        mine.Close(now);
        db.Audit(actor, "portfolio.closed", mine.Id, now);
        await db.SaveChangesAsync(stop);
    }

    // What is shown already stays where it was and says that it was taken back; nothing new is made of it.
    private static Refusal Revoked => Refusal.Conflict("portfolio.revoked");

    /// <summary>The code of why nobody can open what its holder published; null: nothing is withheld.</summary>
    public static string? WhyNotPublic(bool withheld) => withheld ? "portfolio.waits-for-consent" : null;

    private static Task<bool> IsRevokedAsync(CairnDb db, Credential credential, CancellationToken stop) =>
        db.Revocations.AnyAsync(revocation => revocation.AwardId == credential.AwardId, stop);

    private static async Task<(Credential Credential, Person Holder)?> FindAsync(
        CairnDb db,
        Actor actor,
        Guid publicId,
        CancellationToken stop
    )
    {
        var found = await (
            from credential in db.Credentials.AsNoTracking()
            where credential.PublicId == publicId && credential.LearnerId == actor.PersonId
            join holder in db.People on credential.LearnerId equals holder.Id
            select new { credential, holder }
        ).FirstOrDefaultAsync(stop);
        return found is null ? null : (found.credential, found.holder);
    }
}
