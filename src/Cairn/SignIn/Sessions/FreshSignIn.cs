using Cairn.Foundation.Html.Errors;
using Cairn.SignIn.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.Sessions;

/// <summary>
/// An open session is not its owner. Adding or changing a way in asks who is there, unless password, passkey or second step were given in
/// this session within ten minutes. A form that has to wait comes back complete, with the question on top, and then goes where it was
/// going.
/// </summary>
internal static class FreshSignIn
{
    public const string Address = "/account/confirm";

    /// <param name="route">A page or the form of a page.</param>
    /// <param name="passwordIn">The form's own field for the current password, which its handler checks: then only a second step is asked
    /// for.</param>
    public static RouteHandlerBuilder RequireFreshSignIn(this RouteHandlerBuilder route, string? passwordIn = null) =>
        route
            .WithMetadata(new FreshSignInRequired())
            .AddEndpointFilter(async (context, next) => await AskAsync(context.HttpContext, passwordIn) ?? await next(context));

    public static string AddressFor(string back) => $"{Address}?return={Uri.EscapeDataString(back)}";

    /// <summary>Null: go on.</summary>
    private static async Task<IResult?> AskAsync(HttpContext http, string? passwordIn)
    {
        var services = http.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().Now();
        if (http.FindSession() is not { AccountId: not null } session || session.IsFresh(now))
            return null; // somebody not signed in gets another refusal
        if (HttpMethods.IsGet(http.Request.Method))
            return SeeOther.To(AddressFor(http.Request.Path + http.Request.QueryString));
        var form = await Form.OfAsync(http);
        // A file cannot wait in a page: its form is opened again.
        if (form.Files.Count > 0)
            return SeeOther.To(AddressFor(ErrorPages.CameFrom(http.Request) ?? http.Request.Path));
        if (IsScript(http.Request))
            return Problem(http);

        var account = await services.GetRequiredService<UserManager<Account>>().OfAsync(http);
        if (passwordIn is not null && !account.TwoFactorEnabled)
            return null;

        var proving = services.GetRequiredService<Proving>();
        // Errors in the waiting form are reported when it gets there.
        var proof = Proving.In(form);
        var status = StatusCodes.Status403Forbidden;
        if (proof.Names.Any())
        {
            if (await proving.TakesAsync(proof, account, session, passwordIn is null, http))
                return null;
            status = StatusCodes.Status422UnprocessableEntity;
        }
        return await proving.AskAsync(ProofModel.Of(http.Request, form, proof.Errors, passwordIn is null), account, status);
    }

    /// <summary>A script that asks for a page's data cannot show the question; it is told where it is asked.</summary>
    private static bool IsScript(HttpRequest request) => request.Headers.Accept.ToString() is "application/json";

    private static IResult Problem(HttpContext http)
    {
        http.Response.Headers.Location = AddressFor(ErrorPages.CameFrom(http.Request) ?? "/account");
        return http.RequestServices.GetRequiredService<RefusalTexts>().Problem(Refusal.Forbidden("sign-in.confirm"));
    }
}

/// <summary>
/// On every address that <see cref="FreshSignIn.RequireFreshSignIn"/> guards, so that a test can find those that are not.
/// </summary>
internal sealed record FreshSignInRequired;
