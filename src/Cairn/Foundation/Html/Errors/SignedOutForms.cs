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
        if (await SentForm.OfAsync(context) is { } sent)
            await SignedOutPage.With(sent, StatusCodes.Status401Unauthorized).ExecuteAsync(context);
        else
            await _otherwise.HandleAsync(next, context, policy, authorizeResult);
    }
}
