using Cairn.Audit;
using Cairn.SignIn.Devices;
using Cairn.SignIn.Sessions;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.Invitations;

/// <param name="Invitee">Tracked: joining writes the account into the person.</param>
/// <param name="Maker">Null: made on the machine itself.</param>
/// <param name="Alone">A way in for a staff member confirmed by nobody but its maker, because there is no second person.</param>
internal sealed record OpenInvitation(Invitation Invitation, Invitee Invitee, Actor? Maker, bool Alone);

/// <summary>
/// What somebody does with the link or the code: make an account, add this place to their account, or set a new password.
/// </summary>
internal static class Joining
{
    /// <summary>
    /// The single "no" for whatever does not open: never existed, used, void, too old, or its maker may no longer give it.
    /// </summary>
    public static readonly Refusal Closed = Refusal.Conflict("sign-in.invitation-closed");

    /// <summary>What its holder may know: the link is valid, but a second person has not confirmed it yet.</summary>
    public static readonly Refusal Waiting = Refusal.Conflict("sign-in.invitation-waits");

    /// <summary>
    /// Enters the district of an invitation that opens; every other secret is <see cref="Closed"/>, or <see cref="Waiting"/>.
    /// </summary>
    public static async Task<Outcome<OpenInvitation>> OpenInvitationAsync(
        this CairnDb db,
        string secret,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var key = Secrets.Hash(InvitationCode.Read(secret) ?? secret);
        if (await db.LocateAsync(Invitation.Located, key, stop) is not { } locator)
            return Closed;

        var id = new Id<Invitation>(locator.TargetId);
        if (await db.Invitations.FirstOrDefaultAsync(one => one.Id == id, stop) is not { } invitation || !invitation.IsOpen(now))
            return Closed;

        var maker = invitation.MadeById is { } by ? await db.ActorAsync(by, now, stop) : null;
        if (await db.InviteeAsync(maker, invitation.PersonId, stop) is not { } invitee || !invitation.Opens(maker, invitee, now))
            return Closed;
        if (maker is null || !invitee.TakesTwo)
            return new OpenInvitation(invitation, invitee, maker, Alone: false);

        var second = invitation.ConfirmedById is { } confirmer ? await db.ActorAsync(confirmer, now, stop) : null;
        if (invitation.IsConfirmed(second, invitee))
            return new OpenInvitation(invitation, invitee, maker, Alone: false);
        return (await db.SecondersAsync([invitee], now, stop)).HasSecond(invitee, maker.PersonId, maker.AccountId)
            ? Waiting
            : new OpenInvitation(invitation, invitee, maker, Alone: true);
    }

    /// <summary>The account that the person signs in with from now on: a new one, or their own with a new password.</summary>
    public static async Task<Outcome<Account>> JoinAsync(
        this CairnDb db,
        UserManager<Account> accounts,
        AccessEnding ending,
        string secret,
        string? username,
        string password,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var joined = await db.OnceAsync(async () =>
        {
            if (!(await db.OpenInvitationAsync(secret, now, stop)).Succeeds(out var open, out var closed))
                return closed;
            if (Passwords.Refuses(password, "Password") is { } refusal)
                return refusal;

            return open.Invitee.Person.AccountId is { } existing
                ? await db.ResetAsync(accounts, open, existing, password, now, stop)
                : await db.MakeAccountAsync(accounts, open, username?.Trim(), password, now);
        });
        // A link made on the machine itself also opens accounts present in other districts: what acts there ends as well.
        if (joined.Succeeds(out var account, out _))
            await ending.ElsewhereAsync(account.Id, now, stop);
        return joined;
    }

    /// <summary>
    /// Joins the person to an existing account. Only for adults: a child's place belongs to nobody else, not even a parent.
    /// </summary>
    public static Task<Refusal?> LinkAsync(this CairnDb db, Account account, string secret, DateTimeOffset now, CancellationToken stop) =>
        db.OnceAsync<Refusal?>(async () =>
        {
            if (!(await db.OpenInvitationAsync(secret, now, stop)).Succeeds(out var open, out var closed))
                return closed;
            if (!await db.MayLinkAsync(open, account, now, stop))
                return Refusal.Forbidden("sign-in.no-link");

            db.Take(open, account, "linked", now);
            await db.SaveChangesAsync(stop);
            return null;
        });

    public static async Task<bool> MayLinkAsync(
        this CairnDb db,
        OpenInvitation open,
        Account account,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        // The maker of a way in for a staff member cannot become that person: they would give roles to themself.
        if (open.Invitee.TakesTwo && open.Maker?.AccountId == account.Id)
            return false;
        if (open.Invitee.Person.AccountId is not null || !open.Invitee.Person.Age(now).Allows(AgeMatter.JoinPlaces))
            return false;
        var present = await new Presences(db).OfAsync(account.Id, stop);
        return present.Count > 0 && present.TrueForAll(one => one.Age(now).Allows(AgeMatter.JoinPlaces));
    }

    private static async Task<Outcome<Account>> MakeAccountAsync(
        this CairnDb db,
        UserManager<Account> accounts,
        OpenInvitation open,
        string? username,
        string password,
        DateTimeOffset now
    )
    {
        var person = open.Invitee.Person;
        if (Usernames.Refuses(username, person) is { } refusal)
            return refusal;

        var account = new Account
        {
            Id = Guid.CreateVersion7(now),
            UserName = username,
            Email = person.Age(now).Allows(AgeMatter.OwnAddress) ? person.Email : null,
            CreatedAt = now,
        };
        db.Take(open, account, "made", now); // saved with the account
        return db.Kept(await accounts.CreateAsync(account, password), account);
    }

    /// <summary>
    /// Every session, access token and passkey ends, because somebody else may have had the account; the app stays, unless the invitation
    /// says otherwise.
    /// </summary>
    private static async Task<Outcome<Account>> ResetAsync(
        this CairnDb db,
        UserManager<Account> accounts,
        OpenInvitation open,
        Guid id,
        string password,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var account = await accounts.FindByIdAsync(id.ToString()) ?? throw new InvalidOperationException("A person's account exists.");
        await db.ForgetDevicesAsync(id, stop);
        if (open.Invitation.ClearsSecondStep)
        {
            account.TwoFactorEnabled = false;
            db.RemoveRange(await db.Set<IdentityUserToken<Guid>>().Where(one => one.UserId == id).ToListAsync(stop));
        }
        var visit = new Visit(open.Self(id), db, now, stop);
        await visit.RemovePasskeysOfAsync(id);
        await visit.EndSessionsOfAsync(id, null, SessionEnd.PasswordReset);
        var present = open.Invitee.Others.Select(one => one.Person.Id).Append(open.Invitee.Person.Id).ToList();
        await visit.RevokeTokensOfAsync(present);
        db.Take(open, account, "reset", now);

        var token = await accounts.GeneratePasswordResetTokenAsync(account);
        return db.Kept(await accounts.ResetPasswordAsync(account, token, password), account);
    }

    private static void Take(this CairnDb db, OpenInvitation open, Account account, string how, DateTimeOffset now)
    {
        open.Invitation.Use(now);
        open.Invitee.Person.AccountId = account.Id;
        db.Audit(open.Self(account.Id), "invitation.used", open.Invitation.Id, now, open.Alone ? $"{how} alone" : how);
    }

    private static Actor Self(this OpenInvitation open, Guid account) =>
        new(open.Invitee.Person.DistrictId, open.Invitee.Person.Id, account, open.Invitee.Person.Name, true, open.Invitee.Roles);

    /// <summary>Identity's answer: everything was saved, or nothing. Its "somebody was first" becomes ours.</summary>
    private static Outcome<Account> Kept(this CairnDb db, IdentityResult result, Account account)
    {
        if (result.Succeeded)
            return account;

        if (result.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure)))
            throw new DbUpdateConcurrencyException("Somebody else was first.");
        db.ChangeTracker.Clear();
        return result.Refusals("Password").First();
    }
}
