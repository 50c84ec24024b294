using Cairn.Audit;
using Cairn.SignIn.Sessions;

namespace Cairn.SignIn.Invitations;

/// <summary>Giving people a way in, and taking it back.</summary>
internal static class Inviting
{
    /// <summary>All of them or, at the first refusal, none. Earlier ones are voided in the same save.</summary>
    /// <param name="origin">How addresses given to programs begin.</param>
    public static async Task<Outcome<MadeInvitations>> InviteAsync(this Visit visit, InvitationOrder order, string origin)
    {
        var (actor, db, now, stop) = visit;
        var people = order.People.Distinct().ToList();
        var outcome = await db.OnceAsync<Outcome<MadeInvitations>>(async () =>
        {
            var made = new List<InvitationSecretLine>(people.Count);
            await db.RevokeOpenAsync(actor, people, now, stop);
            var invitees = await db.InviteesAsync(actor, people, stop);
            if (invitees.Count != people.Count)
                return new Refusal("sign-in.unknown-person", "people");
            var seconders = await db.SecondersAsync(invitees, now, stop);
            foreach (var invitee in invitees.InNameOrder(one => (one.Person.FamilyName, one.Person.GivenName)))
            {
                if (!Invitation.Make(actor, invitee, order.ClearSecondStep, now).Succeeds(out var invitation, out var refusal))
                    return refusal;
                var waits = seconders.HasSecond(invitee, actor.PersonId, actor.AccountId);
                db.Add(
                    actor,
                    invitation,
                    now,
                    waits ? " waits"
                        : invitee.TakesTwo ? " alone"
                        : ""
                );
                made.Add(
                    new InvitationSecretLine(
                        invitee.Person.Id,
                        invitee.Person.Name,
                        $"{origin}/join/{invitation.Secret}",
                        InvitationCode.Spaced(invitation.Code),
                        invitation.Invitation.ExpiresAt,
                        waits
                    )
                    {
                        Secret = invitation.Secret,
                        Resets = invitee.Person.AccountId is not null,
                    }
                );
            }
            await db.SaveChangesAsync(stop);
            return new MadeInvitations(made);
        });
        if (outcome.Refusal is not null)
            db.ChangeTracker.Clear();
        return outcome;
    }

    /// <summary>The invitation row, its secrets' two locators, and the event.</summary>
    public static void Add(this CairnDb db, Actor? actor, NewInvitation made, DateTimeOffset now, string how = "")
    {
        var invitation = made.Invitation;
        db.Invitations.Add(invitation);
        db.Locators.Add(new Locator(Invitation.Located, Secrets.Hash(made.Secret), invitation.DistrictId, invitation.Id.Value));
        db.Locators.Add(new Locator(Invitation.Located, Secrets.Hash(made.Code), invitation.DistrictId, invitation.Id.Value));
        db.Audit(
            actor,
            "invitation.made",
            invitation.Id,
            now,
            $"person {invitation.PersonId}{(invitation.ClearsSecondStep ? " second-step-off" : "")}{how}"
        );
    }

    /// <summary>Voids these people's open invitations; the caller saves.</summary>
    public static async Task RevokeOpenAsync(
        this CairnDb db,
        Actor? actor,
        IReadOnlyCollection<Id<Person>> people,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        foreach (
            var open in await db
                .Invitations.Where(one => people.Contains(one.PersonId) && one.UsedAt == null && one.RevokedAt == null)
                .ToListAsync(stop)
        )
        {
            open.Revoke(now);
            db.Audit(actor, "invitation.revoked", open.Id, now, $"person {open.PersonId}");
        }
    }

    /// <summary>Takes back somebody's open link. Twice is once.</summary>
    public static Task<Outcome<Done>> RevokeInvitationAsync(this Visit visit, Id<Person> id) =>
        visit.Db.OnceAsync<Outcome<Done>>(async () =>
        {
            var (actor, db, now, stop) = visit;
            if (!(await visit.WayInAsync(id)).Succeeds(out var found, out var refusal))
                return refusal;
            if (!found.Invitee.IsInDutyOf(actor))
                return Refusal.Forbidden("sign-in.not-yours-to-invite");
            await db.RevokeOpenAsync(actor, [id], now, stop);
            await db.SaveChangesAsync(stop);
            return default(Done);
        });

    /// <summary>
    /// Parts a person from their account: for a link that fell into the wrong hands, or an account that nobody can get into any more. What
    /// acted as this person stops at once; the person, their roles and their work stay, and a new invitation leads to a new account.
    /// </summary>
    public static Task<Outcome<Done>> PartAsync(this Visit visit, Id<Person> id) =>
        visit.TakeAccountAsync(
            id,
            async (invitee, account) =>
            {
                var (actor, db, now, stop) = visit;
                invitee.Person.AccountId = null;
                await visit.EndSessionsOfAsync(account, null, SessionEnd.ByTheSchool);
                await visit.RevokeTokensOfAsync([id]);
                await db.RevokeOpenAsync(actor, [id], now, stop);
                db.Audit(actor, "account.parted", id, now);
            }
        );

    /// <summary>
    /// Signs somebody out everywhere: a phone was lost, a library computer left open. It changes no way in, so nothing is asked again; it
    /// takes the same duty as parting somebody from the account. It ends the account's sessions wherever it is present, but only the tokens
    /// of its persons in this district.
    /// </summary>
    public static Task<Outcome<Done>> SignOutEverywhereAsync(this Visit visit, Id<Person> id) =>
        visit.TakeAccountAsync(
            id,
            async (invitee, account) =>
            {
                await visit.EndSessionsOfAsync(account, null, SessionEnd.ByTheSchool);
                await visit.RevokeTokensOfAsync([.. invitee.Others.Select(one => one.Person.Id), id]);
                visit.Db.Audit(visit.Actor, "account.signed-out-by-school", id, visit.Now);
            }
        );

    /// <summary>What is done with somebody's account, if they have one.</summary>
    private static Task<Outcome<Done>> TakeAccountAsync(this Visit visit, Id<Person> id, Func<Invitee, Guid, Task> act) =>
        visit.Db.OnceAsync<Outcome<Done>>(async () =>
        {
            if (!(await visit.WayInAsync(id)).Succeeds(out var found, out var refusal))
                return refusal;
            if (found.Invitee.RefusesParting(visit.Actor) is { } no)
                return no;
            if (found.Person.AccountId is not { } account)
                return default(Done);

            await act(found.Invitee, account);
            await visit.Db.SaveChangesAsync(visit.Stop);
            return default(Done);
        });

    /// <summary>Ends these people's personal access tokens; the caller saves.</summary>
    public static async Task RevokeTokensOfAsync(this Visit visit, IReadOnlyCollection<Id<Person>> people)
    {
        var (actor, db, now, stop) = visit;
        foreach (
            var token in await db
                .AccessTokens.Where(one => people.Contains(one.PersonId) && one.RevokedAt == null && one.ExpiresAt > now)
                .ToListAsync(stop)
        )
        {
            token.Revoke(now);
            db.Audit(actor, "token.revoked", token.Id, now);
        }
    }
}
