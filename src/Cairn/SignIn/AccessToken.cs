using Cairn.SignIn.Tokens;

namespace Cairn.SignIn;

/// <summary>
/// A personal access token: acts as its person through <c>/api/v1</c>, or through <c>/vcalm</c>, as its scopes say. The secret is shown
/// once; here is its hash.
/// </summary>
internal sealed class AccessToken : Owned<AccessToken>
{
    public static readonly LocatorKind Located = new("AccessToken");

    public const int LongestDays = 365;
    public const int LongestDaysOfMinor = 90;
    public const int LongestDaysOfAccess = 30;
    public const int LongestName = 100;

    private static readonly TimeSpan UsedEvery = TimeSpan.FromMinutes(5);

    private AccessToken() { }

    public AccessToken(
        Id<District> district,
        Id<Person> person,
        string name,
        string secretSha256,
        DateTimeOffset expiresAt,
        DateTimeOffset now,
        params IReadOnlyList<string> scopes
    )
        : base(district, now) =>
        (PersonId, Name, SecretSha256, CreatedAt, ExpiresAt, Scopes) = (
            person,
            name,
            secretSha256,
            now,
            expiresAt,
            string.Join(' ', scopes.Count == 0 ? [TokenScopes.Api] : scopes)
        );

    public Id<Person> PersonId { get; private set; }
    public string Name { get; private set; } = "";
    public string SecretSha256 { get; private set; } = "";

    /// <summary>What it is for: <see cref="TokenScopes"/>, separated by spaces.</summary>
    public string Scopes { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>To five minutes; null: never.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    /// <summary>A token for the actor's own person, with the secret that is shown once.</summary>
    /// <param name="actor">Whose it is.</param>
    /// <param name="minorsMay">The district runs a programme in which learners use programs.</param>
    /// <param name="asked">What it is for, how long it works, and through which interface.</param>
    /// <param name="now">When it is made.</param>
    public static Outcome<(AccessToken Token, string Secret)> Make(Actor actor, bool minorsMay, TokenAsked asked, DateTimeOffset now)
    {
        if (!MayBeHeldBy(actor.IsAdult, minorsMay))
            return Refusal.Forbidden("sign-in.no-token-for-minors");
        if (asked.Days < 1 || asked.Days > LongestFor(actor, asked.Use))
            return new Refusal("sign-in.token-days", "days", LongestFor(actor, asked.Use));

        var secret = AccessTokenHandler.Prefix + Secrets.New();
        return (
            new AccessToken(
                actor.DistrictId,
                actor.PersonId,
                asked.Name,
                Secrets.Hash(secret),
                now.AddDays(asked.Days),
                now,
                TokenScopes.Of(asked.Use)
            ),
            secret
        );
    }

    /// <summary>Anybody not known to be of age is a minor.</summary>
    public static bool MayBeHeldBy(bool isAdult, bool minorsMay) => isAdult || minorsMay;

    /// <summary>A token that can give others access lives for a month.</summary>
    public static int LongestFor(Actor actor, TokenUse use = TokenUse.Api) =>
        use is TokenUse.Access ? LongestDaysOfAccess
        : actor.IsAdult ? LongestDays
        : LongestDaysOfMinor;

    public bool IsUsedAgain(DateTimeOffset now) => LastUsedAt is null || now >= LastUsedAt + UsedEvery;

    public bool IsUsable(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}

internal sealed class AccessTokenTable : IEntityTypeConfiguration<AccessToken>
{
    public void Configure(EntityTypeBuilder<AccessToken> table)
    {
        table.Property(t => t.Scopes).HasMaxLength(200);
        table.Property(t => t.Name).HasMaxLength(AccessToken.LongestName);
        table.BelongsTo<AccessToken, Person>(nameof(AccessToken.PersonId));
        table.HasIndexInDistrict(nameof(AccessToken.PersonId));
    }
}
