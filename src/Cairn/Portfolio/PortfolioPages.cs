using System.Text.RegularExpressions;
using Cairn.Audit;
using Cairn.Awarding;
using Cairn.Earning;
using Cairn.Foundation;
using Cairn.Foundation.Api;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Load;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Cairn.Verifying;
using Microsoft.EntityFrameworkCore;
using QRCoder;

namespace Cairn.Portfolio;

/// <summary>The holder's own pages: keep it, share it, show it.</summary>
internal static class PortfolioPages
{
    public static void MapPortfolio(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/portfolio").RequirePerson();
        pages.MapGet("", Show);
        pages.MapPost("/public", OpenPublicPage);
        pages.MapPost("/public/closure", ClosePublicPage);
        pages.MapGet("/{id:guid}", ShowOne);
        pages.MapGet("/{id:guid}/credential.{format}", Download).TakesMuchWork();
        pages.MapPost("/{id:guid}/links", MakeLink);
        pages.MapPost("/{id:guid}/links/{link}/revocation", RevokeLink);
        pages.MapPost("/{id:guid}/publication", Publish);
        pages.MapPost("/{id:guid}/publication/withdrawal", Withdraw);
    }

    private static async Task<IResult> Show(HttpContext http, CairnDb db, CancellationToken stop) =>
        PortfolioPage.With(await PageAsync(http.Actor(), db, Form.Of(new { Handle = "" }), stop));

    private static async Task<PortfolioModel> PageAsync(Actor actor, CairnDb db, Form form, CancellationToken stop)
    {
        var held = await db.HeldAsync(actor, stop);
        var handle = await db
            .PublicPortfolios.Where(p => p.PersonId == actor.PersonId && p.ClosedAt == null)
            .Select(p => p.Handle)
            .FirstOrDefaultAsync(stop);
        var items = held.ToLookup(one => one.Stands, one => ItemOf(one, actor));
        return new PortfolioModel([.. items[true]], [.. items[false]], actor.IsAdult, handle, form);
    }

    private static PortfolioItem ItemOf(HeldAward held, Actor actor) =>
        new(
            held.PublicId,
            held.Title,
            Pictures.Of(held.VersionId),
            held.AwardedAt.DayIn(actor.Zone),
            held.CredentialId is not null,
            held.Published,
            held.Withheld,
            held.Revocation is { } revocation ? TakenBack.ToLearner(revocation, actor.Zone) : null
        );

    private static async Task<IResult> ShowOne(
        Guid id,
        HttpContext http,
        CairnDb db,
        CairnOptions options,
        TimeProvider clock,
        CancellationToken stop
    ) =>
        await OneAsync(id, http, db, options, clock, Form.Of(new { Label = "", Days = 30 }), null, stop) is { } model
            ? HeldCredentialPage.With(model)
            : TypedResults.NotFound();

    private static async Task<HeldCredentialModel?> OneAsync(
        Guid id,
        HttpContext http,
        CairnDb db,
        CairnOptions options,
        TimeProvider clock,
        Form form,
        string? newLink,
        CancellationToken stop
    )
    {
        var actor = http.Actor();
        if (await db.FindHeldAsync(actor, id, stop) is not { } held)
            return null;
        var credential = held.CredentialId is { } credentialId
            ? await db.Credentials.AsNoTracking().SingleAsync(c => c.Id == credentialId, stop)
            : null;
        var story = credential is null ? null : CredentialStory.Of(credential.Bytes)?.In(actor.Zone);
        var now = clock.Now();
        var links = held.CredentialId is null
            ? []
            : await db
                .ShareLinks.AsNoTracking()
                .Where(l => l.CredentialId == held.CredentialId)
                .OrderByDescending(l => l.Id)
                .Take(50)
                .ToListAsync(stop);
        var address = $"{options.PublicOrigin(http.Request)}/credentials/{id:D}";
        return new HeldCredentialModel(
            ItemOf(held, actor),
            story,
            address,
            actor.IsAdult,
            LinkedInOf(held, story, address, actor.Zone),
            newLink,
            newLink is null ? null : QrOf(newLink),
            [.. links.Select(l => new ShareLinkView(l.Id.ToString(), l.Label, l.ExpiresAt, l.IsOpen(now)))],
            form
        )
        {
            Again =
                !held.Stands && await db.FindOfferAsync(held.MicroCredentialId, stop) is { MicroCredential.RetiredAt: null }
                    ? $"/earning/start/{held.MicroCredentialId}"
                    : null,
        };
    }

    /// <summary>LinkedIn's "add to profile" of what is published and stands; its days are the district's.</summary>
    internal static string? LinkedInOf(HeldAward held, CredentialStory? story, string address, TimeZoneInfo zone) =>
        held is { Published: true, Stands: true } && story is not null
            ? LinkedIn.AddToProfile(held.Title, story.Issuer, held.AwardedAt.DayIn(zone), story.Until?.DayIn(zone), address, held.PublicId)
            : null;

    // A data address is a picture's, which the content policy allows.
    private static string QrOf(string address)
    {
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        return "data:image/png;base64," + Convert.ToBase64String(new PngByteQRCode(data).GetGraphic(6));
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
        return credential is null
            ? TypedResults.NotFound()
            : await CredentialFiles.AnswerAsync(http, pictures, credential, format, open: false, stop);
    }

    private static async Task<IResult> MakeLink(
        Guid id,
        Form form,
        HttpContext http,
        CairnDb db,
        CairnOptions options,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var label = form.Text("Label", 100);
        var days = form.Number("Days", 1, 365, required: true);
        if (form.Invalid || days is null)
            return await OneAsync(id, http, db, options, clock, form, null, stop) is { } again
                ? HeldCredentialPage.With(again, 422)
                : TypedResults.NotFound();
        if (await Sharing.ShareAsync(db, http.Actor(), id, label, days.Value, clock.Now(), stop) is not { } result)
            return TypedResults.NotFound();
        if (!result.Succeeds(out var shared, out var refusal))
            return TypedResults.StatusCode(refusal.Status);
        var link = $"{options.PublicOrigin(http.Request)}/s/{shared.Secret}";
        return HeldCredentialPage.With((await OneAsync(id, http, db, options, clock, Form.Of(new { Label = "", Days = 30 }), link, stop))!);
    }

    private static async Task<IResult> RevokeLink(
        Guid id,
        Id<ShareLink> link,
        Form _,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    ) => Back(id, await Sharing.RevokeAsync(db, http.Actor(), link, clock.Now(), stop), "Share.Revoked");

    private static async Task<IResult> Publish(Guid id, Form _, HttpContext http, CairnDb db, TimeProvider clock, CancellationToken stop) =>
        Back(id, await Sharing.PublishAsync(db, http.Actor(), id, clock.Now(), stop), "Publish.Done");

    private static async Task<IResult> Withdraw(
        Guid id,
        Form _,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    ) => Back(id, await Sharing.WithdrawAsync(db, http.Actor(), id, clock.Now(), stop), "Publish.Withdrawn");

    private static IResult Back<T>(Guid id, Outcome<T>? result, string said) =>
        result switch
        {
            null => TypedResults.NotFound(),
            { Refusal: { } refusal } => TypedResults.StatusCode(refusal.Status), // the page offers it to nobody whom it is refused
            _ => SeeOther.To($"/portfolio/{id:N}").Saying<Texts>(said),
        };

    private static async Task<IResult> OpenPublicPage(Form form, HttpContext http, CairnDb db, TimeProvider clock, CancellationToken stop)
    {
        var handle = form.Text("Handle", 60, required: true)?.ToLowerInvariant();
        if (!form.Invalid && await Sharing.OpenAsync(db, http.Actor(), handle!, clock.Now(), stop) is { } refusal)
            form.Errors.Add("Handle", refusal.Code);
        return form.Invalid
            ? PortfolioPage.With(await PageAsync(http.Actor(), db, form, stop), 422)
            : SeeOther.To("/portfolio").Saying<Texts>("Public.Opened");
    }

    private static async Task<IResult> ClosePublicPage(Form _, HttpContext http, CairnDb db, TimeProvider clock, CancellationToken stop)
    {
        await Sharing.CloseAsync(db, http.Actor(), clock.Now(), stop);
        return SeeOther.To("/portfolio").Saying<Texts>("Public.Closed");
    }
}
