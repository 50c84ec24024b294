namespace Cairn.Earning;

/// <summary>
/// Somebody besides the learner had a hand in a piece of work: they wrote in it, brought or changed evidence, or handed it in. Written with
/// the first such act, once for each person, and never removed: it decides who may judge and grant.
/// </summary>
internal sealed class Hand : Owned<Hand>
{
    private Hand() { }

    public Hand(Enrollment enrollment, Actor actor, DateTimeOffset now)
        : base(enrollment.DistrictId, now) =>
        (EnrollmentId, PersonId, AccountId, Since) = (enrollment.Id, actor.PersonId, actor.AccountId, now);

    public Id<Enrollment> EnrollmentId { get; private set; }
    public Id<Person> PersonId { get; private set; }

    /// <summary>The account with which it was done.</summary>
    public Guid? AccountId { get; private set; }

    public DateTimeOffset Since { get; private set; }
}

internal static class Hands
{
    /// <summary>Adds the row, unless it is the learner's own work or the row exists; it is saved with the act that it records.</summary>
    public static async Task LeaveHandAsync(this Visit visit, Enrollment enrollment)
    {
        var (actor, db, now, stop) = visit;
        if (
            enrollment.IsLearner(actor)
            || await db.Hands.AnyAsync(h => h.EnrollmentId == enrollment.Id && h.PersonId == actor.PersonId, stop)
        )
            return;
        db.Add(new Hand(enrollment, actor, now));
    }
}
