namespace Cairn.People;

/// <summary>
/// Who acts: one person of one district with the roles they hold there. Passed into every rule; conflict-of-interest rules compare
/// accounts, because one account may be present as several persons.
/// </summary>
internal sealed record Actor(
    Id<District> DistrictId,
    Id<Person> PersonId,
    Guid? AccountId,
    string Name,
    bool IsAdult,
    IReadOnlyList<HeldRole> Roles
)
{
    /// <summary>For the rules about ages (<see cref="AgePolicy"/>).</summary>
    public AgeGroup Age { get; init; } = IsAdult ? AgeGroup.Adult : AgeGroup.Child;

    /// <summary>The district's, in which pages show instants.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The school grade, if they have one.</summary>
    public string? Grade { get; init; }

    /// <summary>The language that they chose; null: the one their browser asks for.</summary>
    public string? Language { get; init; }

    /// <summary>Teaches somewhere in the district.</summary>
    public bool IsTeacher => Has(SchoolRole.Teacher);

    /// <summary>Holds the role anywhere in the district.</summary>
    public bool Has(SchoolRole role) => Roles.Any(held => held.Role == role);

    /// <summary>Holds the role at that organization, or at the district above it.</summary>
    public bool Has(SchoolRole role, Id<Organization> at) =>
        Roles.Any(held => held.Role == role && (held.OrganizationId == at || held.WholeDistrict));

    /// <summary>
    /// Holds the role there only because they gave it to themself as the only adult of the district. Good for the classroom tier only, and
    /// what it is used for says so.
    /// </summary>
    public bool HoldsAlone(SchoolRole role, Id<Organization> at) =>
        Has(role, at) && !Roles.Any(held => held.Role == role && !held.GivenAlone && (held.OrganizationId == at || held.WholeDistrict));

    /// <summary>The organizations where the role is held; empty and <see cref="HasEverywhere"/> for a role at the district.</summary>
    public IReadOnlyList<Id<Organization>> Where(SchoolRole role) =>
        [.. Roles.Where(held => held.Role == role).Select(held => held.OrganizationId)];

    public bool HasEverywhere(SchoolRole role) => Roles.Any(held => held.Role == role && held.WholeDistrict);

    /// <summary>
    /// The other persons in this district that the account is today, such as a teacher and a parent; including those who have left.
    /// </summary>
    public IReadOnlyList<Id<Person>> AlsoAs { get; init; } = [];

    /// <summary>All persons in this district that the account is.</summary>
    public IReadOnlyList<Id<Person>> Selves => [PersonId, .. AlsoAs];

    /// <summary>The same wherever they hold it.</summary>
    public bool HoldsAlone(SchoolRole role) => Has(role) && Roles.Where(held => held.Role == role).All(held => held.GivenAlone);

    /// <summary>
    /// The same human being: the same person, or another presence of the same account, by today's account or by <paramref name="account"/>,
    /// the one with which something was done at the time.
    /// </summary>
    public bool Is(Id<Person> person, Guid? account) =>
        PersonId == person || AlsoAs.Contains(person) || (AccountId is { } mine && mine == account);
}

/// <param name="WholeDistrict">The role is held at the district itself and so at each of its schools.</param>
/// <param name="GivenAlone">The first operator gave it to themself while there was no second adult: good for the classroom tier
/// only.</param>
internal sealed record HeldRole(SchoolRole Role, Id<Organization> OrganizationId, bool WholeDistrict, bool GivenAlone = false)
{
    /// <summary>The organization's name, for the signed-in person.</summary>
    public string? Place { get; init; }
}
