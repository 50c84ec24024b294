using System.Security.Claims;
using Cairn.Schools;
using Cairn.SignIn.Tokens;

namespace Cairn.SignIn;

/// <summary>
/// Enters the signed-in person's district and makes the <see cref="Actor"/>: roles are read on each request, so removing one takes effect
/// at once.
/// </summary>
internal sealed class PresenceMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, CairnDb db, TimeProvider clock)
    {
        db.Tenant.From = NetworkAddress.Of(http.Connection.RemoteIpAddress);
        if (
            http.GetEndpoint()?.Metadata.GetMetadata<PresenceAside>() is null
            && TokenScopes.Admits(http)
            && Id<District>.TryParse(http.User.FindFirstValue(PresenceClaims.District), out var district)
            && Id<Person>.TryParse(http.User.FindFirstValue(PresenceClaims.Person), out var personId)
        )
        {
            db.Tenant.Enter(district);
            var actor = await db.ActorAsync(personId, clock.Now(), http.RequestAborted);
            if (actor is not null && IsTheirs(http, actor) && await MayGoOnAsync(http, db, actor))
                http.Items[typeof(Actor)] = actor;
        }
        await next(http);
    }

    /// <summary>
    /// A person may be parted from the account that signed in: this takes effect at once, not when the cookie is next checked.
    /// </summary>
    private static bool IsTheirs(HttpContext http, Actor actor) =>
        http.User.FindFirstValue(ClaimTypes.NameIdentifier) is not { } account || account == actor.AccountId?.ToString();

    /// <summary>Somebody who came with a card: until the card is taken back, and never with more than a child's rights.</summary>
    private static async Task<bool> MayGoOnAsync(HttpContext http, CairnDb db, Actor actor) =>
        !Id<SignInCard>.TryParse(http.User.FindFirstValue(PresenceClaims.Card), out var card)
        || (
            SignInCard.MayBeHeldBy(actor.IsAdult, actor.Roles.Select(held => held.Role))
            && await db.SignInCards.AnyAsync(one => one.Id == card && one.RevokedAt == null, http.RequestAborted)
        );
}

/// <summary>An address that leads into its own district, whoever is signed in and wherever: an invitation to another school.</summary>
internal sealed record PresenceAside;

internal static class Actors
{
    /// <summary>The signed-in person; null for a stranger, or for somebody who has left the district.</summary>
    public static Actor? FindActor(this HttpContext http) => http.Items[typeof(Actor)] as Actor;

    /// <summary>For handlers behind <see cref="SchoolRoles.RequirePerson"/> or <see cref="SchoolRoles.RequireRole"/>.</summary>
    public static Actor Actor(this HttpContext http) =>
        http.FindActor() ?? throw new InvalidOperationException("This address is not behind sign-in.");

    /// <summary>The actor of a person of the entered district.</summary>
    public static async Task<Actor?> ActorAsync(this CairnDb db, Id<Person> personId, DateTimeOffset now, CancellationToken stop)
    {
        var rows = await Presence.ToListAsync(db, personId, stop);
        if (rows.Count == 0)
            return null;

        var self = rows[0].Person;
        var roles = rows.Where(row => row.Assignment is not null)
            .DistinctBy(row => row.Assignment!.Id)
            .Select(row => new HeldRole(
                row.Assignment!.Role,
                row.Assignment.OrganizationId,
                row.Organization!.Kind is OrganizationKind.District,
                row.Assignment.GivenAlone
            )
            {
                Place = row.Organization.Name,
            })
            .ToList();
        if (roles.Exists(held => held.GivenAlone) && await db.HasOtherStaffAsync(self, now, stop))
            roles.RemoveAll(held => held.GivenAlone);
        return new Actor(self.DistrictId, self.Id, self.AccountId, self.Name, self.IsAdult(now), roles)
        {
            Age = self.Age(now),
            Zone = Days.ZoneOf(rows[0].TimeZone),
            Grade = self.Grade,
            Language = self.Language,
            AlsoAs = [.. rows.Select(row => row.Other).OfType<Id<Person>>().Distinct()],
        };
    }

    /// <summary>
    /// The person, once for each role and each other person that the account is. It first checks that there is an account: comparing two
    /// nullable columns needs an "or", which no index serves.
    /// </summary>
    private static readonly CompiledQuery<Id<Person>, PresenceRow> Presence = new(
        (db, id) =>
            from person in db.People.AsNoTracking()
            where person.Id == id && person.EndedAt == null
            join district in db.Districts on person.DistrictId equals district.Id
            join assignment in db.RoleAssignments on person.Id equals assignment.PersonId into assignments
            from assignment in assignments.DefaultIfEmpty()
            join organization in db.Organizations on assignment.OrganizationId equals organization.Id into organizations
            from organization in organizations.DefaultIfEmpty()
            from other in db
                .People.Where(other => other.AccountId != null && other.AccountId == person.AccountId && other.Id != person.Id)
                .Select(other => (Id<Person>?)other.Id)
                .DefaultIfEmpty()
            select new PresenceRow(person, district.TimeZone, assignment, organization, other)
    );

    private sealed record PresenceRow(
        Person Person,
        string TimeZone,
        RoleAssignment? Assignment,
        Organization? Organization,
        Id<Person>? Other
    );
}
