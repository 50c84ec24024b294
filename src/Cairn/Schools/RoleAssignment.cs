using Cairn.Foundation.Storage;

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
}

internal enum SchoolRole { Learner, Guardian, Teacher, Author, Reviewer, Assessor, Grantor, Leader, Operator }
