using Cairn.Audit;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Cairn.SignIn.Invitations;

/// <param name="Invitee">Whom it is for.</param>
/// <param name="New">The invitation with its secrets, which are nowhere else.</param>
/// <param name="Waits">It opens when a second person has confirmed it.</param>
internal sealed record MadeInvitation(Invitee Invitee, NewInvitation New, bool Waits);

/// <summary>Giving people a way in, and taking it back.</summary>
internal static class Inviting
{
    /// <summary>All of them or, at the first refusal, none. What they had before is void in the same save.</summary>
    public static Task<Outcome<IReadOnlyList<MadeInvitation>>> InviteAsync(
        this CairnDb db,
        Actor actor,
        IReadOnlyCollection<Id<Person>> people,
        bool clearSecondStep,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync<Outcome<IReadOnlyList<MadeInvitation>>>(async () =>
        {
            var made = new List<MadeInvitation>(people.Count);
            await db.RevokeOpenAsync(actor, people, now, stop);
            var invitees = await db.InviteesAsync(actor, people, stop);
            if (invitees.Count != people.Count)
            {
                db.ChangeTracker.Clear();
                return new Refusal("sign-in.unknown-person", "people");
            }
            var seconders = await db.SecondersAsync(invitees, now, stop);
            foreach (var invitee in invitees)
            {
                if (!Invitation.Make(actor, invitee, clearSecondStep, now).Succeeds(out var invitation, out var refusal))
                {
                    db.ChangeTracker.Clear();
                    return refusal;
                }
                var waits = seconders.HasSecond(invitee, actor.PersonId, actor.AccountId);
                db.Add(
                    actor,
                    invitation,
                    now,
                    waits ? " waits"
                        : invitee.TakesTwo ? " alone"
                        : ""
                );
                made.Add(new MadeInvitation(invitee, invitation, waits));
            }
            await db.SaveChangesAsync(stop);
            return made.OrderBy(one => one.Invitee.Person.GivenName, StringComparer.CurrentCulture)
                .ThenBy(one => one.Invitee.Person.FamilyName, StringComparer.CurrentCulture)
                .ToList();
        });

    /// <summary>The invitation row, the two places where its secrets are looked up, and the event.</summary>
    public static void Add(this CairnDb db, Actor? actor, NewInvitation made, DateTimeOffset now, string how = "")
    {
        var invitation = made.Invitation;
        db.Invitations.Add(invitation);
        db.Locators.Add(new Locator(LocatorKind.Invitation, Secrets.Hash(made.Secret), invitation.DistrictId, invitation.Id.Value));
        db.Locators.Add(new Locator(LocatorKind.Invitation, Secrets.Hash(made.Code), invitation.DistrictId, invitation.Id.Value));
        db.Audit(
            actor,
            "invitation.made",
            invitation.Id,
            now,
            $"person {invitation.PersonId}{(invitation.ClearsSecondStep ? " second-step-off" : "")}{how}"
        );
    }

    /// <summary>Voids what waits for these people; the caller saves.</summary>
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

    /// <summary>Takes back the link that somebody waits with. Twice is once.</summary>
    public static Task<Refusal?> RevokeInvitationAsync(
        this CairnDb db,
        Actor actor,
        Invitee invitee,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        db.OnceAsync(async () =>
        {
            if (!invitee.IsInDutyOf(actor))
                return Refusal.Forbidden("sign-in.not-yours-to-invite");
            await db.RevokeOpenAsync(actor, [invitee.Person.Id], now, stop);
            await db.SaveChangesAsync(stop);
            return null;
        });

    /// <summary>
    /// Parts a person from their account: for a link that came into the wrong hands, and for who has no way to the account any more. What
    /// acted as this person stops at once; the person, their roles and their work stay, and a new invitation leads to a new account.
    /// </summary>
    public static Task<Refusal?> PartAsync(this CairnDb db, Actor actor, Id<Person> id, DateTimeOffset now, CancellationToken stop) =>
        db.OnceAsync(async () =>
        {
            if (await db.InviteeAsync(actor, id, stop) is not { } invitee)
                return Refusal.Forbidden("sign-in.not-yours-to-invite");
            if (invitee.RefusesParting(actor) is { } refusal)
                return refusal;
            if (invitee.Person.AccountId is not { } account)
                return null;

            invitee.Person.AccountId = null;
            await db.EndSessionsOfAsync(account, null, SessionEnd.ByTheSchool, actor, now, stop);
            await db.RevokeTokensOfAsync(actor, [id], now, stop);
            await db.RevokeOpenAsync(actor, [id], now, stop);
            db.Audit(actor, "account.parted", id, now);
            await db.SaveChangesAsync(stop);
            return null;
        });

    /// <summary>Personal access tokens of these people end; the caller saves.</summary>
    public static async Task RevokeTokensOfAsync(
        this CairnDb db,
        Actor? actor,
        IReadOnlyCollection<Id<Person>> people,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
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
