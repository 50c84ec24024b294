using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn;

internal static class SignInPages
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sign-in", Show);
        routes.MapPost("/sign-in", Enter);
        routes.MapPost("/sign-out", Leave);
    }

    private static RazorComponentResult<SignInPage> Show(string? @return) =>
        SignInPage.With(new SignInModel(Form.Of(new { Username = "" }), Local(@return)));

    private static async Task<IResult> Enter(Form form, SignInManager<Account> signIn, UserManager<Account> accounts)
    {
        var name = form.Text("Username", 256, required: true);
        var password = form.Text("Password", 256, required: true);
        var back = Local(form["Return"]);
        if (form.Invalid) return Again();

        var account = await accounts.FindByNameAsync(name!) ?? await accounts.FindByEmailAsync(name!);
        var result = account is null ? SignInResult.Failed : await signIn.PasswordSignInAsync(account, password!, isPersistent: true, lockoutOnFailure: true);
        if (result.Succeeded) return SeeOther.To(back);

        form.Errors.Add("", result.IsLockedOut ? "SignIn.Locked" : "SignIn.Wrong");
        return Again();

        RazorComponentResult<SignInPage> Again() =>
            SignInPage.With(new SignInModel(Form.Of(new { Username = form["Username"] }, form.Errors), back), StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<SeeOther> Leave(Form form, HttpContext http)
    {
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        await http.SignOutAsync(SignInSetup.CardScheme);
        return SeeOther.To("/").Saying<Texts>("SignOut.Done");
    }

    private static string Local(string? address) => SeeOther.IsLocal(address) ? address! : "/";
}
