using System.Threading.RateLimiting;
using Cairn.Foundation.Load;
using Cairn.SignIn.Guessing;
using Microsoft.AspNetCore.RateLimiting;

namespace Cairn.SignIn;

/// <summary>
/// How often one address may send something per minute: against floods, and wide enough that a school behind one address never notices.
/// Looking at the sign-in page does not count. Guessing is slowed down by <see cref="Guesses"/>; the secrets of cards, links and tokens
/// cannot be guessed.
/// </summary>
internal sealed record RateLimits(
    int SignInPerMinute = 1200,
    int CardPerMinute = 6000,
    int VerifyPerMinute = 120,
    int SetUpPerMinute = 30,
    int JoinPerMinute = 3000
)
{
    public const string SignIn = "sign-in";
    public const string Card = "card";
    public const string Verify = "verify";
    public const string SetUp = "set-up";
    public const string Join = "join";

    /// <summary>
    /// Wrong passwords and codes of one address, whatever the names: more than a school mistypes, fewer than trying one password on every
    /// name takes.
    /// </summary>
    public GuessLimit Address { get; init; } = new(600, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));

    /// <summary>The same for devices on which somebody has signed in.</summary>
    public GuessLimit Device { get; init; } = new(100, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1));

    public static RateLimits None { get; } =
        new(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue) { Address = GuessLimit.None, Device = GuessLimit.None };

    public static void Configure(RateLimiterOptions limiter)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = static (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : TimeSpan.FromMinutes(1);
            rejected.HttpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(
                CultureInfo.InvariantCulture
            );
            return new ValueTask(Unread.HoldAsync(rejected.HttpContext));
        };
        Add(limiter, SignIn, limits => limits.SignInPerMinute);
        Add(limiter, Card, limits => limits.CardPerMinute);
        limiter.AddPolicy(Verify, EvenlyVerified);
        Add(limiter, SetUp, limits => limits.SetUpPerMinute);
        Add(limiter, Join, limits => limits.JoinPerMinute);
    }

    /// <summary>
    /// Checking is work: a quarter of a minute's worth at once, and then one after the other, so that nobody keeps a processor busy with
    /// all of them.
    /// </summary>
    private static RateLimitPartition<string> EvenlyVerified(HttpContext http)
    {
        var perMinute = http.RequestServices.GetRequiredService<RateLimits>().VerifyPerMinute;
        return RateLimitPartition.GetTokenBucketLimiter(
            NetworkAddress.Of(http.Connection.RemoteIpAddress),
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = Math.Max(1, perMinute / 4),
                TokensPerPeriod = Math.Max(1, perMinute / 60),
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }
        );
    }

    private static void Add(RateLimiterOptions limiter, string name, Func<RateLimits, int> perMinute) =>
        limiter.AddPolicy(
            name,
            http =>
            {
                var limits = http.RequestServices.GetRequiredService<RateLimits>();
                return RateLimitPartition.GetFixedWindowLimiter(
                    NetworkAddress.Of(http.Connection.RemoteIpAddress),
                    _ => new FixedWindowRateLimiterOptions
                    {
                        PermitLimit = perMinute(limits),
                        Window = TimeSpan.FromMinutes(1),
                        QueueLimit = 0,
                    }
                );
            }
        );
}
