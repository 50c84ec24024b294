namespace Cairn.People;

internal static class Actors
{
    /// <summary>Who is signed in; null for a stranger, or for somebody who has left the district.</summary>
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
    /// The person, once for each role and each other person whom the account is. That an account is there is asked first: columns that may
    /// both be empty are compared with an "or", which no index serves.
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

    /// <summary>Whether the district has another adult with a role on the staff than this person, whatever else the account is.</summary>
    public static Task<bool> HasOtherStaffAsync(this CairnDb db, Person self, DateTimeOffset now, CancellationToken stop)
    {
        var ofAge = AgePolicy.LastBirthDateOfAge(now);
        return (
            from organization in db.Organizations
            join held in db.RoleAssignments on organization.Id equals held.OrganizationId
            where Staff.Contains(held.Role) && held.PersonId != self.Id
            join person in db.People on held.PersonId equals person.Id
            where
                person.EndedAt == null
                && (person.AccountId == null || person.AccountId != self.AccountId)
                && (person.BirthDate != null ? person.BirthDate <= ofAge : person.KnownAdultAt != null)
            select person.Id
        ).AnyAsync(stop);
    }

    /// <summary>Every role in which one deals with other people's work.</summary>
    static readonly SchoolRole[] Staff =
    [
        .. Enum.GetValues<SchoolRole>().Where(role => role is not (SchoolRole.Learner or SchoolRole.Guardian)),
    ];
}
