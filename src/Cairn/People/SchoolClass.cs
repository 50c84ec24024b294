namespace Cairn.People;

/// <summary>A class of a school's roster.</summary>
internal sealed class SchoolClass : Owned<SchoolClass>, IStaged
{
    private SchoolClass() { }

    public SchoolClass(Id<District> district, Id<Organization> school, string title, DateTimeOffset now)
        : base(district, now) => (SchoolId, Title) = (school, title);

    public Id<Organization> SchoolId { get; set; }
    public string Title { get; set; } = "";
    public string? Grades { get; set; }
    public string? SourcedId { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>A person in a class.</summary>
internal sealed class ClassMembership : Owned<ClassMembership>, IStaged
{
    private ClassMembership() { }

    public ClassMembership(Id<District> district, Id<SchoolClass> schoolClass, Id<Person> person, ClassRole role, DateTimeOffset now)
        : base(district, now) => (ClassId, PersonId, Role) = (schoolClass, person, role);

    public Id<SchoolClass> ClassId { get; private set; }
    public Id<Person> PersonId { get; private set; }
    public ClassRole Role { get; private set; }
    public string? SourcedId { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
}

internal enum ClassRole
{
    Learner,
    Teacher,
}

/// <summary>A guardian of a learner, as the roster says.</summary>
internal sealed class Guardianship : Owned<Guardianship>, IStaged
{
    private Guardianship() { }

    public Guardianship(Id<District> district, Id<Person> guardian, Id<Person> learner, DateTimeOffset now)
        : base(district, now) => (GuardianId, LearnerId) = (guardian, learner);

    public Id<Person> GuardianId { get; private set; }
    public Id<Person> LearnerId { get; private set; }
    public DateTimeOffset? EndedAt { get; set; }
}
