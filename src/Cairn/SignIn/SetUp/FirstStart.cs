namespace Cairn.SignIn.SetUp;

/// <summary>An empty installation prints a one-time link; whoever opens it names the district and becomes its operator.</summary>
internal static partial class FirstStart
{
    /// <summary>Called at each start. The demo brings its own district.</summary>
    public static async Task AnnounceAsync(IServiceProvider services, CancellationToken stop)
    {
        var options = services.GetRequiredService<CairnOptions>();
        if (options.Demo)
            return;

        var secret = await MakeLinkAsync(services.GetRequiredService<CairnDb>(), services.GetRequiredService<TimeProvider>().Now(), stop);
        if (secret is not null)
            Log.Open(services.GetRequiredService<ILoggerFactory>().CreateLogger("Cairn.SetUp"), $"{options.LocalOrigin}/set-up/{secret}");
    }

    /// <summary>While there is no district: a fresh secret, which voids the earlier ones. Null afterwards.</summary>
    public static async Task<string?> MakeLinkAsync(CairnDb db, DateTimeOffset now, CancellationToken stop)
    {
        if (await db.Districts.AnyAsync(stop))
            return null;

        var secret = Secrets.New();
        db.SetupLinks.RemoveRange(await db.SetupLinks.ToListAsync(stop));
        db.SetupLinks.Add(new SetupLink(Secrets.Hash(secret), now));
        await db.SaveChangesAsync(stop);
        return secret;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Cairn is empty. Set it up once, at {Link}")]
        public static partial void Open(ILogger logger, string link);
    }
}
