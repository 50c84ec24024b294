namespace Cairn.People;

/// <summary>A role that a person holds at an organization; a role at the district holds at its schools.</summary>
internal sealed class RoleAssignment : Owned<RoleAssignment>, IStaged
{
    private RoleAssignment() { }

    public RoleAssignment(Id<District> district, Id<Person> person, Id<Organization> organization, SchoolRole role, DateTimeOffset now)
        : base(district, now) => (PersonId, OrganizationId, Role) = (person, organization, role);

    public Id<Person> PersonId { get; private set; }
    public Id<Organization> OrganizationId { get; private set; }
    public SchoolRole Role { get; private set; }

    /// <summary>The roster gave it, and can take it back; a roster does not touch roles that people gave by hand.</summary>
    public bool FromRoster { get; init; }

    /// <summary>The roster's key for it (OneRoster 1.2, <c>roles.csv</c>).</summary>
    public string? SourcedId { get; set; }

    /// <summary>
    /// The first operator gave it to themself while there was no second adult on the staff: good for the classroom tier, and only until
    /// there is one, unless somebody else confirms it.
    /// </summary>
    public bool GivenAlone { get; private set; }

    /// <summary>The roles that people give each other here; a guardian's comes with the learner they decide for.</summary>
    public static IReadOnlyList<SchoolRole> ByHand { get; } =
    [
        SchoolRole.Learner,
        SchoolRole.Teacher,
        SchoolRole.Author,
        SchoolRole.Reviewer,
        SchoolRole.Assessor,
        SchoolRole.Grantor,
        SchoolRole.Leader,
        SchoolRole.Operator,
    ];

    /// <summary>Roles that decide about other people's work; nobody may give them to themself.</summary>
    public static IReadOnlyList<SchoolRole> Judging { get; } = [SchoolRole.Reviewer, SchoolRole.Assessor, SchoolRole.Grantor];

    /// <summary>
    /// Gives a role. A school's leader gives what the school needs, but not to themself; only operators make operators. Anybody who deals
    /// with children's work must be an adult (design.md, rule 8): giving a role to somebody of unknown age who never learned here states
    /// that they are one, and that is recorded.
    /// </summary>
    /// <param name="alone">There is no second adult on the district's staff.</param>
    public static Outcome<RoleAssignment> Give(
        Actor actor,
        Person person,
        Organization organization,
        SchoolRole role,
        bool alone,
        DateTimeOffset now
    )
    {
        if (RefusesGiving(actor, person, organization.Id, role, alone) is { } refusal)
            return refusal;
        if (person.EndedAt is not null)
            return Refusal.Conflict("schools.person-has-left");
        if (role is SchoolRole.Learner)
        {
            if (!person.IsAdult(now))
                person.Learns = true;
        }
        else if (!person.Age(now).Allows(AgeMatter.WorkWithLearners))
        {
            if (person is not { BirthDate: null, Learns: false, Grade: null })
                return new Refusal("schools.role-needs-an-adult", "roles");
            person.RecordAdult(actor, now);
        }

        return new RoleAssignment(person.DistrictId, person.Id, organization.Id, role, now)
        {
            GivenAlone = IsSelf(actor, person) && Judging.Contains(role),
        };
    }

    /// <summary>Whether the actor may take it back; the row is then removed, and the audit event records it.</summary>
    public Refusal? Take(Actor actor, Person person)
    {
        if (FromRoster)
            return Refusal.Conflict("schools.role-from-roster");
        return RefusesTaking(actor, person, OrganizationId, Role);
    }

    /// <summary>A second person's confirmation of what somebody gave themself while they were alone.</summary>
    public Refusal? Confirm(Actor actor, Person person)
    {
        if (RefusesGiving(actor, person, OrganizationId, Role, alone: false) is { } refusal)
            return refusal;

        GivenAlone = false;
        return null;
    }

    /// <summary>Whether the actor may give it there at all.</summary>
    public static bool MayGive(Actor actor, Person person, Id<Organization> at, SchoolRole role, bool alone) =>
        RefusesGiving(actor, person, at, role, alone) is null;

    /// <summary>Whether the actor may take it there at all.</summary>
    public static bool MayTake(Actor actor, Person person, Id<Organization> at, SchoolRole role) =>
        RefusesTaking(actor, person, at, role) is null;

    private static Refusal? RefusesGiving(Actor actor, Person person, Id<Organization> at, SchoolRole role, bool alone)
    {
        if (RefusesTaking(actor, person, at, role) is { } refusal)
            return refusal;
        if (!IsSelf(actor, person))
            return null;

        // Leaders see every child's work, and judges decide about it: both roles must come from somebody else. The first operator of a
        // small school may judge and grant in the classroom tier until there is a second adult, but may never publish their own designs.
        var isOnlyOne = alone && role is (SchoolRole.Assessor or SchoolRole.Grantor) && actor.HasEverywhere(SchoolRole.Operator);
        return (Judging.Contains(role) || role is SchoolRole.Leader) && !isOnlyOne ? Refusal.Forbidden("schools.own-role") : null;
    }

    private static Refusal? RefusesTaking(Actor actor, Person person, Id<Organization> at, SchoolRole role)
    {
        if (!ByHand.Contains(role))
            return new Refusal("schools.role-not-by-hand", "roles");

        // Nobody can give themself more than they have, and the last operator cannot lock everybody out.
        var isOperator = actor.Has(SchoolRole.Operator, at);
        if (!isOperator && (!actor.Has(SchoolRole.Leader, at) || role is SchoolRole.Operator))
            return Refusal.Forbidden("schools.not-yours-to-give");
        if (IsSelf(actor, person) && (!isOperator || role is SchoolRole.Operator))
            return Refusal.Forbidden("schools.own-role");
        return null;
    }

    private static bool IsSelf(Actor actor, Person person) => actor.Is(person.Id, person.AccountId);
}

internal enum SchoolRole
{
    Learner,
    Guardian,
    Teacher,
    Author,
    Reviewer,
    Assessor,
    Grantor,
    Leader,
    Operator,
}
