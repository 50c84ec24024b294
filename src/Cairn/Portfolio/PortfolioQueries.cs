using Cairn.Awarding;
using Cairn.Design;

namespace Cairn.Portfolio;

/// <summary>One award of a person as the portfolio lists it; what was taken back is listed separately there.</summary>
/// <param name="Published">Everybody can open it now.</param>
/// <param name="Withheld">Its holder published it, but it opens for nobody: they are not known to be of age.</param>
internal sealed record HeldAward(
    Id<Award> AwardId,
    Id<MicroCredentialVersion> VersionId,
    Id<MicroCredential> MicroCredentialId,
    string Title,
    DateTimeOffset AwardedAt,
    Guid PublicId,
    Id<Credential>? CredentialId,
    bool Published,
    bool Withheld,
    Revocation? Revocation
)
{
    public bool Stands => Revocation is null;

    public string AddressAt(string origin) => $"{origin}/credentials/{PublicId:D}";
}

internal static class PortfolioQueries
{
    public const int PageSize = 50;

    /// <summary>The newest first.</summary>
    public static async Task<PageOf<HeldAward>> HeldAsync(this Visit visit, Id<Award>? after)
    {
        var (holder, db, _, stop) = visit;
        return after is { } last
            ? await Held(db, holder, AwardsOf(db, holder).Where(a => a.Id < last), db.CredentialIssues).ToPageAsync(PageSize, stop)
            : PageOf<HeldAward>.Cut(PageSize, await Newest.ToListAsync(db, holder, stop));
    }

    private static readonly KeptQuery<Actor, HeldAward> Newest = new(
        (db, holder) => Held(db, holder, AwardsOf(db, holder), db.CredentialIssues).Take(PageSize + 1)
    );

    private static IQueryable<Award> AwardsOf(CairnDb db, Actor holder) =>
        db.Awards.AsNoTracking().Where(a => a.LearnerId == holder.PersonId);

    public static Task<HeldAward?> FindHeldAsync(this Visit visit, Guid publicId)
    {
        var (holder, db, _, stop) = visit;
        return Held(db, holder, AwardsOf(db, holder), db.CredentialIssues.Where(i => i.CredentialId == publicId)).FirstOrDefaultAsync(stop);
    }

    /// <summary>Signed, and the actor's own; null: there is no such thing of theirs.</summary>
    public static Task<Credential?> FindCredentialAsync(this Visit visit, Guid publicId) =>
        visit
            .Db.Credentials.AsNoTracking()
            .FirstOrDefaultAsync(c => c.PublicId == publicId && c.LearnerId == visit.Actor.PersonId, visit.Stop);

    /// <summary>How many of theirs stand.</summary>
    public static async Task<int> CountStonesAsync(this Visit visit) =>
        (await Stones.ToListAsync(visit.Db, visit.Actor, visit.Stop)).FirstOrDefault();

    private static readonly KeptQuery<Actor, int> Stones = new(
        (db, holder) => db.StandingAwards().Where(a => a.LearnerId == holder.PersonId).GroupBy(_ => 1).Select(all => all.Count())
    );

    /// <summary>The newest first.</summary>
    public static async Task<PageOf<ShareLink>> LinksAsync(this Visit visit, Credential credential, Id<ShareLink>? after)
    {
        var links = visit.Db.ShareLinks.AsNoTracking().Where(l => l.CredentialId == credential.Id);
        if (after is { } last)
            links = links.Where(l => l.Id < last);
        return await links.OrderByDescending(l => l.Id).ToPageAsync(PageSize, visit.Stop);
    }

    /// <summary>The actor's public page; null: none is open.</summary>
    public static async Task<PublicPage?> PublicPageAsync(this Visit visit, string origin)
    {
        var (actor, db, _, stop) = visit;
        return await Opened.FirstOrDefaultAsync(db, actor.PersonId, stop) is not { } page ? null
            : actor.Age.Allows(AgeMatter.Publish) ? new PublicPage(page.Handle, $"{origin}/p/{page.Handle}", page.OpenedAt, null)
            : new PublicPage(page.Handle, null, page.OpenedAt, Sharing.WhyNotPublic(true));
    }

    private static readonly CompiledQuery<Id<Person>, PublicPortfolio> Opened = new(
        (db, person) => db.PublicPortfolios.AsNoTracking().Where(p => p.PersonId == person && p.ClosedAt == null)
    );

    // Whether it opens: as OpenCredentials asks at the public address.
    private static IQueryable<HeldAward> Held(CairnDb db, Actor holder, IQueryable<Award> awards, IQueryable<CredentialIssue> issues) =>
        from award in awards
        join version in db.Versions on award.VersionId equals version.Id
        join issue in issues on award.Id equals issue.AwardId
        join signed in db.Credentials on issue.Id equals signed.IssueId into credentials
        from credential in credentials.DefaultIfEmpty()
        join published in db.CredentialPublications.Where(p => p.WithdrawnAt == null)
            on credential.Id equals published.CredentialId
            into publications
        from publication in publications.DefaultIfEmpty()
        join taken in db.Revocations on award.Id equals taken.AwardId into revocations
        from revocation in revocations.DefaultIfEmpty()
        orderby award.Id descending
        select new HeldAward(
            award.Id,
            version.Id,
            award.MicroCredentialId,
            version.Title,
            award.AwardedAt,
            issue.CredentialId,
            credential == null ? null : credential.Id,
            publication != null && holder.Age.Allows(AgeMatter.Publish),
            publication != null && !holder.Age.Allows(AgeMatter.Publish),
            revocation
        );
}
