namespace Cairn.SignIn.Invitations;

/// <summary>Somebody who is to get a way in, and what the rule asks about them.</summary>
/// <param name="Roles">What they may do in this district.</param>
/// <param name="ChildrenAt">The schools of the learners whose guardian they are.</param>
/// <param name="Taught">A learner in a class that the actor teaches now.</param>
/// <param name="ChildTaught">A guardian of such a learner.</param>
/// <param name="Elsewhere">Their account is present in another district as well.</param>
/// <param name="Others">Their account's other presences in this district.</param>
internal sealed record Invitee(
    Person Person,
    IReadOnlyList<HeldRole> Roles,
    IReadOnlyList<Id<Organization>> ChildrenAt,
    bool Taught,
    bool ChildTaught,
    bool Elsewhere,
    IReadOnlyList<Invitee> Others
)
{
    public bool IsStaff => Roles.Any(held => held.Role is not (SchoolRole.Learner or SchoolRole.Guardian));

    /// <summary>A way in to somebody on the staff, or to an account that is somebody on the staff as well, takes a second person.</summary>
    public bool TakesTwo => IsStaff || Others.Any(one => one.IsStaff);

    /// <summary>
    /// Why the actor may not give them a way in; null when they may. Whoever hands out a link could open it, so a link gives nobody more
    /// than they look after already: in each role of somebody on the staff, and at each place where the account counts.
    /// </summary>
    public Refusal? Refuses(Actor actor)
    {
        if (actor.Is(Person.Id, Person.AccountId))
            return Refusal.Conflict("sign-in.own-invitation");
        if (!IsInDutyOf(actor))
            return Refusal.Forbidden("sign-in.not-yours-to-invite");
        if (Person.EndedAt is not null)
            return Refusal.Conflict("sign-in.person-has-left");
        if (Elsewhere || !Others.All(one => one.IsInDutyOf(actor)))
            return Refusal.Conflict("sign-in.account-elsewhere");
        return null;
    }

    /// <summary>
    /// Why the actor may not part this person from the account: it takes who leads or runs the school, for the account's work stays behind.
    /// </summary>
    public Refusal? RefusesParting(Actor actor)
    {
        if (actor.Is(Person.Id, Person.AccountId))
            return Refusal.Conflict("sign-in.own-invitation");
        return IsLedBy(actor) ? null : Refusal.Forbidden("sign-in.not-yours-to-invite");
    }

    /// <summary>
    /// Staff: who leads every place where they hold a role, operators only by operators. Learners and guardians: who leads one of their
    /// schools, or the learner's teacher, who also gives a guardian the first way in.
    /// </summary>
    public bool IsInDutyOf(Actor actor) => IsLedBy(actor) || !IsStaff && (Taught || ChildTaught && Person.AccountId is null);

    private bool IsLedBy(Actor actor)
    {
        if (IsStaff)
            return Roles
                .Where(held => held.Role is not (SchoolRole.Learner or SchoolRole.Guardian))
                .All(held =>
                    actor.Has(SchoolRole.Operator, held.OrganizationId)
                    || held.Role is not SchoolRole.Operator && actor.Has(SchoolRole.Leader, held.OrganizationId)
                );

        return actor.HasEverywhere(SchoolRole.Leader)
            || actor.HasEverywhere(SchoolRole.Operator)
            || Roles
                .Select(held => held.OrganizationId)
                .Concat(ChildrenAt)
                .Any(at => actor.Has(SchoolRole.Leader, at) || actor.Has(SchoolRole.Operator, at));
    }
}
