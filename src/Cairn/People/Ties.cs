namespace Cairn.People;

/// <summary>Who has to do with which learner, now: their teachers and their guardians.</summary>
internal static class Ties
{
    /// <summary>The learners' memberships in the classes that the actor teaches now; none when they are no teacher any more.</summary>
    public static IQueryable<ClassMembership> TaughtBy(this CairnDb db, Actor actor)
    {
        var taught =
            from teacher in db.ClassMemberships
            where actor.IsTeacher && teacher.PersonId == actor.PersonId && teacher.Role == ClassRole.Teacher && teacher.EndedAt == null
            join c in db.Classes on teacher.ClassId equals c.Id
            where c.EndedAt == null
            select c.Id;
        return db.ClassMemberships.Where(member =>
            member.Role == ClassRole.Learner && member.EndedAt == null && taught.Contains(member.ClassId)
        );
    }

    /// <summary>The guardianships that the actor holds now, by this presence or another of the same account.</summary>
    public static IQueryable<Guardianship> CaredForBy(this CairnDb db, Actor actor) =>
        db.Guardianships.Where(g =>
            g.EndedAt == null
            && db.People.Any(p =>
                p.Id == g.GuardianId && (p.Id == actor.PersonId || (actor.AccountId != null && p.AccountId == actor.AccountId))
            )
        );

    public static Task<bool> IsGuardianAsync(this CairnDb db, Actor actor, Id<Person> learner, CancellationToken stop) =>
        db.CaredForBy(actor).AnyAsync(g => g.LearnerId == learner, stop);

    /// <summary>Kindergarten to second grade, or a child who has no account of their own.</summary>
    public static bool IsInCare(string? grade, Guid? account) =>
        grade is "IT" or "PR" or "PK" or "TK" or "KG" or "01" or "02" || account is null;
}
