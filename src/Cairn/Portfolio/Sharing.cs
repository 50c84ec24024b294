using Cairn.Audit;
using Cairn.Awarding;

namespace Cairn.Portfolio;

/// <summary>What a holder does with their own credentials. Anything else is not found.</summary>
internal static class Sharing
{
    // What is already shown stays where it is and says that it was taken back; no new link or publication can be made.
    private static Refusal Revoked => Refusal.Conflict("portfolio.revoked");

    public static async Task<Outcome<(ShareLink Link, string Secret)>> ShareAsync(this Visit visit, Guid publicId, ShareAsked asked)
    {
        var (actor, db, now, stop) = visit;
        if (!(await visit.FindToShareAsync(publicId)).Succeeds(out var found, out var refusal))
            return refusal;
        var secret = Secrets.New();
        if (!ShareLink.Make(found.Credential, found.Holder, actor, Secrets.Hash(secret), asked, now).Succeeds(out var link, out refusal))
            return refusal;
        db.ShareLinks.Add(link);
        db.Locators.Add(new Locator(ShareLink.Located, link.SecretSha256, link.DistrictId, link.Id.Value));
        db.Audit(actor, "credential.shared", found.Credential.Id, now, link.Id.ToString());
        await db.SaveChangesAsync(stop);
        return (link, secret);
    }

    public static async Task<Outcome<Done>> EndLinkAsync(this Visit visit, Guid publicId, Id<ShareLink> id)
    {
        var (actor, db, now, stop) = visit;
        var link = await db.ShareLinks.FirstOrDefaultAsync(
            l => l.Id == id && l.LearnerId == actor.PersonId && db.Credentials.Any(c => c.Id == l.CredentialId && c.PublicId == publicId),
            stop
        );
        if (link is null)
            return Refusal.NotFound;
        link.End(now);
        db.Audit(actor, "share-link.revoked", link.Id, now);
        await db.SaveChangesAsync(stop);
        return new Done();
    }

    public static Task<Outcome<Done>> PublishAsync(this Visit visit, Guid publicId) =>
        visit.Db.OnceAsync<Outcome<Done>>(async () =>
        {
            var (actor, db, now, stop) = visit;
            if (!(await visit.FindToShareAsync(publicId)).Succeeds(out var found, out var refusal))
                return refusal;
            if (!CredentialPublication.Make(found.Credential, found.Holder, actor, now).Succeeds(out var publication, out refusal))
                return refusal;
            var earlier = await db.CredentialPublications.FirstOrDefaultAsync(p => p.CredentialId == found.Credential.Id, stop);
            if (earlier is { IsPublic: true })
                return new Done();
            if (earlier is null)
                db.CredentialPublications.Add(publication);
            else
                earlier.Restore(now);
            db.Audit(actor, "credential.published", found.Credential.Id, now);
            await db.SaveChangesAsync(stop);
            return new Done();
        });

    public static async Task<Outcome<Done>> WithdrawAsync(this Visit visit, Guid publicId)
    {
        var (actor, db, now, stop) = visit;
        if (await visit.FindCredentialAsync(publicId) is not { } credential)
            return Refusal.NotFound;
        if (await db.CredentialPublications.FirstOrDefaultAsync(p => p.CredentialId == credential.Id, stop) is not { } publication)
            return Refusal.NotFound;
        publication.Withdraw(now);
        db.Audit(actor, "credential.withdrawn", credential.Id, now);
        await db.SaveChangesAsync(stop);
        return new Done();
    }

    /// <summary>A refusal if the handle is malformed or somebody else's, or the actor is a minor.</summary>
    public static Task<Outcome<Done>> OpenPublicPageAsync(this Visit visit, HandleAsked asked) =>
        visit.Db.OnceAsync<Outcome<Done>>(async () =>
        {
            var (actor, db, now, stop) = visit;
            var handle = asked.Handle.Trim().ToLowerInvariant();
            if (!actor.Age.Allows(AgeMatter.Publish))
                return Refusal.Forbidden("portfolio.waits-for-consent");
            if (!PublicPortfolio.IsHandle(handle))
                return new Refusal("portfolio.handle-malformed", "handle");
            var person = await db.People.SingleAsync(p => p.Id == actor.PersonId, stop);
            var mine = await db.PublicPortfolios.FirstOrDefaultAsync(p => p.PersonId == actor.PersonId, stop);
            var taken = await db.Locators.FirstOrDefaultAsync(l => l.Kind == PublicPortfolio.Located && l.Key == handle, stop);
            if (taken is not null && taken.TargetId != mine?.Id.Value)
                return new Refusal("portfolio.handle-taken", "handle");

            if (mine is null)
                db.PublicPortfolios.Add(mine = new PublicPortfolio(person, handle, now));
            else
                mine.Reopen(handle, now);
            if (taken is null)
                db.Locators.Add(new Locator(PublicPortfolio.Located, handle, actor.DistrictId, mine.Id.Value));
            db.Audit(actor, "portfolio.opened", mine.Id, now);
            await db.SaveChangesAsync(stop);
            return new Done();
        });

    public static async Task<Outcome<Done>> ClosePublicPageAsync(this Visit visit)
    {
        var (actor, db, now, stop) = visit;
        if (await db.PublicPortfolios.FirstOrDefaultAsync(p => p.PersonId == actor.PersonId, stop) is { } mine)
        {
            mine.Close(now);
            db.Audit(actor, "portfolio.closed", mine.Id, now);
            await db.SaveChangesAsync(stop);
        }
        return new Done();
    }

    /// <summary>The code of why nobody can open what its holder published; null: nothing is withheld.</summary>
    public static string? WhyNotPublic(bool withheld) => withheld ? "portfolio.waits-for-consent" : null;

    private static async Task<Outcome<(Credential Credential, Person Holder)>> FindToShareAsync(this Visit visit, Guid publicId)
    {
        if (await visit.FindCredentialAsync(publicId) is not { } credential)
            return Refusal.NotFound;
        if (await visit.Db.Revocations.AnyAsync(revocation => revocation.AwardId == credential.AwardId, visit.Stop))
            return Revoked;
        return (credential, await visit.Db.People.SingleAsync(p => p.Id == credential.LearnerId, visit.Stop));
    }
}
