using Cairn.Issuing;
using Microsoft.Net.Http.Headers;

namespace Cairn.Design.Achievements;

/// <summary>
/// The public address of a published version: what a credential's <c>achievement.id</c> leads to. No account, no cookie, cacheable.
/// </summary>
internal static class AchievementPages
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    public static void MapAchievements(this IEndpointRouteBuilder routes)
    {
        var achievements = routes.MapGroup("/achievements/{id:guid}").AllowAnonymous();
        achievements.MapGet("", Show).AsPublicPage();
        achievements.MapGet("/badge", Badge);
    }

    // Its own scope: the reader may be signed in at another district, and a scope stays in one.
    private static async Task<IResult> Show(Guid id, HttpContext http, CairnOptions options, TimeProvider clock, CancellationToken stop)
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        if (await db.PublishedAsync(id, stop) is not { } version)
            return TypedResults.NotFound();
        http.Response.Headers.Vary = HeaderNames.Accept;
        Cacheable(http);
        if (http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            var school = await db
                .Organizations.AsNoTracking()
                .Where(o => o.Id == version.OrganizationId)
                .Select(o => o.Name)
                .FirstAsync(stop);
            return AchievementPage.With(
                new AchievementPageModel(version, school, version.Publication!.PublishedAt.DayIn(await db.ZoneAsync(stop)))
            );
        }
        var creator = await db.IssuingProfileAsync(version.OrganizationId, clock.Now(), stop);
        var json = version.AsAchievement(options.LocalOrigin, creator?.AsProfile()).ToJsonUtf8Bytes();
        return TypedResults.Bytes(
            json,
            "application/json",
            entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(json))}\"")
        );
    }

    private static async Task<IResult> Badge(Guid id, HttpContext http, CancellationToken stop)
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        if (await db.PublishedAsync(id, stop) is not { } version)
            return TypedResults.NotFound();
        Cacheable(http);
        return scope.ServiceProvider.GetRequiredService<BadgePictures>().Answer(version.Blueprint);
    }

    /// <summary>A published version by its public id, in whatever district.</summary>
    private static async Task<MicroCredentialVersion?> PublishedAsync(this CairnDb db, Guid id, CancellationToken stop)
    {
        if (await db.LocateAsync(MicroCredentialVersion.Located, id.ToString("D"), stop) is not { } locator)
            return null;
        var target = new Id<MicroCredentialVersion>(locator.TargetId);
        return await db
            .Versions.AsNoTracking()
            .Include(v => v.Publication)
            .FirstOrDefaultAsync(v => v.Id == target && v.Publication != null, stop);
    }

    private static void Cacheable(HttpContext http) =>
        http.Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue { Public = true, MaxAge = Fresh };
}

/// <summary>A published version for everybody.</summary>
public sealed class AchievementPageModel
{
    internal AchievementPageModel(MicroCredentialVersion version, string school, DateOnly on) =>
        (Version, School, On) = (version, school, on);

    internal MicroCredentialVersion Version { get; }
    internal string School { get; }

    /// <summary>When it was published, in the district.</summary>
    internal DateOnly On { get; }

    internal Blueprint Blueprint => Version.Blueprint;
}
