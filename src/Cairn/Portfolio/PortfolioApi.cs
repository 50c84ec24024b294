using Cairn.Awarding;
using Cairn.Foundation;
using Cairn.Foundation.Api;
using Cairn.Foundation.Load;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Portfolio;

/// <summary><c>/api/v1/credentials</c>: the holder's own.</summary>
internal static class PortfolioApi
{
    public static void MapPortfolioApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/credentials").RequirePerson().WithTags("Portfolio");
        api.MapGet("", List)
            .WithSummary(
                "Your awards and their credentials, the newest first; what was taken back says so, and why as far as the school tells."
            );
        api.MapGet("/{id:guid}/credential.{format}", Download)
            .TakesMuchWork()
            .WithSummary("The credential as a file to keep: json, or png and svg with it inside.");
        api.MapGet("/{id:guid}", Bytes).WithSummary("The signed document, byte for byte.");
        api.MapPost("/{id:guid}/links", Share).WithSummary("Makes a share link; its secret is in this answer only.");
        api.MapGet("/{id:guid}/links", Links).WithSummary("The share links of a credential, and what they show.");
        api.MapPost("/{id:guid}/links/{link}/revocation", RevokeLink).WithSummary("Ends a share link.");
        api.MapPost("/{id:guid}/publication", Publish).WithSummary("Shows a credential to everybody.");
        api.MapPost("/{id:guid}/publication/withdrawal", Withdraw).WithSummary("Hides it again.");
    }

    internal sealed record ShareRequest(string? Label = null, int Days = 30);

    private static async Task<IResult> List(HttpContext http, CairnDb db, CancellationToken stop) =>
        TypedResults.Ok(
            (await db.HeldAsync(http.Actor(), stop)).Select(h => new
            {
                id = h.PublicId,
                title = h.Title,
                awardedAt = h.AwardedAt,
                awardedOn = h.AwardedAt.DayIn(http.Actor().Zone),
                signed = h.CredentialId is not null,
                published = h.Published,
                notPublic = Sharing.WhyNotPublic(h.Withheld),
                revokedAt = h.Revocation?.RevokedAt,
                takenBack = h.Revocation is { } revocation ? TakenBack.ToLearner(revocation, http.Actor().Zone) : null,
            })
        );

    private static async Task<IResult> Bytes(Guid id, HttpContext http, CairnDb db, CancellationToken stop)
    {
        var holder = http.Actor().PersonId;
        var bytes = await db
            .Credentials.Where(c => c.PublicId == id && c.LearnerId == holder)
            .Select(c => c.Bytes)
            .FirstOrDefaultAsync(stop);
        return bytes is null ? NotFound() : TypedResults.Bytes(bytes, "application/vc");
    }

    private static async Task<IResult> Download(
        Guid id,
        string format,
        HttpContext http,
        CairnDb db,
        CredentialPictures pictures,
        CancellationToken stop
    )
    {
        var holder = http.Actor().PersonId;
        var credential = await db.Credentials.AsNoTracking().FirstOrDefaultAsync(c => c.PublicId == id && c.LearnerId == holder, stop);
        return credential is null ? NotFound() : await CredentialFiles.AnswerAsync(http, pictures, credential, format, open: false, stop);
    }

    private static async Task<IResult> Share(
        Guid id,
        JsonBody<ShareRequest> body,
        HttpContext http,
        CairnDb db,
        CairnOptions options,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var request, out var unread))
            return texts.Problem(unread);
        if (await Sharing.ShareAsync(db, http.Actor(), id, request.Label, request.Days, clock.Now(), stop) is not { } result)
            return NotFound();
        return result.Succeeds(out var shared, out var refusal)
            ? TypedResults.Created(
                (string?)null,
                new
                {
                    id = shared.Link.Id,
                    url = $"{options.PublicOrigin(http.Request)}/s/{shared.Secret}",
                    expiresAt = shared.Link.ExpiresAt,
                }
            )
            : texts.Problem(refusal);
    }

    private static async Task<IResult> Links(Guid id, HttpContext http, CairnDb db, TimeProvider clock, CancellationToken stop)
    {
        var holder = http.Actor().PersonId;
        var credential = await db.Credentials.AsNoTracking().FirstOrDefaultAsync(c => c.PublicId == id && c.LearnerId == holder, stop);
        if (credential is null)
            return NotFound();
        var takenBack = await db.TakenBackAsync(credential, stop) is not null;
        var opens = http.Actor().Age.Allows(AgeMatter.Share);
        var links = await db
            .ShareLinks.AsNoTracking()
            .Where(l => l.CredentialId == credential.Id)
            .OrderByDescending(l => l.Id)
            .Take(200)
            .ToListAsync(stop);
        return TypedResults.Ok(
            links.Select(l => new
            {
                id = l.Id,
                label = l.Label,
                createdAt = l.CreatedAt,
                expiresAt = l.ExpiresAt,
                revokedAt = l.RevokedAt,
                open = opens && l.IsOpen(clock.Now()),
                shows = takenBack ? "takenBack" : "credential",
            })
        );
    }

    private static async Task<IResult> RevokeLink(
        Guid id,
        Id<ShareLink> link,
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    ) =>
        await Sharing.RevokeAsync(db, http.Actor(), link, clock.Now(), stop) is not { } result ? NotFound()
        : result.Refusal is { } refusal ? texts.Problem(refusal)
        : TypedResults.NoContent();

    private static async Task<IResult> Publish(
        Guid id,
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    ) =>
        await Sharing.PublishAsync(db, http.Actor(), id, clock.Now(), stop) is not { } result ? NotFound()
        : result.Refusal is { } refusal ? texts.Problem(refusal)
        : TypedResults.NoContent();

    private static async Task<IResult> Withdraw(
        Guid id,
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    ) =>
        await Sharing.WithdrawAsync(db, http.Actor(), id, clock.Now(), stop) is not { } result ? NotFound()
        : result.Refusal is { } refusal ? texts.Problem(refusal)
        : TypedResults.NoContent();

    internal static IResult NotFound() =>
        TypedResults.Problem(
            statusCode: StatusCodes.Status404NotFound,
            extensions: new Dictionary<string, object?> { ["code"] = "portfolio.not-found" }
        );
}
