using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.SignIn;

namespace Cairn.Schools;

/// <summary>A role that a person holds at an organization; a role at the district holds at its schools.</summary>
internal sealed class RoleAssignment : Owned<RoleAssignment>
{
    private RoleAssignment() { }

    public RoleAssignment(Id<District> district, Id<Person> person, Id<Organization> organization, SchoolRole role, DateTimeOffset now) : base(district, now) =>
        (PersonId, OrganizationId, Role) = (person, organization, role);

    public Id<Person> PersonId { get; private set; }
    public Id<Organization> OrganizationId { get; private set; }
    public SchoolRole Role { get; private set; }

    /// <summary>The roster gave it, and takes it when it says so; what people gave by hand a roster leaves alone.</summary>
    public bool FromRoster { get; init; }

    /// <summary>The roles that people give each other here; a guardian's comes with the learner they decide for.</summary>
    public static IReadOnlyList<SchoolRole> ByHand { get; } =
    [
        SchoolRole.Learner, SchoolRole.Teacher, SchoolRole.Author, SchoolRole.Reviewer, SchoolRole.Assessor, SchoolRole.Grantor, SchoolRole.Leader,
        SchoolRole.Operator
    ];

    /// <summary>
    /// Gives a role. A school's leader gives what the school needs, not to themself; operators are made by operators. Whoever deals with
    /// children's work is an adult (design.md, rule 8).
    /// </summary>
    public static Result<RoleAssignment> Give(Actor actor, Person person, Organization organization, SchoolRole role, DateTimeOffset now)
    {
        if (Refuses(actor, person, organization.Id, role) is { } refusal) return refusal;
        if (person.EndedAt is not null) return Refusal.Conflict("schools.person-has-left");
        if (role is not SchoolRole.Learner && !person.IsAdult(now)) return new Refusal("schools.role-needs-an-adult", "Roles");

        return new RoleAssignment(person.DistrictId, person.Id, organization.Id, role, now);
    }

    /// <summary>Whether the actor may take it back; the row is then removed, and the audit event tells.</summary>
    public Refusal? Take(Actor actor, Person person)
    {
        if (FromRoster) return Refusal.Conflict("schools.role-from-roster");
        return Refuses(actor, person, OrganizationId, Role);
    }

    /// <summary>Whether the actor may give and take it there at all.</summary>
    public static bool MayGive(Actor actor, Person person, Id<Organization> at, SchoolRole role) => Refuses(actor, person, at, role) is null;

    private static Refusal? Refuses(Actor actor, Person person, Id<Organization> at, SchoolRole role)
    {
        if (!ByHand.Contains(role)) return new Refusal("schools.role-not-by-hand", "Roles");

        // Nobody gives themself more than they have, and the last operator does not lock everybody out.
        var isOperator = actor.Has(SchoolRole.Operator, at);
        if (!isOperator && (!actor.Has(SchoolRole.Leader, at) || role is SchoolRole.Operator)) return Refusal.Forbidden("schools.not-yours-to-give");
        if (actor.Is(person.Id, person.AccountId) && (!isOperator || role is SchoolRole.Operator)) return Refusal.Forbidden("schools.own-role");
        return null;
    }
}

internal enum SchoolRole { Learner, Guardian, Teacher, Author, Reviewer, Assessor, Grantor, Leader, Operator }
