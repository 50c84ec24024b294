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

    /// <summary>In which they chose to read; null: as their browser asks for.</summary>
    public string? Language { get; init; }

    /// <summary>Holds the role anywhere in the district.</summary>
    public bool Has(SchoolRole role) => Roles.Any(held => held.Role == role);

    /// <summary>Holds the role at that organization, or at the district above it.</summary>
    public bool Has(SchoolRole role, Id<Organization> at) =>
        Roles.Any(held => held.Role == role && (held.OrganizationId == at || held.WholeDistrict));

    /// <summary>
    /// Holds the role there only because they gave it to themself as the one adult of the district. No more than the classroom tier, and
    /// what is made of it says so.
    /// </summary>
    public bool HoldsAlone(SchoolRole role, Id<Organization> at) =>
        Has(role, at) && !Roles.Any(held => held.Role == role && !held.GivenAlone && (held.OrganizationId == at || held.WholeDistrict));

    /// <summary>The organizations at which the role is held; empty and <see cref="HasEverywhere"/> for a role at the district.</summary>
    public IReadOnlyList<Id<Organization>> Where(SchoolRole role) =>
        [.. Roles.Where(held => held.Role == role).Select(held => held.OrganizationId)];

    public bool HasEverywhere(SchoolRole role) => Roles.Any(held => held.Role == role && held.WholeDistrict);

    /// <summary>
    /// The other persons of this district whom the account is today, as a teacher and as a parent; also those who have left.
    /// </summary>
    public IReadOnlyList<Id<Person>> AlsoAs { get; init; } = [];

    /// <summary>All persons of this district whom the account is.</summary>
    public IReadOnlyList<Id<Person>> Selves => [PersonId, .. AlsoAs];

    /// <summary>The same wherever they hold it.</summary>
    public bool HoldsAlone(SchoolRole role) => Has(role) && Roles.Where(held => held.Role == role).All(held => held.GivenAlone);

    /// <summary>
    /// The same human being: the same person, or another presence of the same account, by the account of today or by
    /// <paramref name="account"/>, the one with which something was done then.
    /// </summary>
    public bool Is(Id<Person> person, Guid? account) =>
        PersonId == person || AlsoAs.Contains(person) || (AccountId is { } mine && mine == account);
}

/// <param name="WholeDistrict">The role is held at the district itself and so at each of its schools.</param>
/// <param name="GivenAlone">The first operator gave it to themself while there was no second adult: good for the classroom tier
/// alone.</param>
internal sealed record HeldRole(SchoolRole Role, Id<Organization> OrganizationId, bool WholeDistrict, bool GivenAlone = false)
{
    /// <summary>The organization's name, of who is signed in.</summary>
    public string? Place { get; init; }
}
