using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

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
        if (!authorizeResult.Challenged || !IsTypedForm(context.Request))
        {
            await _otherwise.HandleAsync(next, context, policy, authorizeResult);
            return;
        }
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var fields = form.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? ""))).ToList();
        var model = new SignedOutModel(context.Request.Path + context.Request.QueryString, fields);
        await SignedOutPage.With(model, StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }

    // Files cannot be returned; they are sent as multipart, and stay on their owner's device.
    private static bool IsTypedForm(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && !ForPrograms.Is(request)
        && request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is true
        && request.Headers.Accept.ToString() is var accept
        && (accept.Contains("text/html", StringComparison.OrdinalIgnoreCase) || accept is "" or "*/*");
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
