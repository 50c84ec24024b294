using Cairn.Foundation.Outages;
using Microsoft.AspNetCore.Http.Features;

namespace Cairn.Foundation.Html.Errors;

/// <summary>
/// A form that cannot be read is its sender's fault, wherever it is read: 400, 413 or 415 instead of an exception.
/// </summary>
internal static class UnreadableForms
{
    /// <summary>After routing, which gives an endpoint with its own limits its form feature.</summary>
    public static IApplicationBuilder UseUnreadableForms(this IApplicationBuilder app) =>
        app.Use(
            (http, next) =>
            {
                var form =
                    http.Features.Get<IFormFeature>()
                    ?? new FormFeature(http.Request, (http as DefaultHttpContext)?.FormOptions ?? new FormOptions());
                http.Features.Set<IFormFeature>(new Careful(form));
                return next(http);
            }
        );

    sealed class Careful(IFormFeature form) : IFormFeature
    {
        public bool HasFormContentType => form.HasFormContentType;

        public IFormCollection? Form
        {
            get => form.Form;
            set => form.Form = value;
        }

        public IFormCollection ReadForm()
        {
            try
            {
                return form.ReadForm();
            }
            catch (Exception problem) when (StatusOf(problem) is { } status)
            {
                throw new BadHttpRequestException(problem.Message, status, problem);
            }
        }

        public async Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken)
        {
            try
            {
                return await form.ReadFormAsync(cancellationToken);
            }
            catch (Exception problem) when (StatusOf(problem) is { } status)
            {
                throw new BadHttpRequestException(problem.Message, status, problem);
            }
        }

        int? StatusOf(Exception problem) =>
            problem switch
            {
                BadHttpRequestException => null,
                _ when OutageOf.Of(problem) is not null => null, // what arrives is written down first, and the disk may be full
                InvalidOperationException when !form.HasFormContentType => StatusCodes.Status415UnsupportedMediaType,
                InvalidDataException when problem.Message.Contains("limit", StringComparison.Ordinal) =>
                    StatusCodes.Status413PayloadTooLarge,
                InvalidDataException or IOException => StatusCodes.Status400BadRequest,
                _ => null,
            };
    }
}
