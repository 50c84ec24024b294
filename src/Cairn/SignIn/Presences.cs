using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cairn.SignIn;

/// <summary>
/// Where an account is present. Reads across districts, before one is entered: this file is on the list of files that may ignore the
/// filter.
/// </summary>
internal sealed class Presences(CairnDb db)
{
    public Task<List<Person>> OfAsync(Guid account, CancellationToken stop) =>
        db
            .People.IgnoreQueryFilters()
            .AsNoTracking()
            .Where(p => p.AccountId == account && p.EndedAt == null)
            .OrderBy(p => p.Id)
            .ToListAsync(stop);

    /// <summary>The same with the district's name and what the account may do there.</summary>
    public async Task<IReadOnlyList<Place>> PlacesOfAsync(Guid account, CancellationToken stop) =>
        [
            .. (await Places.ToListAsync(db, account, stop))
                .GroupBy(row => row.Person.Id)
                .Select(rows => new Place(
                    rows.First().Person,
                    rows.First().District,
                    [.. rows.Select(row => row.Role).OfType<SchoolRole>().Distinct().Order()]
                ))
                .OrderBy(place => place.Person.Id),
        ];

    private static readonly CompiledQuery<Guid, PlaceRow> Places = new(
        (db, account) =>
            from person in db.People.IgnoreQueryFilters().AsNoTracking()
            where person.AccountId == account && person.EndedAt == null
            join district in db.Districts on person.DistrictId equals district.Id
            join held in db.RoleAssignments
                on new { person.DistrictId, person.Id } equals new { held.DistrictId, Id = held.PersonId }
                into roles
            from role in roles.DefaultIfEmpty()
            select new PlaceRow(person, district.Name, role == null ? null : role.Role)
    );

    private sealed record PlaceRow(Person Person, string District, SchoolRole? Role);

    /// <summary>What these people, each in their district, may do there.</summary>
    public async Task<ILookup<Id<Person>, SchoolRole>> RolesOfAsync(IReadOnlyCollection<Person> people, CancellationToken stop)
    {
        var (districts, ids) = (people.Select(one => one.DistrictId).Distinct().ToList(), people.Select(one => one.Id).ToList());
        return (
            await db
                .RoleAssignments.IgnoreQueryFilters()
                .AsNoTracking()
                .Where(one => districts.Contains(one.DistrictId) && ids.Contains(one.PersonId))
                .Select(one => new { one.PersonId, one.Role })
                .ToListAsync(stop)
        ).ToLookup(one => one.PersonId, one => one.Role);
    }

    /// <summary>Everywhere that one of these accounts is present.</summary>
    public Task<List<Person>> OfAsync(IReadOnlyCollection<Guid> accounts, CancellationToken stop) =>
        db
            .People.IgnoreQueryFilters()
            .AsNoTracking()
            .Where(p => p.AccountId != null && accounts.Contains(p.AccountId.Value) && p.EndedAt == null)
            .OrderBy(p => p.Id)
            .ToListAsync(stop);
}

/// <param name="Roles">Somebody may be in a district twice, as a teacher and as a parent.</param>
internal sealed record Place(Person Person, string District, IReadOnlyList<SchoolRole> Roles);

/// <summary>Claims of a signed-in presence: the district and the person, besides Identity's own.</summary>
internal sealed class PresenceClaims(UserManager<Account> accounts, IOptions<IdentityOptions> options, Presences presences)
    : UserClaimsPrincipalFactory<Account>(accounts, options)
{
    public const string District = "cairn:district";
    public const string Person = "cairn:person";

    /// <summary>The card with which a child signed in.</summary>
    public const string Card = "cairn:card";

    /// <summary>That use of it.</summary>
    public const string CardUse = "cairn:card-use";

    /// <summary>Identity's own claim row for an account: the person it last chose to act as.</summary>
    public const string Chosen = "cairn:chosen-person";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        var chosen = identity.FindFirst(Chosen)?.Value;
        var all = await presences.OfAsync(user.Id, CancellationToken.None);
        if ((all.Find(one => one.Id.ToString() == chosen) ?? all.FirstOrDefault()) is { } person)
            identity.AddClaims(Of(person));
        return identity;
    }

    /// <summary>Whose turn a request takes: an account's; with a card, a child's; for strangers, an address's.</summary>
    public static string AskerOf(HttpContext http) =>
        http.User.FindFirstValue(ClaimTypes.NameIdentifier)
        ?? http.User.FindFirstValue(Person)
        ?? NetworkAddress.Of(http.Connection.RemoteIpAddress);

    public static IEnumerable<Claim> Of(Person person) => [new(District, person.DistrictId.ToString()), new(Person, person.Id.ToString())];
}
