namespace Cairn.SignIn.Invitations;

/// <summary>How somebody signs in today.</summary>
public enum WayIn
{
    None,

    /// <summary>A link waits for them.</summary>
    Invited,

    /// <summary>A card with a QR code.</summary>
    Card,

    Account,
}

/// <param name="Until">How long their open link is valid.</param>
/// <param name="Waits">That link waits for a second person's confirmation.</param>
/// <param name="Children">The given names of the learners whose guardian they are.</param>
/// <param name="Refusal">Why the actor cannot give them a link.</param>
internal sealed record PersonWayIn(
    Invitee Invitee,
    WayIn State,
    DateTimeOffset? Until,
    bool Waits,
    IReadOnlyList<string> Children,
    Refusal? Refusal
)
{
    public Person Person => Invitee.Person;

    /// <summary>They are in the actor's care.</summary>
    public bool IsTheirs => Refusal is null or { Status: not StatusCodes.Status403Forbidden };
}

internal static class WaysInQueries
{
    /// <summary>How each of these people signs in, in the given order.</summary>
    public static async Task<IReadOnlyList<PersonWayIn>> WaysInAsync(this Visit visit, IReadOnlyList<Id<Person>> people)
    {
        var (actor, db, now, stop) = visit;
        var invitees = (await db.InviteesAsync(actor, people, stop)).ToDictionary(one => one.Person.Id);
        var open = (
            await (
                from one in db.Invitations.AsNoTracking()
                where people.Contains(one.PersonId) && one.UsedAt == null && one.RevokedAt == null && one.ExpiresAt > now
                select new
                {
                    one.PersonId,
                    one.ExpiresAt,
                    one.MadeById,
                    one.ConfirmedById,
                    MakersAccount = db.People.Where(maker => maker.Id == one.MadeById).Select(maker => maker.AccountId).FirstOrDefault(),
                }
            ).ToListAsync(stop)
        ).ToDictionary(one => one.PersonId);
        var unconfirmed = open
            .Values.Where(one => one is { MadeById: not null, ConfirmedById: null })
            .Select(one => one.PersonId)
            .ToHashSet();
        var seconders = await db.SecondersAsync([.. invitees.Values.Where(one => unconfirmed.Contains(one.Person.Id))], now, stop);
        var cards = await db
            .SignInCards.Where(card => people.Contains(card.PersonId) && card.RevokedAt == null)
            .Select(card => card.PersonId)
            .ToListAsync(stop);
        var children = (
            await (
                from tie in db.Guardianships
                where people.Contains(tie.GuardianId) && tie.EndedAt == null
                join child in db.People on tie.LearnerId equals child.Id
                where child.EndedAt == null
                select new
                {
                    tie.GuardianId,
                    child.GivenName,
                    child.FamilyName,
                }
            ).ToListAsync(stop)
        ).InNameOrder(one => (one.FamilyName, one.GivenName)).ToLookup(one => one.GuardianId, one => one.GivenName);
        var withCard = cards.ToHashSet();
        return
        [
            .. people
                .Where(invitees.ContainsKey)
                .Select(id => new PersonWayIn(
                    invitees[id],
                    invitees[id].Person.AccountId is not null ? WayIn.Account
                        : withCard.Contains(id) ? WayIn.Card
                        : open.ContainsKey(id) ? WayIn.Invited
                        : WayIn.None,
                    open.TryGetValue(id, out var link) ? link.ExpiresAt : null,
                    unconfirmed.Contains(id) && seconders.HasSecond(invitees[id], open[id].MadeById!.Value, open[id].MakersAccount),
                    [.. children[id]],
                    invitees[id].Refuses(actor)
                )),
        ];
    }

    /// <summary>How somebody signs in; somebody not in the actor's care is not found.</summary>
    public static async Task<Outcome<PersonWayIn>> WayInAsync(this Visit visit, Id<Person> id) =>
        await visit.WaysInAsync([id]) is [{ IsTheirs: true } found] ? found : Refusal.NotFound;

    /// <summary>How these people sign in, by name, fifty at a time.</summary>
    public static async Task<PageOf<WayInAnswer>> WaysInOfAsync(this Visit visit, IQueryable<Person> people, Id<Person>? after)
    {
        var page = await people.PageAsync(visit, after);
        var ways = await visit.WaysInAsync([.. page.Items.Select(person => person.Id)]);
        return new PageOf<WayInAnswer>([.. ways.Select(WayInAnswer.Of)], page.HasMore);
    }

    public static Task<PageOf<WayInAnswer>> WaysInOfSchoolAsync(
        this Visit visit,
        Id<Organization> id,
        PeopleKind who,
        bool all,
        Id<Person>? after
    )
    {
        var people = visit.Db.PeopleOf(id, who);
        return visit.WaysInOfAsync(all ? people : people.WithoutWayIn(visit.Db, visit.Now), after);
    }

    /// <summary>Learners of a class by name, fifty at a time, followed by their guardians.</summary>
    public static async Task<ListOf<WayInAnswer>> LearnersAndGuardiansAsync(
        this Visit visit,
        Id<SchoolClass> id,
        Id<Person>? after,
        string address
    )
    {
        var db = visit.Db;
        var page = await db.LearnersIn(id).PageAsync(visit, after);
        var learners = page.Items.Select(person => person.Id).ToList();
        var guardians = await db.GuardiansOf(db.People.Where(person => learners.Contains(person.Id)).Select(person => person.Id))
            .ToListAsync(visit.Stop);
        var ways = await visit.WaysInAsync([.. learners, .. guardians.InNameOrder().Select(person => person.Id).Except(learners)]);
        return new ListOf<WayInAnswer>([.. ways.Select(WayInAnswer.Of)], page.At(address, person => person.Id).Next);
    }

    /// <summary>
    /// People who cannot sign in today and have no link. An account is looked up by its id: searching an index for "none" would find nearly
    /// everybody of a district.
    /// </summary>
    public static IQueryable<Person> WithoutWayIn(this IQueryable<Person> people, CairnDb db, DateTimeOffset now) =>
        people.Where(person =>
            !db.Users.Any(account => account.Id == person.AccountId)
            && !db.SignInCards.Any(card => card.PersonId == person.Id && card.RevokedAt == null)
            && !db.Invitations.Any(one => one.PersonId == person.Id && one.UsedAt == null && one.RevokedAt == null && one.ExpiresAt > now)
        );

    /// <summary>The guardians of a class's learners, who may be as many again.</summary>
    public static IQueryable<Person> GuardiansIn(this CairnDb db, Id<SchoolClass> id) =>
        db.GuardiansOf(
            db.ClassMemberships.Where(one => one.ClassId == id && one.Role == ClassRole.Learner && one.EndedAt == null)
                .Select(one => one.PersonId)
        );

    /// <summary>Starts from the learners, who are few: uses "in", because "exists" may be checked for everybody of the district.</summary>
    public static IQueryable<Person> GuardiansOf(this CairnDb db, IQueryable<Id<Person>> learners) =>
        db.People.Where(person =>
            person.EndedAt == null
            && db.Guardianships.Where(tie => tie.EndedAt == null && learners.Contains(tie.LearnerId))
                .Select(tie => tie.GuardianId)
                .Contains(person.Id)
        );

    /// <summary>Lists them instead of "all except": an index finds what is listed.</summary>
    private static readonly SchoolRole[] Staff = [.. Enum.GetValues<SchoolRole>().Except([SchoolRole.Learner, SchoolRole.Guardian])];

    /// <summary>The people of a school, or of the district itself, of one kind.</summary>
    public static IQueryable<Person> PeopleOf(this CairnDb db, Id<Organization> at, PeopleKind kind)
    {
        var people = db.People.Where(person => person.EndedAt == null);
        var held = db.RoleAssignments.Where(one => one.OrganizationId == at);
        var learners = held.Where(one => one.Role == SchoolRole.Learner).Select(one => one.PersonId);
        return kind switch
        {
            PeopleKind.Staff => people.Where(person =>
                held.Where(one => Staff.Contains(one.Role)).Select(one => one.PersonId).Contains(person.Id)
            ),
            PeopleKind.Learners => people.Where(person => learners.Contains(person.Id)),
            PeopleKind.Guardians => people.Where(person =>
                held.Where(one => one.Role == SchoolRole.Guardian)
                    .Select(one => one.PersonId)
                    .Union(
                        db.Guardianships.Where(tie => tie.EndedAt == null && learners.Contains(tie.LearnerId)).Select(tie => tie.GuardianId)
                    )
                    .Contains(person.Id)
            ),
            // These are few, but finding them means looking at everybody; the tests recognise it by its tag.
            _ => people
                .TagWith("People without a role")
                .Where(person =>
                    !db.RoleAssignments.Any(one => one.PersonId == person.Id)
                    && !db.Guardianships.Any(tie => tie.GuardianId == person.Id && tie.EndedAt == null)
                ),
        };
    }
}

/// <summary><see cref="Others"/>: people whom a roster brought without a role; the district looks after them.</summary>
internal enum PeopleKind
{
    Staff,
    Learners,
    Guardians,
    Others,
}
