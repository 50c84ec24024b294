using Cairn.Issuing;
using Microsoft.AspNetCore.OutputCaching;

namespace Cairn.Portfolio;

/// <summary>
/// Keeps the answers at published credentials' addresses in memory, by address, language, form and
/// <see cref="PublishedStates">state</see>: an answer for yesterday's state is never used again. Only the canonical address is kept, so
/// that nobody fills the memory with spellings of it.
/// </summary>
internal sealed class PublishedCaching(PublishedStates states) : IOutputCachePolicy
{
    /// <summary>For what the state does not say: an issuer's document fetched from an earlier address of ours.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public async ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken stop)
    {
        var request = context.HttpContext.Request;
        if (!IsCanonical(request, out var id) || await states.FindAsync(id, stop) is not { } state)
            return;

        context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage = context.AllowLocking = true;
        context.ResponseExpirationTimeSpan = Longest;
        var key = context.CacheVaryByRules;
        key.VaryByHost = false;
        key.VaryByValues["state"] = state;
        key.VaryByValues["culture"] = CultureInfo.CurrentUICulture.Name;
        key.VaryByValues["form"] = PublicPages.WantsPage(request) ? "page" : StoredDocument.CredentialTypeFor(request.Headers.Accept);
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken stop) => ValueTask.CompletedTask;

    /// <summary>If it was withdrawn between the state and the answer, only its holder may still see it, and the answer says so.</summary>
    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken stop)
    {
        var response = context.HttpContext.Response;
        if (
            response.StatusCode != StatusCodes.Status200OK
            || response.Headers.CacheControl != PublicPages.ForEverybody
            || response.Headers.SetCookie.Count > 0
        )
            context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }

    private static bool IsCanonical(HttpRequest request, out Guid id)
    {
        const string start = "/credentials/";
        var path = request.Path.Value!;
        var end = start.Length + 36;
        id = default;
        return path.StartsWith(start, StringComparison.Ordinal)
            && path.Length >= end
            && Guid.TryParseExact(path.AsSpan(start.Length, 36), "D", out id)
            && !path.AsSpan(start.Length, 36).ContainsAnyInRange('A', 'F')
            && path[end..] is "" or "/credential.json" or "/credential.png" or "/credential.svg"
            && (request.Query.Count == 0 || request.Query.Count == 1 && CairnCulture.Known(request.Query["lang"]) is not null);
    }
}

internal static class PublishedCachingSetup
{
    public static IServiceCollection AddPublicCredentials(this IServiceCollection services) =>
        services
            .AddSingleton<PublishedStates>()
            .AddSingleton<PublishedCaching>()
            .AddOutputCache(cache => (cache.SizeLimit, cache.MaximumBodySize) = (32 << 20, 512 << 10));
}
