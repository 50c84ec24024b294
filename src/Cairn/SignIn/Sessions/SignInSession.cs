namespace Cairn.SignIn.Sessions;

/// <summary>
/// One browser in which somebody signed in, with an account or with a card. The browser's cookie carries its secret; here is the hash. As
/// global as an account: somebody present in two districts is signed in once.
/// </summary>
internal sealed class SignInSession
{
    /// <summary>A school day: the longest that learners, cards and anybody not known to be of age stay signed in.</summary>
    public static readonly TimeSpan SchoolDay = TimeSpan.FromHours(8);

    /// <summary>Adults on a computer that others use as well.</summary>
    public static readonly TimeSpan WorkingDay = TimeSpan.FromHours(12);

    /// <summary>Adults who said that the device is theirs.</summary>
    public static readonly TimeSpan OnOwnDevice = TimeSpan.FromDays(14);

    /// <summary>How long a proof of who is there counts for changing ways in.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Idle = TimeSpan.FromHours(2),
        IdleOnOwnDevice = TimeSpan.FromDays(7),
        SeenEvery = TimeSpan.FromMinutes(5);

    private SignInSession() { }

    public SignInSession(Owner owner, string secret, Device device, string? address, DateTimeOffset now)
    {
        Id = Id<SignInSession>.New(now);
        SecretSha256 = Secrets.Hash(secret);
        (AccountId, DistrictId, CardId) = (owner.Account, owner.District, owner.Card);
        (DeviceKind, DeviceName, Address) = (device.Kind, device.Name, address);
        OwnDevice = owner.Stays;
        MadeAt = ProvedAt = LastSeenAt = now;
        ExpiresAt =
            now
            + (
                owner.Stays ? OnOwnDevice
                : owner.IsAdult ? WorkingDay
                : SchoolDay
            );
    }

    public Id<SignInSession> Id { get; private set; }
    public string SecretSha256 { get; private set; } = "";

    /// <summary>Null: a child with a card.</summary>
    public Guid? AccountId { get; private set; }

    /// <summary>The card's district; null for accounts, which may be in several.</summary>
    public Id<District>? DistrictId { get; private set; }

    public Id<SignInCard>? CardId { get; private set; }

    public DeviceForm DeviceKind { get; private set; }

    /// <summary>System and browser, as far as the browser tells: <c>Android, Chrome</c>.</summary>
    public string DeviceName { get; private set; } = "";

    public string? Address { get; private set; }

    /// <summary>The browser keeps the cookie when it is closed.</summary>
    public bool OwnDevice { get; private set; }

    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>When password, passkey or second step was last given.</summary>
    public DateTimeOffset ProvedAt { get; private set; }

    /// <summary>To five minutes.</summary>
    public DateTimeOffset LastSeenAt { get; private set; }

    /// <summary>Whatever happens.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }
    public SessionEnd? EndedWhy { get; private set; }

    public bool IsOpen(DateTimeOffset now) => EndedAt is null && now < ExpiresAt && now < LastSeenAt + IdleFor;

    public bool IsFresh(DateTimeOffset now) => now < ProvedAt + Fresh;

    public bool IsSeenAgain(DateTimeOffset now) => now >= LastSeenAt + SeenEvery;

    public void Prove(DateTimeOffset now) => ProvedAt = now;

    /// <summary>Twice is once: the first reason stays.</summary>
    public void End(SessionEnd why, DateTimeOffset now)
    {
        if (EndedAt is null)
            (EndedAt, EndedWhy) = (now, why);
    }

    private TimeSpan IdleFor => OwnDevice ? IdleOnOwnDevice : Idle;
}

/// <param name="Stays">Somebody known to be of age, and no learner, who said that the device is theirs.</param>
internal sealed record Owner(Guid? Account, Id<District>? District, Id<SignInCard>? Card, bool IsAdult, bool Stays);

internal enum SessionEnd
{
    SignedOut,
    SignedInAnew,
    FromTheList,
    Everywhere,
    PasswordChanged,
    PasswordReset,
    ByTheSchool,
}

internal sealed class SignInSessionTable : IEntityTypeConfiguration<SignInSession>
{
    public void Configure(EntityTypeBuilder<SignInSession> table)
    {
        table.HasKey(s => s.Id);
        table.Property(s => s.SecretSha256).HasMaxLength(64);
        table.Property(s => s.DeviceName).HasMaxLength(Device.LongestName);
        table.Property(s => s.Address).HasMaxLength(45);
        table.HasIndex(s => s.SecretSha256).IsUnique();
        table.HasIndex(s => new { s.AccountId, s.ExpiresAt });
        table.HasIndex(s => s.ExpiresAt);
        table.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId).OnDelete(DeleteBehavior.Cascade);
        table
            .HasOne<SignInCard>()
            .WithMany()
            .HasForeignKey(s => new { s.DistrictId, s.CardId })
            .HasPrincipalKey(c => new { c.DistrictId, c.Id })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
