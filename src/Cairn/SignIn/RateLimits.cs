using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Cairn.SignIn;

/// <summary>
/// How often one address may knock, a minute. A whole school stands behind one address when its first lesson begins, so these stop floods;
/// guessing one account's password is stopped by its lock-out, and the secrets of cards and links cannot be guessed.
/// </summary>
internal sealed record RateLimits(int SignInPerMinute = 240, int CardPerMinute = 1200, int VerifyPerMinute = 120, int SetUpPerMinute = 30, int JoinPerMinute = 600)
{
    public const string SignIn = "sign-in";
    public const string Card = "card";
    public const string Verify = "verify";
    public const string SetUp = "set-up";
    public const string Join = "join";

    public static RateLimits None { get; } = new(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue);

    public static void Configure(RateLimiterOptions limiter)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = static (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : TimeSpan.FromMinutes(1);
            rejected.HttpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        Add(limiter, SignIn, limits => limits.SignInPerMinute);
        Add(limiter, Card, limits => limits.CardPerMinute);
        Add(limiter, Verify, limits => limits.VerifyPerMinute);
        Add(limiter, SetUp, limits => limits.SetUpPerMinute);
        Add(limiter, Join, limits => limits.JoinPerMinute);
    }

    private static void Add(RateLimiterOptions limiter, string name, Func<RateLimits, int> perMinute) => limiter.AddPolicy(name, http =>
    {
        var limits = http.RequestServices.GetRequiredService<RateLimits>();
        return RateLimitPartition.GetFixedWindowLimiter(AddressOf(http.Connection.RemoteIpAddress), _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = perMinute(limits),
            Window = TimeSpan.FromMinutes(1),
            QueueLimit = 0,
        });
    });

    /// <summary>Somebody with IPv6 has a whole /64 to knock from.</summary>
    private static string AddressOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
