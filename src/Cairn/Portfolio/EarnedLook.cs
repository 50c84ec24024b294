using Cairn.Awarding;
using Cairn.Design;

namespace Cairn.Portfolio;

/// <summary>When somebody was last told on their first page of what they earned: each award is said once.</summary>
internal sealed class EarnedLook : Owned<EarnedLook>
{
    private EarnedLook() { }

    public EarnedLook(Actor person, DateTimeOffset now)
        : base(person.DistrictId, now) => (PersonId, At) = (person.PersonId, now);

    public Id<Person> PersonId { get; private set; }
    public DateTimeOffset At { get; private set; }

    public void Again(DateTimeOffset now) => At = now;
}

/// <summary>An award that its holder has not been told of.</summary>
internal sealed record NewlyEarned(
    Guid PublicId,
    Id<MicroCredentialVersion> VersionId,
    string Title,
    string Language,
    string School,
    DateTimeOffset AwardedAt
);

internal static class EarnedLooks
{
    public const int Most = 12;

    /// <summary>Somebody who has never looked is told of what is still news.</summary>
    private static readonly TimeSpan News = TimeSpan.FromDays(30);

    /// <summary>What was granted since the actor was last told, the newest first and twelve at most; of these they have been told.</summary>
    public static async Task<IReadOnlyList<NewlyEarned>> LookAtEarnedAsync(this Visit visit)
    {
        var (actor, db, now, stop) = visit;
        var found = await Newly.ToListAsync(db, actor.PersonId, now - News, stop);
        if (found.Count == 0)
            return [];
        var told = found.Max(one => one.AwardedAt);
        try
        {
            await db.OnceAsync(async () =>
            {
                if (await db.EarnedLooks.SingleOrDefaultAsync(look => look.PersonId == actor.PersonId, stop) is { } before)
                    before.Again(told);
                else
                    db.Add(new EarnedLook(actor, told));
                return await db.SaveChangesAsync(stop);
            });
        }
        catch (DbUpdateException)
        {
            // Where nothing can be written (a full disk) the first page opens all the same, and says it again next time.
            db.ChangeTracker.Clear();
        }
        found.Reverse();
        return found;
    }

    private static readonly CompiledQuery<Id<Person>, DateTimeOffset, NewlyEarned> Newly = new(
        (db, holder, news) =>
            (
                from award in db.StandingAwards()
                where
                    award.LearnerId == holder
                    && award.AwardedAt > news
                    && !db.EarnedLooks.Any(look => look.PersonId == holder && look.At >= award.AwardedAt)
                join version in db.Versions on award.VersionId equals version.Id
                join issue in db.CredentialIssues on award.Id equals issue.AwardId
                join school in db.Organizations on award.OrganizationId equals school.Id
                orderby award.Id
                select new NewlyEarned(issue.CredentialId, version.Id, version.Title, version.Language, school.Name, award.AwardedAt)
            ).Take(Most)
    );
}

internal sealed class EarnedLookTable : IEntityTypeConfiguration<EarnedLook>
{
    public void Configure(EntityTypeBuilder<EarnedLook> table)
    {
        table.BelongsTo<EarnedLook, Person>(nameof(EarnedLook.PersonId));
        table.HasIndexInDistrict(nameof(EarnedLook.PersonId)).IsUnique();
    }
}
