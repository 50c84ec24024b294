namespace Cairn.SignIn.Invitations;

/// <summary>
/// A way in, given once: a link or a code on paper with which somebody makes their account, joins this place to their existing account, or
/// sets a new password. Both secrets are shown once; their hashes are locators.
/// </summary>
internal sealed class Invitation : Owned<Invitation>
{
    public static readonly LocatorKind Located = new("Invitation");

    /// <summary>A sheet goes home in a school bag and comes back after the holidays.</summary>
    public const int DaysToJoin = 14;

    /// <summary>Somebody who asks for a new password is standing in front of you.</summary>
    public const int DaysToReset = 2;

    private Invitation() { }

    private Invitation(
        Id<District> district,
        Id<Person> person,
        Id<Person>? madeBy,
        bool clearsSecondStep,
        DateTimeOffset expiresAt,
        DateTimeOffset now
    )
        : base(district, now) =>
        (PersonId, MadeById, ClearsSecondStep, MadeAt, ExpiresAt) = (person, madeBy, clearsSecondStep, now, expiresAt);

    public Id<Person> PersonId { get; private set; }

    /// <summary>Null: made on the machine itself, by <c>cairn-admin</c>.</summary>
    public Id<Person>? MadeById { get; private set; }

    public DateTimeOffset MadeAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>
    /// Authenticator app and recovery codes are removed as well: for somebody who lost the phone, or whose account was in other hands.
    /// </summary>
    public bool ClearsSecondStep { get; private set; }

    /// <summary>
    /// Compared when saving, like <see cref="RevokedAt"/>: if two people use a link at once, or use and revoke it, only one succeeds.
    /// </summary>
    public DateTimeOffset? UsedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>The second person who confirmed it, if it is a way in for a staff member.</summary>
    public Id<Person>? ConfirmedById { get; private set; }

    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>An invitation for somebody in the actor's care, with its two secrets.</summary>
    public static Outcome<NewInvitation> Make(Actor actor, Invitee invitee, bool clearSecondStep, DateTimeOffset now)
    {
        if (invitee.Refuses(actor) is { } refusal)
            return refusal;
        if (clearSecondStep && !MayClear(actor))
            return Refusal.Forbidden("sign-in.second-step-stays");

        return Of(invitee.Person, actor.PersonId, clearSecondStep, now);
    }

    /// <summary>
    /// For the machine's own administrator, who could just as well write to the database: the way back for the last operator.
    /// </summary>
    public static NewInvitation MakeOnTheMachine(Person person, DateTimeOffset now) => Of(person, null, true, now);

    /// <summary>Only somebody who runs the whole district may remove a second step.</summary>
    public static bool MayClear(Actor actor) => actor.HasEverywhere(SchoolRole.Operator);

    public bool IsOpen(DateTimeOffset now) => UsedAt is null && RevokedAt is null && now < ExpiresAt;

    /// <summary>
    /// Whether it still opens: a link is worth what its maker may do now. People who have left, or lost the role or the class, leave no
    /// open doors behind, and nobody keeps a link for a person who has gained power since.
    /// </summary>
    public bool Opens(Actor? maker, Invitee invitee, DateTimeOffset now)
    {
        if (!IsOpen(now) || invitee.Person.Id != PersonId || invitee.Person.EndedAt is not null)
            return false;
        if (MadeById is null)
            return true;
        return maker is not null && maker.PersonId == MadeById && invitee.Refuses(maker) is null && (!ClearsSecondStep || MayClear(maker));
    }

    /// <summary>Adds a second person's confirmation. Twice is once.</summary>
    public Refusal? Confirm(Actor actor, Invitee invitee, DateTimeOffset now)
    {
        if (RefusesConfirming(actor, invitee) is { } refusal)
            return refusal;
        if (!IsOpen(now))
            return Joining.Closed;

        if (ConfirmedById != actor.PersonId)
            (ConfirmedById, ConfirmedAt) = (actor.PersonId, now);
        return null;
    }

    /// <summary>
    /// Why the actor cannot be the second person: that must be somebody with the same duty who is not the maker through any presence.
    /// </summary>
    public Refusal? RefusesConfirming(Actor actor, Invitee invitee)
    {
        if (MadeById is not { } maker || !invitee.TakesTwo)
            return Refusal.Conflict("sign-in.nothing-to-confirm");
        if (actor.Is(maker, null))
            return Refusal.Forbidden("sign-in.own-confirmation");
        return invitee.Refuses(actor);
    }

    /// <summary>Whether a second person's confirmation still holds: like the maker's, it is worth what they may do now.</summary>
    public bool IsConfirmed(Actor? second, Invitee invitee) =>
        second is not null && second.PersonId == ConfirmedById && RefusesConfirming(second, invitee) is null;

    public void Use(DateTimeOffset now)
    {
        if (!IsOpen(now))
            throw new InvalidOperationException("This invitation is not open.");
        UsedAt = now;
    }

    public void Revoke(DateTimeOffset now)
    {
        if (UsedAt is null)
            RevokedAt ??= now;
    }

    private static NewInvitation Of(Person person, Id<Person>? madeBy, bool clears, DateTimeOffset now)
    {
        var days = person.AccountId is null ? DaysToJoin : DaysToReset;
        return new NewInvitation(
            new Invitation(person.DistrictId, person.Id, madeBy, clears, now.AddDays(days), now),
            Secrets.New(),
            InvitationCode.New()
        );
    }
}

/// <param name="Secret">The link's, 256 bits.</param>
/// <param name="Code">The one to type, for people with paper and a keyboard.</param>
internal sealed record NewInvitation(Invitation Invitation, string Secret, string Code);

internal sealed class InvitationTable : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> table)
    {
        table.BelongsTo<Invitation, Person>(nameof(Invitation.PersonId));
        table.BelongsTo<Invitation, Person>(nameof(Invitation.MadeById));
        table.BelongsTo<Invitation, Person>(nameof(Invitation.ConfirmedById));
        table.Property(i => i.UsedAt).IsConcurrencyToken();
        table.Property(i => i.RevokedAt).IsConcurrencyToken();
        // One open invitation per person: a new one voids the one before it, even when two are made at once.
        table.HasIndexInDistrict(nameof(Invitation.PersonId)).IsUnique().HasFilter("used_at is null and revoked_at is null");
    }
}
