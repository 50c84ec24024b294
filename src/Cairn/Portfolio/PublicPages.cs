using Cairn.Awarding;
using Cairn.Credentials.Verification;
using Cairn.Design;
using Cairn.Foundation.Load;
using Cairn.Issuing;
using Cairn.Verifying;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Net.Http.Headers;

namespace Cairn.Portfolio;

/// <summary>
/// What the world may see: published credentials, those behind an open share link, public portfolios. Everything else is "not found".
/// </summary>
internal static class PublicPages
{
    /// <summary>Caches keep it and ask each time whether it still holds.</summary>
    public const string ForEverybody = "public, max-age=0";

    public static void MapPublicCredentials(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/credentials/{id:guid}", Published)
            .AllowAnonymous()
            .AsPublicPage()
            .AsKept()
            .CacheOutput(Kept, excludeDefaultPolicy: true);
        routes
            .MapGet("/credentials/{id:guid}/credential.{format}", PublishedFile)
            .AllowAnonymous()
            .AsPublicPage()
            .AsKept()
            .TakesMuchWork()
            .CacheOutput(Kept, excludeDefaultPolicy: true);
        routes.MapGet("/credentials/{id:guid}/state", PublishedState).AllowAnonymous();
        routes.MapGet("/s/{secret}/state", SharedState).AllowAnonymous();
        routes.MapGet("/s/{secret}", Shared).AllowAnonymous().AsPublicPage();
        routes.MapGet("/s/{secret}/credential.{format}", SharedFile).AllowAnonymous().AsPublicPage().TakesMuchWork();
        routes.MapGet("/p/{handle}", Portfolio).AllowAnonymous().AsPublicPage();
        routes
            .MapGet("/api/v1/portfolios/{handle}", PortfolioJson)
            .WithName("getPublicPortfolio")
            .AllowAnonymous()
            .WithTags("Portfolio")
            .WithSummary("A public portfolio, the newest first, fifty a page.");
    }

    private static void Kept(OutputCachePolicyBuilder policy) => policy.AddPolicy<PublishedCaching>();

    /// <summary>The form of the answer: a page, or the stored bytes.</summary>
    public static bool WantsPage(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    // Each in its own scope: the reader may be signed in at another district, and a scope stays in one.

    private static async Task<IResult> Published(
        Guid id,
        HttpContext http,
        Verifier verifier,
        IStringLocalizer<Verifying.Texts> texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        var published = await OpenCredentials.PublishedAsync(db, id, clock.Now(), stop);
        var credential = published ?? await EntitledAsync(db, http, id, clock, stop);
        if (credential is null)
            return TypedResults.NotFound();
        if (published is null)
            http.Response.Headers.CacheControl = "private, no-store";
        var address = $"/credentials/{credential.PublicId:D}";
        return await AnswerAsync(credential, address, http, db, verifier, texts, clock, open: published is not null, stop);
    }

    private static async Task<IResult> Shared(
        string secret,
        HttpContext http,
        Verifier verifier,
        IStringLocalizer<Verifying.Texts> texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return await OpenCredentials.SharedAsync(db, secret, clock.Now(), stop) is { } credential
            ? await AnswerAsync(credential, $"/s/{secret}", http, db, verifier, texts, clock, open: false, stop)
            : TypedResults.NotFound();
    }

    private static Task<IResult> PublishedFile(Guid id, string format, HttpContext http, TimeProvider clock, CancellationToken stop) =>
        FileAsync(http, db => OpenCredentials.PublishedAsync(db, id, clock.Now(), stop), format, open: true, stop);

    private static Task<IResult> SharedFile(string secret, string format, HttpContext http, TimeProvider clock, CancellationToken stop) =>
        FileAsync(http, db => OpenCredentials.SharedAsync(db, secret, clock.Now(), stop), format, open: false, stop);

    private static async Task<IResult> FileAsync(
        HttpContext http,
        Func<CairnDb, Task<Credential?>> find,
        string format,
        bool open,
        CancellationToken stop
    )
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        if (await find(scope.ServiceProvider.GetRequiredService<CairnDb>()) is not { } credential)
            return TypedResults.NotFound();
        var pictures = scope.ServiceProvider.GetRequiredService<CredentialPictures>();
        return await CredentialFiles.AnswerAsync(http, pictures, credential, format, open, holder: null, stop);
    }

    private static Task<IResult> PublishedState(Guid id, HttpContext http, TimeProvider clock, CancellationToken stop) =>
        StateAsync(http, db => OpenCredentials.PublishedAsync(db, id, clock.Now(), stop), ForEverybody, stop);

    private static Task<IResult> SharedState(string secret, HttpContext http, TimeProvider clock, CancellationToken stop) =>
        StateAsync(http, db => OpenCredentials.SharedAsync(db, secret, clock.Now(), stop), "private, no-store", stop);

    // The signed bytes do not change; whether the award still stands, and what may be told about it, is said beside them.
    private static async Task<IResult> StateAsync(
        HttpContext http,
        Func<CairnDb, Task<Credential?>> find,
        string caching,
        CancellationToken stop
    )
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        if (await find(db) is not { } credential)
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = caching;
        var takenBack = await db.TakenBackAsync(credential, stop);
        return TypedResults.Ok(new { state = takenBack is null ? "stands" : "takenBack", takenBack });
    }

    /// <summary>HTML for people, the stored bytes for programs.</summary>
    private static async Task<IResult> AnswerAsync(
        Credential credential,
        string address,
        HttpContext http,
        CairnDb db,
        Verifier verifier,
        IStringLocalizer<Verifying.Texts> texts,
        TimeProvider clock,
        bool open,
        CancellationToken stop
    )
    {
        http.Response.Headers.Vary = HeaderNames.Accept;
        http.Response.Headers.CacheControl = open ? ForEverybody : "private, no-store";
        http.Response.Headers.Link = $"<{address}/state>; rel=\"describedby\"; type=\"application/json\"";
        if (!WantsPage(http.Request))
            return open ? StoredDocument.Credential(credential.Bytes) : TypedResults.Bytes(credential.Bytes, "application/vc");

        var version = await db.Awards.AsNoTracking().Where(a => a.Id == credential.AwardId).Select(a => a.VersionId).SingleAsync(stop);
        var report = await verifier.VerifyAsync(credential.Bytes, clock.GetUtcNow(), stop);
        var view = ReportView.Of(report, texts, await db.ZoneAsync(stop));
        var takenBack = await db.TakenBackAsync(credential, stop);
        var page = PublicCredentialPage.With(
            new PublicCredentialModel(
                view,
                takenBack is null ? Pictures.Of(version) : $"{address}/credential.svg",
                $"{address}/credential",
                address
            )
            {
                TakenBack = takenBack,
            }
        );
        return open ? new TaggedPage(page) : page;
    }

    /// <summary>Not published, but requested by its holder or by somebody who grants at its issuer.</summary>
    private static async Task<Credential?> EntitledAsync(CairnDb db, HttpContext http, Guid id, TimeProvider clock, CancellationToken stop)
    {
        if (http.FindActor() is not { } actor || actor.DistrictId != db.Tenant.DistrictId)
            return null;
        var found = await (
            from credential in db.Credentials.AsNoTracking()
            where credential.PublicId == id
            join award in db.Awards on credential.AwardId equals award.Id
            select new { credential, award.OrganizationId }
        ).FirstOrDefaultAsync(stop);
        return found is not null && (found.credential.LearnerId == actor.PersonId || actor.Has(SchoolRole.Grantor, found.OrganizationId))
            ? found.credential
            : null;
    }

    private static async Task<IResult> Portfolio(
        string handle,
        HttpContext http,
        TimeProvider clock,
        CancellationToken stop,
        Guid? after = null
    )
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        if (await FindAsync(db, handle, after, clock.Now(), stop) is not var (name, page))
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = ForEverybody;
        var (items, next) = page.At($"/p/{handle}", item => item.PublicId);
        return new TaggedPage(PublicPortfolioPage.With(new PublicPortfolioModel(name, items, after is null ? null : $"/p/{handle}", next)));
    }

    private static async Task<Outcome<PublicPortfolioView>> PortfolioJson(
        string handle,
        HttpContext http,
        CairnOptions options,
        TimeProvider clock,
        CancellationToken stop,
        Guid? after = null
    )
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        if (await FindAsync(db, handle, after, clock.Now(), stop) is not var (name, page))
            return Refusal.NotFound;
        var origin = options.PublicOrigin(http.Request);
        var (items, next) = page.At($"/api/v1/portfolios/{handle}", item => item.PublicId);
        return new PublicPortfolioView(
            handle,
            name,
            [.. items.Select(i => new PublicLine(i.Title, i.Competency, i.On, origin + i.Address, origin + i.Picture))],
            next
        );
    }

    private const int PageSize = 50;

    /// <param name="db">In no district yet.</param>
    /// <param name="handle">The name in the address.</param>
    /// <param name="after">The credential with which the page before ended.</param>
    /// <param name="now">For the holder's age.</param>
    /// <param name="stop">Nobody waits any more.</param>
    private static async Task<(string Name, PageOf<PublicItem> Page)?> FindAsync(
        CairnDb db,
        string handle,
        Guid? after,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var key = handle.ToLowerInvariant();
        if (await db.LocateAsync(PublicPortfolio.Located, key, stop) is not { } locator)
            return null;
        var person = await (
            from portfolio in db.PublicPortfolios.AsNoTracking()
            // an earlier name still belongs to its owner, but leads nowhere
            where portfolio.Id == new Id<PublicPortfolio>(locator.TargetId) && portfolio.ClosedAt == null && portfolio.Handle == key
            join holder in db.People on portfolio.PersonId equals holder.Id
            select holder
        ).FirstOrDefaultAsync(stop);
        if (person?.Age(now).Allows(AgeMatter.Publish) is not true)
            return null;
        var published =
            from publication in db.CredentialPublications.AsNoTracking()
            where publication.LearnerId == person.Id && publication.WithdrawnAt == null
            join credential in db.Credentials on publication.CredentialId equals credential.Id
            join award in db.StandingAwards() on credential.AwardId equals award.Id
            select new
            {
                AwardId = award.Id,
                award.VersionId,
                credential.PublicId,
                award.AwardedAt,
            };
        var shown = await db
            .Credentials.Where(one => one.PublicId == after && one.LearnerId == person.Id)
            .Select(one => (Id<Award>?)one.AwardId)
            .FirstOrDefaultAsync(stop);
        if (shown is { } last)
            published = published.Where(one => one.AwardId < last);
        var page = await published.OrderByDescending(one => one.AwardId).ToPageAsync(PageSize, stop);
        var blueprints = await db.PublishedBlueprintsAsync(page.Items.Select(row => row.VersionId), stop);
        var zone = await db.ZoneAsync(stop);
        return (
            person.Name,
            page.As(row => new PublicItem(
                blueprints[row.VersionId].Title,
                blueprints[row.VersionId].Competency,
                Pictures.Of(row.VersionId),
                row.PublicId,
                row.AwardedAt.DayIn(zone)
            ))
        );
    }
}

internal static class Pictures
{
    /// <summary>The address of a version's badge picture, without the credential.</summary>
    public static string Of(Id<MicroCredentialVersion> version) => $"/achievements/{version.Value:D}/badge";
}
