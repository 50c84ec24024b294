using Cairn.SignIn.Devices;

namespace Cairn.SignIn.Cards;

/// <summary>
/// One use of a card on one device, until somebody signs out there, so that a teacher sees a card in use on two devices at once. Kept for a
/// day; the audit trail has what happened.
/// </summary>
internal sealed class CardUse : Owned<CardUse>
{
    /// <summary>A school day: as long as the cookie lasts.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(8);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private CardUse() { }

    public CardUse(SignInCard card, string deviceSha256, DeviceKind kind, DateTimeOffset now)
        : base(card.DistrictId, now) => (CardId, DeviceSha256, Kind, At) = (card.Id, deviceSha256, kind, now);

    public Id<SignInCard> CardId { get; private set; }
    public string DeviceSha256 { get; private set; } = "";
    public DeviceKind Kind { get; private set; }
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? LeftAt { get; private set; }

    /// <summary>Those still going on, as far as we can know: nobody tells us when a lid is closed.</summary>
    public static IQueryable<CardUse> Open(IQueryable<CardUse> uses, DateTimeOffset now)
    {
        var since = now - Longest;
        return uses.Where(use => use.LeftAt == null && use.At > since);
    }

    /// <summary>Uses that ended a day ago are deleted.</summary>
    public static Task ForgetAsync(CairnDb db, Id<SignInCard> card, DateTimeOffset now, CancellationToken stop)
    {
        var before = now - Kept;
        return db.CardUses.Where(use => use.CardId == card && use.At < before).ExecuteDeleteAsync(stop);
    }
}

internal sealed class CardUseTable : IEntityTypeConfiguration<CardUse>
{
    public void Configure(EntityTypeBuilder<CardUse> table)
    {
        table.BelongsTo<CardUse, SignInCard>(nameof(CardUse.CardId));
        table.Property(use => use.DeviceSha256).HasMaxLength(64);
        table.HasIndexInDistrict(nameof(CardUse.CardId), nameof(CardUse.At));
        table.HasIndexInDistrict(nameof(CardUse.DeviceSha256));
    }
}
