using Microsoft.AspNetCore.OutputCaching;

namespace Cairn.Foundation.Html;

/// <summary>
/// An answer that is the same for everybody until the process ends: made once and kept in memory, whatever the request's headers say.
/// </summary>
internal sealed class KeptForEverybody : IOutputCachePolicy
{
    public static void Policy(OutputCachePolicyBuilder policy) => policy.AddPolicy<KeptForEverybody>();

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken stop)
    {
        context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage = context.AllowLocking = true;
        context.CacheVaryByRules.VaryByHost = false;
        context.ResponseExpirationTimeSpan = TimeSpan.FromDays(1);
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken stop) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken stop)
    {
        if (context.HttpContext.Response.StatusCode != StatusCodes.Status200OK)
            context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }
}
