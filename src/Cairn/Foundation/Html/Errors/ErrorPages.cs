using System.Diagnostics;
using Cairn.Foundation.Outages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;

namespace Cairn.Foundation.Html.Errors;

/// <summary>Every failure is a page for people and problem details for programs.</summary>
internal static class ErrorPages
{
    public static void UseErrorPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandler = http =>
                    OutageOf.Of(http.Features.Get<IExceptionHandlerFeature>()?.Error) is { } outage
                        ? Answer(http, outage)
                        : Answer(http, http.Response.StatusCode),
                StatusCodeSelector = exception =>
                    exception is BadHttpRequestException bad ? bad.StatusCode
                    : OutageOf.Of(exception) is not null ? StatusCodes.Status503ServiceUnavailable
                    : StatusCodes.Status500InternalServerError,
                SuppressDiagnosticsCallback = context =>
                    context.Exception is BadHttpRequestException || OutageOf.Of(context.Exception) is not null,
            }
        );
        app.UseStatusCodePages(context => Answer(context.HttpContext, context.HttpContext.Response.StatusCode));
        app.UseUnreadableForms();
    }

    /// <summary>
    /// A form without a valid token was open too long, or in another session. The page says so and shows what was typed. NOTE: it cannot be
    /// sent again with a click, or a foreign site's forged form would be one click from being accepted.
    /// </summary>
    public static void UseStaleFormPage(this IApplicationBuilder app) =>
        app.Use(
            (http, next) =>
            {
                if (http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false } token)
                    return next(http);
                if (OutageOf.Of(token.Error) is { } outage)
                    return Answer(http, outage);

                var status = token.Error?.InnerException switch
                {
                    BadHttpRequestException bad => bad.StatusCode,
                    InvalidDataException => StatusCodes.Status413PayloadTooLarge,
                    _ => StatusCodes.Status422UnprocessableEntity,
                };
                // Reading a form whose token is invalid throws; nothing below acts on it, it is only shown.
                http.Features.Set<IAntiforgeryValidationFeature>(null);
                return Answer(
                    http,
                    status,
                    status == StatusCodes.Status422UnprocessableEntity && http.Request.HasFormContentType ? http.Request.Form : null
                );
            }
        );

    static Task Answer(HttpContext http, int status, IFormCollection? typed = null)
    {
        http.Response.StatusCode = status;
        if (IsForProgram(http.Request))
            return http.RequestServices.GetRequiredService<RefusalTexts>().Problem(status).ExecuteAsync(http);

        return ErrorPage
            .With(new ErrorPageModel(status, TraceOf(http), Readable(typed), CameFrom(http.Request)), status)
            .ExecuteAsync(http);
    }

    /// <summary>
    /// What was sent is asked for again with the page, to be sent once more when it has passed: nobody's words are lost to a full disk.
    /// </summary>
    static async Task Answer(HttpContext http, Outage outage)
    {
        http.RequestServices.GetRequiredService<OutageLog>().Tell(outage);
        http.Response.Headers.RetryAfter = "30";
        const int status = StatusCodes.Status503ServiceUnavailable;
        http.Response.StatusCode = status;
        if (IsForProgram(http.Request))
        {
            await TypedResults
                .Problem(
                    statusCode: status,
                    detail: outage.Sentence(),
                    extensions: new Dictionary<string, object?> { ["code"] = outage.Code() }
                )
                .ExecuteAsync(http);
            return;
        }
        var sent = await SentForm.OfAsync(http);
        await ErrorPage
            .With(new ErrorPageModel(status, TraceOf(http), [], CameFrom(http.Request)) { Outage = outage, Sent = sent }, status)
            .ExecuteAsync(http);
    }

    static string TraceOf(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;

    static bool IsForProgram(HttpRequest request) => ForPrograms.Is(request) || !WantsHtml(request);

    static bool WantsHtml(HttpRequest request)
    {
        var accept = request.GetTypedHeaders().Accept;
        return accept.Count == 0
            || accept.Any(range =>
                range.Quality is not 0
                && (range.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) || accept.Count == 1 && range.MatchesAllTypes)
            );
    }

    static IReadOnlyList<KeyValuePair<string, string>> Readable(IFormCollection? form) =>
        form is null
            ? []
            :
            [
                .. form.Where(field =>
                        !field.Key.StartsWith("__", StringComparison.Ordinal)
                        && !field.Key.Contains("password", StringComparison.OrdinalIgnoreCase)
                        && !field.Key.Contains("code", StringComparison.OrdinalIgnoreCase)
                    )
                    .Select(field => KeyValuePair.Create(field.Key, field.Value.ToString()))
                    .Where(field => field.Value.Length > 20),
            ];

    /// <summary>Our page that led here, if the browser says so.</summary>
    public static string? CameFrom(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var from)
        && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase)
        && SeeOther.IsLocal(from.PathAndQuery)
            ? from.PathAndQuery
            : null;
}
