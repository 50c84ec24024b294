namespace Cairn.SignIn.Devices;

/// <summary>
/// An account has signed in on this device. Global, like accounts. Strangers' guesses delay strangers, not people who come back to their
/// own device.
/// </summary>
internal sealed class KnownDevice
{
    private KnownDevice() { }

    public KnownDevice(Guid account, string deviceSha256, DateTimeOffset now) =>
        (AccountId, DeviceSha256, SeenAt) = (account, deviceSha256, now);

    public Guid AccountId { get; private set; }
    public string DeviceSha256 { get; private set; } = "";
    public DateTimeOffset SeenAt { get; private set; }

    public void SeenAgain(DateTimeOffset now) => SeenAt = now;
}

internal sealed class KnownDeviceTable : IEntityTypeConfiguration<KnownDevice>
{
    public void Configure(EntityTypeBuilder<KnownDevice> table)
    {
        table.HasKey(device => new { device.AccountId, device.DeviceSha256 });
        table.Property(device => device.DeviceSha256).HasMaxLength(64);
        table.HasOne<Account>().WithMany().HasForeignKey(device => device.AccountId).OnDelete(DeleteBehavior.Cascade);
        table.HasIndex(device => device.DeviceSha256);
        table.HasIndex(device => device.SeenAt);
    }
}

internal static class KnownDevices
{
    /// <summary>As long as the browser keeps its cookie.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    /// <summary>Who has signed in there: the account, if it has; otherwise the first of those who have, or nobody.</summary>
    public static async Task<Guid?> WhoseAsync(this CairnDb db, string? deviceSha256, Guid account, CancellationToken stop) =>
        deviceSha256 is null
            ? null
            : await db
                .KnownDevices.Where(device => device.DeviceSha256 == deviceSha256)
                .OrderByDescending(device => device.AccountId == account)
                .ThenBy(device => device.AccountId)
                .Select(device => (Guid?)device.AccountId)
                .FirstOrDefaultAsync(stop);

    /// <summary>The caller saves.</summary>
    public static async Task KnowAsync(this CairnDb db, Guid account, string deviceSha256, DateTimeOffset now, CancellationToken stop)
    {
        if (
            await db.KnownDevices.FirstOrDefaultAsync(device => device.AccountId == account && device.DeviceSha256 == deviceSha256, stop) is
            { } known
        )
            known.SeenAgain(now);
        else
            db.KnownDevices.Add(new KnownDevice(account, deviceSha256, now));
    }

    /// <summary>After a password reset, devices start again as strangers; the caller saves.</summary>
    public static async Task ForgetDevicesAsync(this CairnDb db, Guid account, CancellationToken stop) =>
        db.KnownDevices.RemoveRange(await db.KnownDevices.Where(device => device.AccountId == account).ToListAsync(stop));

    public static Task SweepDevicesAsync(this CairnDb db, DateTimeOffset now, CancellationToken stop)
    {
        var before = now - Kept;
        return db.KnownDevices.Where(device => device.SeenAt < before).ExecuteDeleteAsync(stop);
    }
}
