using System.Diagnostics;
using Microsoft.AspNetCore.Antiforgery;

namespace Cairn.Foundation.Html.Errors;

/// <summary>Every failure is a page for people and problem details for programs.</summary>
internal static class ErrorPages
{
    public static void UseErrorPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandler = http => Answer(http, http.Response.StatusCode),
                StatusCodeSelector = exception =>
                    exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
                SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
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
        if (ForPrograms.Is(http.Request) || !WantsHtml(http.Request))
            return http.RequestServices.GetRequiredService<RefusalTexts>().Problem(status).ExecuteAsync(http);

        var trace = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        return ErrorPage.With(new ErrorPageModel(status, trace, Readable(typed), CameFrom(http.Request)), status).ExecuteAsync(http);
    }

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
