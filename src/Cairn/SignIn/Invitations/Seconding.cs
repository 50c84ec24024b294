using Cairn.Audit;

namespace Cairn.SignIn.Invitations;

/// <summary>
/// Whoever hands out a link could open it, so a link for a staff member takes two people: its maker, and another who leads or runs the
/// place. If there is nobody else, it opens at once, and the audit trail says "alone".
/// </summary>
internal static class Seconding
{
    public const int PageSize = 50;

    /// <summary>The people who lead or run these people's places, or the district, and can sign in.</summary>
    public static async Task<IReadOnlyList<Actor>> SecondersAsync(
        this CairnDb db,
        IReadOnlyCollection<Invitee> invitees,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var all = invitees.Where(one => one.TakesTwo).SelectMany(one => one.Others.Append(one)).ToList();
        if (all.Count == 0)
            return [];

        var places = all.SelectMany(one => one.Roles.Select(held => held.OrganizationId).Concat(one.ChildrenAt)).Distinct().ToList();
        var kinds = await db
            .Organizations.AsNoTracking()
            .Where(one => places.Contains(one.Id) || one.Kind == OrganizationKind.District)
            .ToDictionaryAsync(one => one.Id, one => one.Kind, stop);
        // A separate query, by place: in a combined one a database goes through all roles of the district.
        var at = kinds.Keys.ToList();
        var roles = (
            await db
                .RoleAssignments.AsNoTracking()
                .Where(held => at.Contains(held.OrganizationId) && (held.Role == SchoolRole.Leader || held.Role == SchoolRole.Operator))
                .ToListAsync(stop)
        ).ToLookup(
            held => held.PersonId,
            held => new HeldRole(held.Role, held.OrganizationId, kinds[held.OrganizationId] is OrganizationKind.District)
        );
        // A separate query, by id: a few, not everybody with an account in the whole district.
        var ids = roles.Select(one => one.Key).ToList();
        var people = await db
            .People.AsNoTracking()
            .Where(one => ids.Contains(one.Id) && one.EndedAt == null && one.AccountId != null)
            .ToListAsync(stop);
        return [.. people.Select(one => new Actor(one.DistrictId, one.Id, one.AccountId, "", one.IsAdult(now), [.. roles[one.Id]]))];
    }

    /// <summary>Whether there is a second person for this maker's link.</summary>
    public static bool HasSecond(this IEnumerable<Actor> seconders, Invitee invitee, Id<Person> maker, Guid? makersAccount) =>
        invitee.TakesTwo && seconders.Any(one => !one.Is(maker, makersAccount) && invitee.Refuses(one) is null);

    /// <summary>What waits for this actor's confirmation, oldest first.</summary>
    public static async Task<PageOf<WaitingAnswer>> WaitingForWordAsync(this Visit visit, Id<Invitation>? after)
    {
        var (actor, db, now, stop) = visit;
        var everywhere = actor.HasEverywhere(SchoolRole.Leader) || actor.HasEverywhere(SchoolRole.Operator);
        var led = actor.Where(SchoolRole.Leader).Concat(actor.Where(SchoolRole.Operator)).ToList();
        var staff = db.RoleAssignments.Where(held =>
            held.Role != SchoolRole.Learner && held.Role != SchoolRole.Guardian && (everywhere || led.Contains(held.OrganizationId))
        );
        var open = (
            from invitation in db.Invitations.AsNoTracking()
            where
                invitation.UsedAt == null
                && invitation.RevokedAt == null
                && invitation.ExpiresAt > now
                && invitation.ConfirmedById == null
                && invitation.MadeById != null
                && invitation.MadeById != actor.PersonId
            join person in db.People on invitation.PersonId equals person.Id
            where
                person.EndedAt == null
                && (
                    staff.Any(held => held.PersonId == person.Id)
                    || person.AccountId != null
                        && db.People.Any(other =>
                            other.AccountId != null && other.AccountId == person.AccountId && staff.Any(held => held.PersonId == other.Id)
                        )
                )
            join maker in db.People on invitation.MadeById equals maker.Id
            orderby invitation.Id
            select new
            {
                Invitation = invitation,
                maker.GivenName,
                maker.FamilyName,
            }
        );
        for (; ; )
        {
            var rows = await (after is { } last ? open.Where(one => one.Invitation.Id > last) : open).Take(PageSize + 1).ToListAsync(stop);
            var invitees = (await db.InviteesAsync(actor, [.. rows.Select(row => row.Invitation.PersonId)], stop)).ToDictionary(one =>
                one.Person.Id
            );
            var at = invitees.Values.SelectMany(one => one.Roles.Select(held => held.OrganizationId)).Distinct().ToList();
            var names = await db
                .Organizations.AsNoTracking()
                .Where(one => at.Contains(one.Id))
                .ToDictionaryAsync(one => one.Id, one => one.Name, stop);
            var waiting =
                from row in rows.Take(PageSize)
                let invitee = invitees[row.Invitation.PersonId]
                where row.Invitation.RefusesConfirming(actor, invitee) is null
                select new WaitingAnswer(
                    row.Invitation.Id,
                    invitee.Person.Id,
                    invitee.Person.Name,
                    [.. invitee.Roles.Select(held => names[held.OrganizationId]).Distinct().Order(StringComparer.CurrentCulture)],
                    $"{row.GivenName} {row.FamilyName}".Trim(),
                    row.Invitation.MadeAt,
                    invitee.Person.AccountId is not null,
                    row.Invitation.ClearsSecondStep
                );
            var page = new PageOf<WaitingAnswer>([.. waiting], rows.Count > PageSize);
            // None of these may be theirs; then the next ones are read, so that only the last page can be empty.
            if (page.Items.Count > 0 || !page.HasMore)
                return page;
            after = rows[PageSize - 1].Invitation.Id;
        }
    }

    /// <summary>The second person's confirmation of these links: all of them or, at the first refusal, none. Twice is once.</summary>
    public static Task<Outcome<Done>> ConfirmAsync(this Visit visit, Confirmation asked) =>
        visit.Db.OnceAsync<Outcome<Done>>(async () =>
        {
            var (actor, db, now, stop) = visit;
            var ids = asked.Invitations.Distinct().ToList();
            var invitations = await db.Invitations.Where(one => ids.Contains(one.Id)).ToListAsync(stop);
            var invitees = (await db.InviteesAsync(actor, [.. invitations.Select(one => one.PersonId).Distinct()], stop)).ToDictionary(
                one => one.Person.Id
            );
            foreach (var invitation in invitations)
            {
                var before = invitation.ConfirmedById;
                if (invitation.Confirm(actor, invitees[invitation.PersonId], now) is { } refusal)
                {
                    db.ChangeTracker.Clear();
                    return refusal;
                }
                if (invitation.ConfirmedById != before)
                    db.Audit(actor, "invitation.confirmed", invitation.Id, now, $"person {invitation.PersonId}");
            }
            if (invitations.Count != ids.Count)
            {
                db.ChangeTracker.Clear();
                return Joining.Closed;
            }

            await db.SaveChangesAsync(stop);
            return default(Done);
        });
}
