using Cairn.Awarding;
using Cairn.Foundation;
using Cairn.Foundation.Api;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Cairn.Verifying;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Portfolio;

/// <summary><c>/api/v1/portfolio</c>: the whole of it at a glance, and the holder's public page.</summary>
internal static class PublicPageApi
{
    public static void MapPublicPageApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/portfolio").RequirePerson().WithTags("Portfolio").WithBodyOfAtMost(4096);
        api.MapGet("", Overview).WithSummary("Your awards, what is published of them, and your public page");
        api.MapPut("/public-page", Open).WithSummary("Open your public page, or give it another handle; for adults");
        api.MapDelete("/public-page", Close).WithSummary("Close your public page; what is published stays published");
    }

    private static async Task<Ok<PortfolioOverview>> Overview(HttpContext http, CairnDb db, CairnOptions options, CancellationToken stop)
    {
        var (actor, origin) = (http.Actor(), options.PublicOrigin(http.Request));
        var held = await db.HeldAsync(actor, stop);
        var signed = held.Where(h => h is { Published: true, Stands: true }).Select(h => h.CredentialId).ToList();
        var stories = (
            await db.Credentials.AsNoTracking().Where(c => signed.Contains(c.Id)).Select(c => new { c.Id, c.Bytes }).ToListAsync(stop)
        ).ToDictionary(c => c.Id, c => CredentialStory.Of(c.Bytes));
        var items = held.ToLookup(h => h.Stands);
        return TypedResults.Ok(
            new PortfolioOverview(
                actor.IsAdult,
                await PageOfAsync(db, actor, origin, stop),
                [
                    .. items[true]
                        .Select(h => new PortfolioLine(
                            h.PublicId,
                            h.Title,
                            h.VersionId,
                            h.AwardedAt,
                            h.AwardedAt.DayIn(actor.Zone),
                            h.CredentialId is not null,
                            h.Published,
                            AddressOf(h),
                            PortfolioPages.LinkedInOf(
                                h,
                                h.CredentialId is { } id ? stories.GetValueOrDefault(id) : null,
                                $"{origin}/credentials/{h.PublicId:D}",
                                actor.Zone
                            ),
                            Sharing.WhyNotPublic(h.Withheld)
                        )),
                ],
                [
                    .. items[false]
                        .Select(h => new TakenBackLine(
                            h.PublicId,
                            h.Title,
                            h.VersionId,
                            h.AwardedAt,
                            h.AwardedAt.DayIn(actor.Zone),
                            h.Revocation!.RevokedAt,
                            TakenBack.ToLearner(h.Revocation, actor.Zone),
                            AddressOf(h)
                        )),
                ]
            )
        );

        string? AddressOf(HeldAward h) => h.Published ? $"{origin}/credentials/{h.PublicId:D}" : null;
    }

    private static async Task<Results<Ok<PublicPage>, ProblemHttpResult>> Open(
        JsonBody<HandleWanted> body,
        HttpContext http,
        CairnDb db,
        CairnOptions options,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var wanted, out var refusal))
            return texts.Problem(refusal);
        if (await Sharing.OpenAsync(db, http.Actor(), wanted.Handle.Trim().ToLowerInvariant(), clock.Now(), stop) is { } no)
            return texts.Problem(no.Field is null ? no : no.On("handle"));
        return TypedResults.Ok((await PageOfAsync(db, http.Actor(), options.PublicOrigin(http.Request), stop))!);
    }

    private static async Task<NoContent> Close(HttpContext http, CairnDb db, TimeProvider clock, CancellationToken stop)
    {
        await Sharing.CloseAsync(db, http.Actor(), clock.Now(), stop);
        return TypedResults.NoContent();
    }

    private static async Task<PublicPage?> PageOfAsync(CairnDb db, Actor actor, string origin, CancellationToken stop) =>
        await db.PublicPortfolios.AsNoTracking().Where(p => p.PersonId == actor.PersonId && p.ClosedAt == null).FirstOrDefaultAsync(stop)
            is { } page
            ? actor.Age.Allows(AgeMatter.Publish)
                ? new PublicPage(page.Handle, $"{origin}/p/{page.Handle}", page.OpenedAt, null)
                : new PublicPage(page.Handle, null, page.OpenedAt, Sharing.WhyNotPublic(true))
            : null;
}

internal sealed record HandleWanted(string Handle);

/// <param name="Url">Null: it opens for nobody.</param>
/// <param name="NotPublic">The code of why it opens for nobody; null: it opens.</param>
internal sealed record PublicPage(string Handle, string? Url, DateTimeOffset OpenedAt, string? NotPublic);

/// <param name="IsAdult">Whether you share by yourself; a minor's sharing waits for the guardians' consent.</param>
/// <param name="PublicPage">Null: none is open.</param>
/// <param name="Items">What stands.</param>
/// <param name="TakenBack">What the school took back.</param>
internal sealed record PortfolioOverview(
    bool IsAdult,
    PublicPage? PublicPage,
    IReadOnlyList<PortfolioLine> Items,
    IReadOnlyList<TakenBackLine> TakenBack
);

/// <param name="Id">Of the credential, in its addresses.</param>
/// <param name="AwardedOn">The day in the district.</param>
/// <param name="CredentialUrl">Its public address; null unless it is published.</param>
/// <param name="LinkedInUrl">LinkedIn's "add to profile"; null unless it is published.</param>
/// <param name="NotPublic">The code of why what you published opens for nobody, and can be withdrawn; null: nothing is withheld.</param>
internal sealed record PortfolioLine(
    Guid Id,
    string Title,
    Id<Design.MicroCredentialVersion> VersionId,
    DateTimeOffset AwardedAt,
    DateOnly AwardedOn,
    bool Signed,
    bool Published,
    string? CredentialUrl,
    string? LinkedInUrl,
    string? NotPublic
);

/// <param name="TakenBack">The day, and why as far as the school tells you.</param>
/// <param name="CredentialUrl">Where it shows that it was taken back; null unless it was published.</param>
internal sealed record TakenBackLine(
    Guid Id,
    string Title,
    Id<Design.MicroCredentialVersion> VersionId,
    DateTimeOffset AwardedAt,
    DateOnly AwardedOn,
    DateTimeOffset RevokedAt,
    TakenBack TakenBack,
    string? CredentialUrl
);
