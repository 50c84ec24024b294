using Cairn.Audit;
using Cairn.Design;

namespace Cairn.Awarding;

/// <param name="CredentialId">The credential's public id; its address is <c>/credentials/{this}</c>.</param>
/// <param name="SignedAt">Null until the background issuer has signed.</param>
internal sealed record AwardView(
    Id<Award> Id,
    string Title,
    Id<MicroCredentialVersion> VersionId,
    Id<Person> LearnerId,
    string Learner,
    Id<Organization> OrganizationId,
    DateTimeOffset AwardedAt,
    Guid CredentialId,
    DateTimeOffset? SignedAt,
    RevocationView? Revocation
);

internal static class AwardQueries
{
    public const int PageSize = 50;

    /// <summary>What was awarded where the actor grants, the newest first.</summary>
    public static async Task<PageOf<AwardView>> AwardsAsync(this Visit visit, Id<Award>? after)
    {
        var awards = visit.Awards();
        // Ids sort by time on PostgreSQL; on SQLite a Guid is text in the same order.
        if (after is { } last)
            awards = awards.Where(a => a.Id < last);
        var rows = await Views(visit.Db, awards.OrderByDescending(a => a.Id).Take(PageSize + 1)).ToListAsync(visit.Stop);
        return PageOf<AwardView>.Cut(PageSize, rows);
    }

    /// <summary>When an operator reads an award that they do not grant, the audit trail says so.</summary>
    public static async Task<Outcome<AwardView>> ReadAwardAsync(this Visit visit, Id<Award> id)
    {
        var (actor, db, now, stop) = visit;
        if (await Views(db, visit.Awards().Where(a => a.Id == id)).FirstOrDefaultAsync(stop) is not { } award)
            return Refusal.NotFound;
        if (!actor.Has(SchoolRole.Grantor, award.OrganizationId))
            await db.NoteReadingAsync(actor, "award.read", award.Id, now, stop);
        return award;
    }

    /// <summary>Those that the actor may see: an operator all of them, anybody else those of the schools where they grant.</summary>
    public static IQueryable<Award> Awards(this Visit visit)
    {
        var (actor, db, _, _) = visit;
        if (actor.HasEverywhere(SchoolRole.Grantor) || actor.Has(SchoolRole.Operator))
            return db.Awards;
        var organizations = actor.Where(SchoolRole.Grantor);
        // One is compared as one: "any of" walks no index in order.
        if (organizations is [var only])
            return db.Awards.Where(a => a.OrganizationId == only);
        return db.Awards.Where(a => organizations.Contains(a.OrganizationId));
    }

    private static IQueryable<AwardView> Views(CairnDb db, IQueryable<Award> awards) =>
        from award in awards.AsNoTracking()
        join version in db.Versions on award.VersionId equals version.Id
        join learner in db.People on award.LearnerId equals learner.Id
        join issue in db.CredentialIssues on award.Id equals issue.AwardId
        join credential in db.Credentials on issue.Id equals credential.IssueId into signed
        from credential in signed.DefaultIfEmpty()
        join revocation in db.Revocations on award.Id equals revocation.AwardId into revoked
        from revocation in revoked.DefaultIfEmpty()
        orderby award.Id descending
        select new AwardView(
            award.Id,
            version.Title,
            version.Id,
            learner.Id,
            learner.GivenName + " " + learner.FamilyName,
            award.OrganizationId,
            award.AwardedAt,
            issue.CredentialId,
            credential == null ? null : credential.SignedAt,
            revocation == null ? null : RevocationView.Of(revocation)
        );
}
