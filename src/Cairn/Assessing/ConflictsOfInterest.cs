using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Assessing;

internal static class ConflictsOfInterest
{
    /// <summary>The guardianships that the actor holds now, by this presence or another of the same account.</summary>
    public static IQueryable<Guardianship> CaredForBy(this CairnDb db, Actor actor) =>
        db.Guardianships.Where(g => g.EndedAt == null
            && db.People.Any(p => p.Id == g.GuardianId && (p.Id == actor.PersonId || (actor.AccountId != null && p.AccountId == actor.AccountId))));

    public static Task<bool> IsGuardianAsync(this CairnDb db, Actor actor, Id<Person> learner, CancellationToken stop) =>
        db.CaredForBy(actor).AnyAsync(g => g.LearnerId == learner, stop);
}
