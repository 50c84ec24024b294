using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.SignIn.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cairn.SignIn;

internal static class SignInPages
{
    public static void MapSignInPages(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-out", Leave);
        routes.MapGet("/denied", Denied);
        var signIn = routes.MapGroup("/sign-in").RequireRateLimiting(RateLimits.SignIn);
        signIn.MapGet("", Show);
        signIn.MapPost("", Enter);
        signIn.MapGet("code", AskForCode);
        signIn.MapPost("code", EnterCode);
        signIn.MapPost("passkey/options", PasskeyOptions);
        signIn.MapPost("passkey", EnterWithPasskey);
    }

    private static RazorComponentResult<SignInPage> Show(string? @return) =>
        SignInPage.With(new SignInModel(Form.Of(new { Username = "" }), Local(@return)));

    private static async Task<IResult> Enter(Form form, HttpContext http, SignInManager<Account> signIn, UserManager<Account> accounts, Presences presences)
    {
        var name = form.Text("Username", 256, required: true);
        var password = form["Password"];
        if (string.IsNullOrEmpty(password)) form.Errors.Add("Password", "Error.Required");
        var back = Local(form["Return"]);
        if (form.Invalid) return Again();

        var account = await accounts.FindByNameAsync(name!) ?? await FindByEmailAsync(accounts, name!);
        var result = account is null ? await LookBusyAsync(accounts, password!) : await signIn.PasswordSignInAsync(account, password!, isPersistent: true, lockoutOnFailure: true);
        if (result.RequiresTwoFactor) return SeeOther.To("/sign-in/code?return=" + Uri.EscapeDataString(back));
        if (result.Succeeded) return await DoneAsync(http, account!, presences, back);

        form.Errors.Add("", result.IsLockedOut ? "sign-in.locked" : "SignIn.Wrong");
        return Again();

        RazorComponentResult<SignInPage> Again() =>
            SignInPage.With(new SignInModel(Form.Of(new { Username = form["Username"] }, form.Errors), back), StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> AskForCode(string? @return, SignInManager<Account> signIn) =>
        await signIn.GetTwoFactorAuthenticationUserAsync() is null
            ? SeeOther.To("/sign-in")
            : SecondStepPage.With(new SecondStepModel(Form.Empty(), Local(@return)));

    /// <summary>Six digits are the app's; anything longer is one of the recovery codes.</summary>
    private static async Task<IResult> EnterCode(Form form, HttpContext http, SignInManager<Account> signIn, UserManager<Account> accounts, Presences presences)
    {
        var back = Local(form["Return"]);
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } account) return SeeOther.To("/sign-in").Saying<Texts>(Tone.Yours, "SecondStep.TooLate");
        if (form.Text("Code", 40, required: true) is not { } typed || form.Invalid) return Again();

        var result = await accounts.IsLockedOutAsync(account) ? SignInResult.LockedOut : await TryAsync(typed);
        if (result.Succeeded) return await DoneAsync(http, account, presences, back);

        form.Errors.Add(result.IsLockedOut ? "" : "Code", result.IsLockedOut ? "sign-in.locked" : "sign-in.code-wrong");
        return Again();

        async Task<SignInResult> TryAsync(string code)
        {
            if (TotpCode.Read(code) is { } digits)
                return await signIn.TwoFactorAuthenticatorSignInAsync(digits, isPersistent: true, rememberClient: false);

            var recovered = await signIn.TwoFactorRecoveryCodeSignInAsync(code.Trim().ToUpperInvariant());
            if (!recovered.Succeeded) await accounts.AccessFailedAsync(account);
            return recovered;
        }

        RazorComponentResult<SecondStepPage> Again() =>
            SecondStepPage.With(new SecondStepModel(Form.Of(new { Code = "" }, form.Errors), back), StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<ContentHttpResult> PasskeyOptions(Form form, SignInManager<Account> signIn) =>
        TypedResults.Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json");

    private static async Task<IResult> EnterWithPasskey(
        Form form, string? @return, HttpContext http, SignInManager<Account> signIn, UserManager<Account> accounts, Presences presences)
    {
        var back = Local(@return);
        var begun = (await http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Succeeded;
        var credential = begun && form["credential"] is { Length: > 0 and < 20_000 } sent ? sent : null;
        var result = credential is null ? SignInResult.Failed : await signIn.PasskeySignInAsync(credential);
        if (result.Succeeded && await accounts.FindByPasskeyIdAsync(PasskeyPages.IdIn(credential!)) is { } account) return await DoneAsync(http, account, presences, back);

        var errors = new FormErrors();
        errors.Add("", result.IsLockedOut ? "sign-in.locked" : "SignIn.PasskeyUnknown");
        return SignInPage.With(new SignInModel(Form.Of(new { Username = "" }, errors), back), StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<SeeOther> Leave(Form form, HttpContext http)
    {
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        await http.SignOutAsync(SignInSetup.CardScheme);
        return SeeOther.To("/").Saying<Texts>("SignOut.Done");
    }

    private static StatusCodeHttpResult Denied() => TypedResults.StatusCode(StatusCodes.Status403Forbidden);

    /// <summary>A child's card on the same machine would win over the account: it is laid aside.</summary>
    private static async Task<SeeOther> DoneAsync(HttpContext http, Account account, Presences presences, string back)
    {
        var present = await presences.OfAsync(account.Id, http.RequestAborted);
        if (present.Count == 0)
        {
            await http.SignOutAsync(IdentityConstants.ApplicationScheme);
            return SeeOther.To("/sign-in").Saying<Texts>(Tone.Yours, "SignIn.NoPresence");
        }
        ReaderLanguage.Remember(http.Response, present);
        await http.SignOutAsync(SignInSetup.CardScheme);
        return SeeOther.To(back);
    }

    /// <summary>Addresses are not unique (families share one): one that several accounts have names none of them.</summary>
    private static async Task<Account?> FindByEmailAsync(UserManager<Account> accounts, string email)
    {
        var normalized = accounts.NormalizeEmail(email);
        return await accounts.Users.Where(account => account.NormalizedEmail == normalized).Take(2).ToListAsync() is [var only] ? only : null;
    }

    /// <summary>Takes as long as a wrong password does, so that time does not tell who has an account.</summary>
    private static Task<SignInResult> LookBusyAsync(UserManager<Account> accounts, string password)
    {
        accounts.PasswordHasher.HashPassword(new Account(), password);
        return Task.FromResult(SignInResult.Failed);
    }

    private static string Local(string? address) => SeeOther.IsLocal(address) ? address! : "/";
}
