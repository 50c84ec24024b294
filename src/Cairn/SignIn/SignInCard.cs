using Cairn.SignIn.Cards;
using Cairn.SignIn.Devices;

namespace Cairn.SignIn;

/// <summary>A paper QR card with which one of the youngest signs in. The secret is printed once; here is its hash.</summary>
internal sealed class SignInCard : Owned<SignInCard>
{
    public static readonly LocatorKind Located = new("SignInCard");

    private SignInCard() { }

    private SignInCard(Id<District> district, Id<Person> person, string secretSha256, Id<Person> printedBy, DateTimeOffset now)
        : base(district, now) => (PersonId, SecretSha256, PrintedById, PrintedAt) = (person, secretSha256, printedBy, now);

    public Id<Person> PersonId { get; private set; }
    public string SecretSha256 { get; private set; } = "";
    public Id<Person> PrintedById { get; private set; }
    public DateTimeOffset PrintedAt { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }
    public DateTimeOffset? LastUsedAt { get; private set; }

    /// <summary>On what it was used last.</summary>
    public DeviceKind? LastUsedOn { get; private set; }

    /// <summary>A card can be found on the floor: it opens a child's own work and nothing else.</summary>
    public static bool MayBeHeldBy(bool isAdult, IEnumerable<SchoolRole> roles) =>
        !isAdult && roles.All(role => role is SchoolRole.Learner);

    /// <summary>A new card for a child, with the secret that goes only on paper.</summary>
    public static Outcome<(SignInCard Card, string Secret)> Print(
        Actor actor,
        Person child,
        IEnumerable<SchoolRole> roles,
        DateTimeOffset now
    )
    {
        if (!MayBeHeldBy(child.IsAdult(now), roles))
            return Refusal.Forbidden("sign-in.no-card-for-adults");

        var secret = Secrets.New();
        return (new SignInCard(child.DistrictId, child.Id, Secrets.Hash(secret), actor.PersonId, now), secret);
    }

    /// <summary>Somebody came in with it.</summary>
    public CardUse Use(string deviceSha256, DeviceKind kind, DateTimeOffset now)
    {
        (LastUsedAt, LastUsedOn) = (now, kind);
        return new CardUse(this, deviceSha256, kind, now);
    }

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}

internal sealed class SignInCardTable : IEntityTypeConfiguration<SignInCard>
{
    public void Configure(EntityTypeBuilder<SignInCard> table)
    {
        table.BelongsTo<SignInCard, Person>(nameof(SignInCard.PersonId));
        table.BelongsTo<SignInCard, Person>(nameof(SignInCard.PrintedById));
        table.HasIndexInDistrict(nameof(SignInCard.PersonId));
    }
}
