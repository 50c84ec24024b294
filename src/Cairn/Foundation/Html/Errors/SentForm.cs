using Cairn.Foundation.Outages;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Cairn.Foundation.Html.Errors;

/// <summary>
/// A form that was sent and could not be dealt with, to be sent once more. It keeps its own antiforgery token: a forged one has none, and
/// does not become valid by a click on our page.
/// </summary>
/// <param name="Action">Where it was sent, and will be sent again.</param>
/// <param name="Fields">All of it, as typed.</param>
public sealed record SentForm(string Action, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    private const int MostFields = 2_000;
    private const int MostCharacters = 1_000_000;

    /// <summary>False: there was more of it than fits, so it must not be sent again.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>What a person wrote, to be seen and copied.</summary>
    public IEnumerable<string> Written => Fields.Where(one => !IsOurs(one.Key)).Select(one => one.Value).Where(value => value.Length > 20);

    /// <summary>
    /// The form of a request, read if nobody has read it. Null: it is none, nobody typed anything, or it holds a password or a code, which do not
    /// go back into a page.
    /// </summary>
    internal static async Task<SentForm?> OfAsync(HttpContext http)
    {
        var request = http.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType)
            return null;
        try
        {
            var fields = await FieldsAsync(request, http.RequestAborted);
            return fields.TrueForAll(field => IsOurs(field.Key)) || fields.Exists(field => IsSecret(field.Key))
                ? null
                : new SentForm(request.Path + request.QueryString, fields)
                {
                    IsWhole = fields.Count < MostFields && fields.Sum(field => field.Value.Length) < MostCharacters,
                };
        }
        catch (Exception problem)
            when (problem is IOException or InvalidDataException or BadHttpRequestException || OutageOf.Of(problem) is not null)
        {
            return null; // nobody's browser sent it, or the half of it that was read is gone
        }
    }

    /// <summary>Files cannot be given back: they are read past, and stay on their owner's device.</summary>
    private static async Task<List<KeyValuePair<string, string>>> FieldsAsync(HttpRequest request, CancellationToken stop)
    {
        if (
            request.HttpContext.Features.Get<IFormFeature>()?.Form is null
            && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.Boundary.HasValue
        )
            return await PastFilesAsync(new(HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), request.Body), stop);
        return
        [
            .. (await request.ReadFormAsync(stop)).SelectMany(field =>
                field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? ""))
            ),
        ];
    }

    private static async Task<List<KeyValuePair<string, string>>> PastFilesAsync(MultipartReader parts, CancellationToken stop)
    {
        var fields = new List<KeyValuePair<string, string>>();
        var (text, left) = (new char[MostCharacters], MostCharacters);
        while (fields.Count < MostFields && left > 0 && await parts.ReadNextSectionAsync(stop) is { } part)
            if (part.AsFormDataSection() is { Name: { Length: > 0 } name })
            {
                using var reader = new StreamReader(part.Body);
                var length = await reader.ReadBlockAsync(text.AsMemory(0, left), stop);
                fields.Add(new(name, new string(text, 0, length)));
                left -= length;
            }
        return fields;
    }

    private static bool IsOurs(string field) => field is Seen.Field || field.StartsWith("__", StringComparison.Ordinal);

    private static bool IsSecret(string field) =>
        field.Contains("password", StringComparison.OrdinalIgnoreCase) || field.Equals("code", StringComparison.OrdinalIgnoreCase);
}
