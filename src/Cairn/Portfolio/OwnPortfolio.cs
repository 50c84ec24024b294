using Cairn.Awarding;
using Cairn.Earning;
using Cairn.Foundation.Load;
using Cairn.Verifying;
using QRCoder;

namespace Cairn.Portfolio;

/// <summary>What somebody holds: keep it, share it, show it.</summary>
internal static class OwnPortfolio
{
    public static void MapOwnPortfolio(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/portfolio").RequirePerson();
        pages.MapGet("", Show);
        pages.MapPost("/public", Open).AsPage<PublicPage>(Show, _ => Back(Texts.PublicOpened));
        pages.MapPost("/public/closure", Close).AsPage<Done>(Show, _ => Back(Texts.PublicClosed));
        var own = pages.MapGroup("/{id:guid}");
        own.MapGet("", ShowOne);
        own.MapGet("/credential.{format}", Download).TakesMuchWork();
        own.MapPost("/links", Share).AsPage<SharedLink>(ShowOne, ShowLink);
        own.MapPost("/links/{link}/revocation", EndLink).AsPage<Done>(ShowOne, (_, http) => BackToOne(http, Texts.ShareRevoked));
        own.MapPost("/publication", Publish).AsPage<Done>(ShowOne, (_, http) => BackToOne(http, Texts.PublishDone));
        own.MapPost("/publication/withdrawal", Withdraw).AsPage<Done>(ShowOne, (_, http) => BackToOne(http, Texts.PublishWithdrawn));

        var page = routes.MapGroup("/api/v1/portfolio").RequirePerson().WithTags("Portfolio").WithBodyOfAtMost(4096);
        page.MapGet("", Overview).WithSummary("Your awards, what is published of them, and your public page");
        page.MapPut("/public-page", Open).WithSummary("Open your public page, or give it another handle; for adults");
        page.MapDelete("/public-page", Close).WithSummary("Close your public page; what is published stays published");
        var api = routes.MapGroup("/api/v1/credentials").RequirePerson().WithTags("Portfolio");
        api.MapGet("", List)
            .WithSummary(
                "Your awards and their credentials, the newest first; what was taken back says so, and why as far as the school tells."
            );
        api.MapGet("/{id:guid}/credential.{format}", Download)
            .TakesMuchWork()
            .AnswersWithFile("application/vc", "image/png", "image/svg+xml")
            .WithSummary("The credential as a file to keep: json, or png and svg with it inside.");
        api.MapGet("/{id:guid}", Bytes).WithSummary("The signed document, byte for byte.").AnswersWithFile("application/vc");
        api.MapPost("/{id:guid}/links", Share)
            .AsCreated<SharedLink>(link => link.Url)
            .WithSummary("Makes a share link; its secret is in this answer only.");
        api.MapGet("/{id:guid}/links", Links).WithSummary("The share links of a credential, and what they show.");
        api.MapPost("/{id:guid}/links/{link}/revocation", EndLink).WithSummary("Ends a share link.");
        api.MapPost("/{id:guid}/publication", Publish).WithSummary("Shows a credential to everybody.");
        api.MapPost("/{id:guid}/publication/withdrawal", Withdraw).WithSummary("Hides it again.");
    }

    private static async Task<Outcome<PublicPage>> Open(Input<HandleAsked> asked, Visit visit, CairnOptions options, HttpContext http) =>
        (await visit.OpenPublicPageAsync(asked.Value)).Succeeds(out _, out var refusal)
            ? (await visit.PublicPageAsync(options.PublicOrigin(http.Request)))!
            : refusal;

    private static Task<Outcome<Done>> Close(Visit visit) => visit.ClosePublicPageAsync();

    private static async Task<Outcome<SharedLink>> Share(
        Guid id,
        Input<ShareAsked> asked,
        Visit visit,
        CairnOptions options,
        HttpContext http
    ) => (await visit.ShareAsync(id, asked.Value)).As(made => SharedLink.Of(made.Link, made.Secret, options.PublicOrigin(http.Request)));

    private static Task<Outcome<Done>> EndLink(Guid id, Id<ShareLink> link, Visit visit) => visit.EndLinkAsync(id, link);

    private static Task<Outcome<Done>> Publish(Guid id, Visit visit) => visit.PublishAsync(id);

    private static Task<Outcome<Done>> Withdraw(Guid id, Visit visit) => visit.WithdrawAsync(id);

    private static SeeOther Back(string said) => SeeOther.To("/portfolio").Saying<Texts>(said);

    private static SeeOther BackToOne(HttpContext http, string said) =>
        SeeOther.To($"/portfolio/{http.GetRouteValue("id")}").Saying<Texts>(said);

    /// <summary>A link's secret is shown only once, on the page where it was made.</summary>
    private static IResult? ShowLink(SharedLink link, HttpContext http)
    {
        http.Items[typeof(SharedLink)] = link;
        return null;
    }

    private static async Task<IResult> Show(Visit visit, Form form, CairnOptions options, HttpContext http, Id<Award>? after = null)
    {
        var held = (await visit.HeldAsync(after)).At("/portfolio", one => one.AwardId);
        var items = held.Items.ToLookup(one => one.Stands, one => PortfolioItem.Of(one, visit.Actor.Zone));
        return PortfolioPage.With(
            new PortfolioModel(
                [.. items[true]],
                [.. items[false]],
                await visit.CountStonesAsync(),
                visit.Actor.IsAdult,
                (await visit.PublicPageAsync(options.PublicOrigin(http.Request)))?.Handle,
                form.Start<HandleAsked>()
            )
            {
                Previous = after is null ? null : "/portfolio",
                Next = held.Next,
            }
        );
    }

    private static async Task<IResult> ShowOne(Guid id, Visit visit, Form form, CairnOptions options, HttpContext http)
    {
        var (actor, db, now, stop) = visit;
        if (await visit.FindHeldAsync(id) is not { } held)
            return TypedResults.NotFound();
        var credential = held.CredentialId is { } credentialId
            ? await db.Credentials.AsNoTracking().SingleAsync(c => c.Id == credentialId, stop)
            : null;
        var story = credential is null ? null : CredentialStory.Of(credential.Bytes)?.In(actor.Zone);
        var links = credential is null ? [] : (await visit.LinksAsync(credential, null)).Items;
        var address = $"{options.PublicOrigin(http.Request)}/credentials/{id:D}";
        var made = (http.Items[typeof(SharedLink)] as SharedLink)?.Url;
        return HeldCredentialPage.With(
            new HeldCredentialModel(
                PortfolioItem.Of(held, actor.Zone),
                story,
                address,
                actor.IsAdult,
                LinkedIn.Of(held, story, address, actor.Zone),
                made,
                made is null ? null : QrOf(made),
                [.. links.Select(l => new ShareLinkView(l.Id.ToString(), l.Label, l.ExpiresAt, l.IsOpen(now)))],
                form.Start<ShareAsked>(new { Label = "", Days = 30 })
            )
            {
                Again =
                    !held.Stands && await db.FindOfferAsync(held.MicroCredentialId, stop) is { MicroCredential.RetiredAt: null }
                        ? $"/earning/start/{held.MicroCredentialId}"
                        : null,
            }
        );
    }

    // A data address is a picture's, which the content policy allows.
    private static string QrOf(string address)
    {
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        return "data:image/png;base64," + Convert.ToBase64String(new PngByteQRCode(data).GetGraphic(6));
    }

    private static async Task<Outcome<PortfolioOverview>> Overview(
        Visit visit,
        CairnOptions options,
        HttpContext http,
        Id<Award>? after = null
    )
    {
        var origin = options.PublicOrigin(http.Request);
        var held = (await visit.HeldAsync(after)).At("/api/v1/portfolio", one => one.AwardId);
        var signed = held.Items.Where(one => one is { Published: true, Stands: true }).Select(one => one.CredentialId).ToList();
        var stories = (
            await visit
                .Db.Credentials.AsNoTracking()
                .Where(c => signed.Contains(c.Id))
                .Select(c => new { c.Id, c.Bytes })
                .ToListAsync(visit.Stop)
        ).ToDictionary(c => c.Id, c => CredentialStory.Of(c.Bytes));
        var items = held.Items.ToLookup(one => one.Stands);
        return new PortfolioOverview(
            visit.Actor.IsAdult,
            await visit.PublicPageAsync(origin),
            [
                .. items[true]
                    .Select(one =>
                        PortfolioLine.Of(one, one.CredentialId is { } id ? stories.GetValueOrDefault(id) : null, origin, visit.Actor.Zone)
                    ),
            ],
            [.. items[false].Select(one => TakenBackLine.Of(one, origin, visit.Actor.Zone))],
            held.Next
        );
    }

    private static async Task<Outcome<ListOf<HeldLine>>> List(Visit visit, Id<Award>? after = null)
    {
        var held = (await visit.HeldAsync(after)).At("/api/v1/credentials", one => one.AwardId);
        return new ListOf<HeldLine>([.. held.Items.Select(one => HeldLine.Of(one, visit.Actor.Zone))], held.Next);
    }

    private static async Task<Outcome<ListOf<LinkLine>>> Links(Guid id, Visit visit, Id<ShareLink>? after = null)
    {
        if (await visit.FindCredentialAsync(id) is not { } credential)
            return Refusal.NotFound;
        var shows = await visit.Db.TakenBackAsync(credential, visit.Stop) is null ? "credential" : "takenBack";
        var links = (await visit.LinksAsync(credential, after)).At($"/api/v1/credentials/{id}/links", link => link.Id);
        return new ListOf<LinkLine>([.. links.Items.Select(link => LinkLine.Of(link, shows, visit))], links.Next);
    }

    private static async Task<IResult> Bytes(Guid id, Visit visit) =>
        await visit.FindCredentialAsync(id) is { } credential
            ? TypedResults.Bytes(credential.Bytes, "application/vc")
            : TypedResults.NotFound();

    private static async Task<IResult> Download(Guid id, string format, Visit visit, HttpContext http, CredentialPictures pictures) =>
        await visit.FindCredentialAsync(id) is { } credential
            ? await CredentialFiles.AnswerAsync(http, pictures, credential, format, open: false, visit.Actor.Name, visit.Stop)
            : TypedResults.NotFound();
}
