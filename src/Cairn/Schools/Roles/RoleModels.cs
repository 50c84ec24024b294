using Cairn.Audit;

namespace Cairn.Schools.Roles;

internal sealed record RolesWanted(IReadOnlyList<SchoolRole> Roles);

/// <param name="Unconfirmed">Given by the first operator to themself while alone: somebody else confirms them by setting them
/// again.</param>
internal sealed record PersonRoles(
    Id<Person> Id,
    string Name,
    IReadOnlyList<SchoolRole> Roles,
    IReadOnlyList<SchoolRole> FromRoster,
    IReadOnlyList<SchoolRole> Unconfirmed
)
{
    public static PersonRoles Of(Person person, IEnumerable<RoleAssignment> held) =>
        new(
            person.Id,
            person.Name,
            [.. held.Select(one => one.Role).Order()],
            [.. held.Where(one => one.FromRoster).Select(one => one.Role).Order()],
            [.. held.Where(one => one.GivenAlone).Select(one => one.Role).Order()]
        );
}

/// <summary>A search among the people of a school.</summary>
internal sealed record PeopleFilter
{
    private const int Longest = 100;

    public PeopleFilter(string? words, SchoolRole? role) =>
        (Words, Role) = (string.IsNullOrWhiteSpace(words) ? null : words.Trim()[..Math.Min(words.Trim().Length, Longest)], role);

    public string? Words { get; }
    public SchoolRole? Role { get; }

    public string At(string address) =>
        address
        + QueryString.Create(
            new Dictionary<string, string?> { ["q"] = Words, ["role"] = Role?.ToString() }.Where(pair => pair.Value is not null)
        );
}

/// <summary>The people of a school, and the search form.</summary>
public sealed class RolesModel
{
    internal RolesModel(Organization school, PeopleFilter filter, ListOf<PersonRoles> people) =>
        (School, Filter, People) = (school, Form.Of(new { q = filter.Words, role = filter.Role?.ToString() }), people);

    internal Organization School { get; }
    internal Form Filter { get; }
    internal ListOf<PersonRoles> People { get; }
    internal string SchoolUrl => $"/schools/{School.Id}";
}

/// <summary>What somebody may do at a school, and the form that changes it.</summary>
public sealed class PersonRolesModel
{
    private readonly PersonAt _at;
    private readonly Visit _visit;

    internal PersonRolesModel(PersonAt at, Visit visit, Form form) => (_at, _visit, Form) = (at, visit, form);

    internal Form Form { get; }
    internal Person Person => _at.Person;
    internal string School => _at.School.Name;
    internal string SchoolUrl => $"/schools/{_at.School.Id}";
    internal string Url => $"{SchoolUrl}/people/{Person.Id}";

    /// <summary>The reader may look up in the audit trail what was done with this person.</summary>
    internal bool MayReadTrail => _visit.Actor.MayReadTrail();

    internal IReadOnlyList<SchoolRole> Choices => [.. RoleAssignment.ByHand.Where(role => !Fixed.Contains(role) && MayChange(role))];

    /// <summary>From the roster, or not given by hand.</summary>
    internal IReadOnlyList<SchoolRole> Fixed =>
        [.. _at.Held.Where(one => one.FromRoster || !RoleAssignment.ByHand.Contains(one.Role)).Select(one => one.Role).Distinct().Order()];

    internal IReadOnlyList<SchoolRole> NotYours =>
        [.. _at.Held.Select(one => one.Role).Where(role => !Fixed.Contains(role) && !MayChange(role)).Distinct().Order()];

    /// <summary>Roles that the person gave themself while alone, and that nobody has confirmed.</summary>
    internal IReadOnlyList<SchoolRole> GivenAlone => [.. _at.Held.Where(one => one.GivenAlone).Select(one => one.Role).Order()];

    /// <summary>It is the reader's own page, and there is no second adult.</summary>
    internal bool Alone => _at.Alone;

    /// <summary>Giving a role for adults states that this is one.</summary>
    internal bool AgeUnknown => !Person.IsAdult(_visit.Now) && Person is { BirthDate: null, Learns: false, Grade: null };

    private bool MayChange(SchoolRole role) =>
        RoleAssignment.MayGive(_visit.Actor, Person, _at.School.Id, role, Alone)
        || _at.Held.Any(one => one.Role == role) && RoleAssignment.MayTake(_visit.Actor, Person, _at.School.Id, role);
}
