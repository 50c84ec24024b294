namespace Cairn.SignIn.Invitations;

/// <summary>Somebody who needs a way in, and what the rule asks about them.</summary>
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

    /// <summary>A way in for a staff member, or for an account that also belongs to one, takes a second person.</summary>
    public bool TakesTwo => IsStaff || Others.Any(one => one.IsStaff);

    /// <summary>
    /// Why the actor may not give them a way in; null if they may. Whoever hands out a link could open it, so a link gives nobody more than
    /// they already look after: in each staff role, and at each place where the account counts.
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
    /// Why the actor may not part this person from the account: only somebody who leads or runs the school may, because the account's work
    /// stays behind.
    /// </summary>
    public Refusal? RefusesParting(Actor actor)
    {
        if (actor.Is(Person.Id, Person.AccountId))
            return Refusal.Conflict("sign-in.own-invitation");
        return IsLedBy(actor) ? null : Refusal.Forbidden("sign-in.not-yours-to-invite");
    }

    /// <summary>
    /// Staff: somebody who leads every place where they hold a role, and for operators only operators. Learners and guardians: somebody who
    /// leads one of their schools, or the learner's teacher, who also gives a guardian the first way in.
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
