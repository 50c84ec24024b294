using Cairn.Awarding;
using Cairn.Credentials.Presentations;
using Cairn.Credentials.Verification;
using Cairn.Foundation.Load;
using Cairn.SignIn;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Cairn.Verifying;

/// <summary>The public page: a file, a link or a text in; a report out. No account, no cookie, nothing kept.</summary>
internal static class VerifyPages
{
    private const int MaxBytes = 8 * 1024 * 1024;

    public static void MapVerifying(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/verify").AllowAnonymous().AsPublicPage().DisableAntiforgery();
        pages.MapGet("", (string? link) => VerifyPage.With(new VerifyModel(null, null, link, null)));
        pages
            .MapPost("", Verify)
            .InOtherWords("POST /api/v1/verify")
            .TakesMuchWork()
            .RequireRateLimiting(RateLimits.Verify)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBytes), new TooLargeAnswer(TooLarge));
        routes
            .MapPost("/api/v1/verify", VerifyBytes)
            .TakesMuchWork()
            .RequireRateLimiting(RateLimits.Verify)
            .AllowAnonymous()
            .DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(MaxBytes))
            .WithMetadata(new AcceptsMetadata(["*/*"], typeof(Stream), isOptional: true))
            .Produces<ReportAnswer>()
            .MayRefuse(StatusCodes.Status413PayloadTooLarge, StatusCodes.Status422UnprocessableEntity)
            .WithTags("Verify")
            .WithSummary(
                "Checks a credential or a presentation: JSON, a JWT, or a PNG or SVG with a credential in it; with link and an empty "
                    + "body, what is at that address."
            );
    }

    private static async Task<RazorComponentResult<VerifyPage>> Verify(
        HttpRequest request,
        Verifier verifier,
        PlatformLoader loader,
        InstallationIssuers ours,
        IStringLocalizer<Texts> texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var form = await request.ReadFormAsync(stop);
        string? text = form["Text"],
            link = form["Link"];
        ReadOnlyMemory<byte> input;
        var file = form.Files.GetFile("File"); // null where none was chosen
        if (file is { Length: > 0 })
        {
            input = await file.ReadWholeAsync(request.HttpContext, stop);
        }
        else if (!string.IsNullOrWhiteSpace(text))
        {
            input = Encoding.UTF8.GetBytes(text.Trim());
        }
        else if (!string.IsNullOrWhiteSpace(link))
        {
            if (!Uri.TryCreate(link.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
                return Again(Texts.VerifyLinkWrong);
            var fetched = await loader.LoadCredentialAsync(uri, $"{request.Scheme}://{request.Host}", stop);
            if (fetched.Problem is not null)
                return Again(Texts.VerifyLinkUnreachable);
            input = fetched.Content;
        }
        else if (file is not null)
        {
            input = ReadOnlyMemory<byte>.Empty; // the report says that it is empty
        }
        else
        {
            return Again(Texts.VerifyNothing);
        }

        // Nobody requested it, so there is no challenge to compare: the page says what that means.
        if (VerifiablePresentation.Is(input))
        {
            var presented = await verifier.VerifyPresentationAsync(input, new PresentationRequest(), clock.GetUtcNow(), stop);
            return VerifyPage.With(
                new VerifyModel(ReportView.Of(presented, texts), text, link, null)
                {
                    Shown = [.. presented.Credentials.Select(credential => ReportView.Of(credential, texts))],
                }
            );
        }

        var report = await verifier.VerifyAsync(input, clock.GetUtcNow(), stop);
        return VerifyPage.With(
            new VerifyModel(ReportView.Of(report, texts), text, link, null)
            {
                TakenBack = report.Headline.Code == "headline.revoked" ? await ours.TakenBackAsync(report.Credential, stop) : null,
            }
        );

        RazorComponentResult<VerifyPage> Again(string problem) =>
            VerifyPage.With(new VerifyModel(null, text, link, texts[problem]), StatusCodes.Status422UnprocessableEntity);
    }

    private static RazorComponentResult<VerifyPage> TooLarge(HttpContext http) =>
        VerifyPage.With(
            new VerifyModel(null, null, null, http.RequestServices.GetRequiredService<IStringLocalizer<Texts>>()[Texts.VerifyTooLarge]),
            StatusCodes.Status413PayloadTooLarge
        );

    /// <summary>A bad credential gives a report with status 200: the question was answered.</summary>
    private static async Task<IResult> VerifyBytes(
        HttpRequest request,
        Verifier verifier,
        PlatformLoader loader,
        RefusalTexts refusals,
        TimeProvider clock,
        CancellationToken stop,
        string? link = null
    )
    {
        var input = await request.ReadWholeAsync(stop);
        if (input.IsEmpty && link is not null)
        {
            if (!Uri.TryCreate(link, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
                return refusals.Problem(new Refusal("verifying.link-wrong", "link"));
            var fetched = await loader.LoadCredentialAsync(uri, $"{request.Scheme}://{request.Host}", stop);
            if (fetched.Problem is not null)
                return refusals.Problem(new Refusal("verifying.link-unreachable", "link"));
            input = fetched.Content;
        }
        if (VerifiablePresentation.Is(input))
            return TypedResults.Bytes(
                (await verifier.VerifyPresentationAsync(input, new PresentationRequest(), clock.GetUtcNow(), stop)).ToJson(),
                "application/json"
            );
        var report = await verifier.VerifyAsync(input, clock.GetUtcNow(), stop);
        return TypedResults.Bytes(report.ToJson(), "application/json");
    }
}

/// <param name="Problem">Why nothing could be checked, in the reader's language.</param>
public sealed record VerifyModel(ReportView? Report, string? Text, string? Link, string? Problem)
{
    /// <summary>For a presentation: the reports on the credentials in it.</summary>
    public IReadOnlyList<ReportView>? Shown { get; init; }

    /// <summary>For one of our own that its school took back: what everybody may be told.</summary>
    public TakenBack? TakenBack { get; init; }
}
