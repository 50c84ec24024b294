namespace Cairn.Awarding;

internal static class AwardsThatStand
{
    /// <summary>
    /// The awards that nobody took back. Whatever lists, counts or shows what somebody earned begins here. <see cref="CairnDb.Awards"/>
    /// itself is for the record of all of them, and a test names the files that read it.
    /// </summary>
    public static IQueryable<Award> StandingAwards(this CairnDb db) =>
        db.Awards.Where(award => !db.Revocations.Any(revocation => revocation.AwardId == award.Id));
}
