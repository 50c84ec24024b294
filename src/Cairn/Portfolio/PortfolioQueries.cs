using Cairn.Awarding;
using Cairn.Design;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Portfolio;

/// <summary>One award of a person as the portfolio lists it; what was taken back stands apart there.</summary>
/// <param name="Published">Everybody can open it now.</param>
/// <param name="Withheld">Its holder published it, and it opens for nobody: they are not known to be of age.</param>
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
}

internal static class PortfolioQueries
{
    public const int PageSize = 50;

    /// <summary>The newest first.</summary>
    public static Task<List<HeldAward>> HeldAsync(this CairnDb db, Actor holder, CancellationToken stop) =>
        Held(db, holder, db.CredentialIssues).Take(PageSize).ToListAsync(stop);

    public static Task<HeldAward?> FindHeldAsync(this CairnDb db, Actor holder, Guid publicId, CancellationToken stop) =>
        Held(db, holder, db.CredentialIssues.Where(i => i.CredentialId == publicId)).FirstOrDefaultAsync(stop);

    private static IQueryable<HeldAward> Held(CairnDb db, Actor holder, IQueryable<CredentialIssue> issues)
    {
        var (person, opens) = (holder.PersonId, holder.Age.Allows(AgeMatter.Publish)); // as OpenCredentials asks at the public address
        return from award in db.Awards.AsNoTracking()
            where award.LearnerId == person
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
            orderby award.AwardedAt descending
            select new HeldAward(
                award.Id,
                version.Id,
                award.MicroCredentialId,
                version.Title,
                award.AwardedAt,
                issue.CredentialId,
                credential == null ? null : credential.Id,
                publication != null && opens,
                publication != null && !opens,
                revocation
            );
    }
}
