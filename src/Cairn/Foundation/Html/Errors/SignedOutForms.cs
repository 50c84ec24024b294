using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Cairn.Foundation.Html.Errors;

/// <summary>
/// A form sent after the session has ended is not lost to a sign-in page: what was typed comes back in a form that can be sent again once
/// its writer has signed in (in another tab). The form keeps its antiforgery token, which is valid only for the same person; a forged form
/// has no valid one.
/// </summary>
internal sealed class SignedOutForms : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _otherwise = new();

    public async Task HandleAsync(
        RequestDelegate next,
        HttpContext context,
        AuthorizationPolicy policy,
        PolicyAuthorizationResult authorizeResult
    )
    {
        if (!authorizeResult.Challenged || !HttpMethods.IsPost(context.Request.Method) || ForPrograms.Is(context.Request))
        {
            await _otherwise.HandleAsync(next, context, policy, authorizeResult);
            return;
        }
        // Autosave keeps the words on the device and asks its writer to sign in.
        if (context.Request.WantsJson())
        {
            await context
                .RequestServices.GetRequiredService<RefusalTexts>()
                .Problem(StatusCodes.Status401Unauthorized)
                .ExecuteAsync(context);
            return;
        }
        if (!context.Request.HasFormContentType || await FieldsAsync(context.Request, context.RequestAborted) is not { Count: > 0 } fields)
        {
            await _otherwise.HandleAsync(next, context, policy, authorizeResult);
            return;
        }
        var model = new SignedOutModel(context.Request.Path + context.Request.QueryString, fields);
        await SignedOutPage.With(model, StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }

    /// <summary>
    /// What was typed. Files cannot be given back: they are read past, and stay on their owner's device.
    /// </summary>
    private static async Task<List<KeyValuePair<string, string>>> FieldsAsync(HttpRequest request, CancellationToken stop)
    {
        var fields = new List<KeyValuePair<string, string>>();
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Boundary.HasValue)
            await PastFilesAsync(new(HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), request.Body), fields, stop);
        else
            foreach (var (name, values) in await request.ReadFormAsync(stop))
                fields.AddRange(values.Select(value => KeyValuePair.Create(name, value ?? "")));
        return fields.TrueForAll(field => field.Key.StartsWith("__", StringComparison.Ordinal)) ? [] : fields;
    }

    private static async Task PastFilesAsync(MultipartReader parts, List<KeyValuePair<string, string>> fields, CancellationToken stop)
    {
        try
        {
            var (text, left) = (new char[MostCharacters], MostCharacters);
            while (fields.Count < MostFields && left > 0 && await parts.ReadNextSectionAsync(stop) is { } part)
                if (part.AsFormDataSection() is { Name: { Length: > 0 } name })
                {
                    using var reader = new StreamReader(part.Body);
                    var length = await reader.ReadBlockAsync(text.AsMemory(0, left), stop);
                    fields.Add(new(name, new string(text, 0, length)));
                    left -= length;
                }
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException)
        {
            fields.Clear(); // nobody's browser sent it
        }
    }

    private const int MostFields = 2_000;
    private const int MostCharacters = 1_000_000;
}

/// <param name="Action">Where the form was sent, and will be sent again.</param>
/// <param name="Fields">All of it, as typed.</param>
public sealed record SignedOutModel(string Action, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    /// <summary>What a person wrote, to be seen and copied.</summary>
    public IEnumerable<string> Written =>
        Fields
            .Where(one =>
                !one.Key.StartsWith("__", StringComparison.Ordinal) && !one.Key.Contains("password", StringComparison.OrdinalIgnoreCase)
            )
            .Select(one => one.Value)
            .Where(value => value.Length > 20);
}
