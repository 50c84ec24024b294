namespace Cairn.SignIn.Invitations;

internal static class InviteeQueries
{
    /// <summary>
    /// These people of the district with what the rule asks about them and the actor; the same number of queries for one as for a hundred.
    /// </summary>
    public static async Task<List<Invitee>> InviteesAsync(
        this CairnDb db,
        Actor? actor,
        IReadOnlyCollection<Id<Person>> ids,
        CancellationToken stop
    )
    {
        var people = await db.People.Where(person => ids.Contains(person.Id)).ToListAsync(stop);
        var accounts = people.Select(person => person.AccountId).OfType<Guid>().Distinct().ToList();
        var presences = accounts.Count == 0 ? [] : await new Presences(db).OfAsync(accounts, stop);
        var otherIds = presences.Where(one => one.DistrictId == db.Tenant.DistrictId).Select(one => one.Id).ToList();
        var others = people
            .Concat(
                await db.People.AsNoTracking().Where(person => otherIds.Contains(person.Id) && !ids.Contains(person.Id)).ToListAsync(stop)
            )
            .ToList();
        var all = others.ConvertAll(person => person.Id);

        var roles = (
            await (
                from held in db.RoleAssignments.AsNoTracking()
                where all.Contains(held.PersonId)
                join organization in db.Organizations on held.OrganizationId equals organization.Id
                select new
                {
                    held.PersonId,
                    held.Role,
                    held.OrganizationId,
                    organization.Kind,
                }
            ).ToListAsync(stop)
        ).ToLookup(one => one.PersonId, one => new HeldRole(one.Role, one.OrganizationId, one.Kind is OrganizationKind.District));
        var children = await (
            from tie in db.Guardianships.AsNoTracking()
            where
                all.Contains(tie.GuardianId)
                && tie.EndedAt == null
                && db.People.Any(child => child.Id == tie.LearnerId && child.EndedAt == null)
            select new
            {
                tie.GuardianId,
                tie.LearnerId,
                Schools = db
                    .RoleAssignments.Where(held => held.PersonId == tie.LearnerId && held.Role == SchoolRole.Learner)
                    .Select(held => held.OrganizationId)
                    .ToList(),
            }
        ).ToListAsync(stop);
        var childrenOf = children.ToLookup(one => one.GuardianId);

        var learners = all.Concat(children.Select(one => one.LearnerId)).Distinct().ToList();
        var taught = actor is null
            ? []
            : await db.TaughtBy(actor).Where(one => learners.Contains(one.PersonId)).Select(one => one.PersonId).ToListAsync(stop);
        var isTaught = taught.ToHashSet();

        return people.ConvertAll(person =>
            Of(person) with
            {
                Elsewhere = presences.Exists(one => one.AccountId == person.AccountId && one.DistrictId != person.DistrictId),
                Others =
                [
                    .. others
                        .Where(one =>
                            one.AccountId is not null && one.AccountId == person.AccountId && one.Id != person.Id && one.EndedAt is null
                        )
                        .Select(Of),
                ],
            }
        );

        Invitee Of(Person person) =>
            new(
                person,
                [.. roles[person.Id]],
                [.. childrenOf[person.Id].SelectMany(one => one.Schools).Distinct()],
                isTaught.Contains(person.Id),
                childrenOf[person.Id].Any(one => isTaught.Contains(one.LearnerId)),
                false,
                []
            );
    }

    /// <summary>One of them; null if there is no such person in this district.</summary>
    public static async Task<Invitee?> InviteeAsync(this CairnDb db, Actor? actor, Id<Person> id, CancellationToken stop) =>
        (await db.InviteesAsync(actor, [id], stop)).FirstOrDefault();
}
