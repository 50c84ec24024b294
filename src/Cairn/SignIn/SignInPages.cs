using Cairn.SignIn.Accounts;
using Cairn.SignIn.Cards;
using Cairn.SignIn.Guessing;
using Cairn.SignIn.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn;

internal static class SignInPages
{
    public const string SessionOnly = "It is about this browser's own session; a program has a token instead.";

    public static void MapSignInPages(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-out", Leave).OnlyForBrowsers(SessionOnly);
        routes.MapGet("/denied", Denied);
        routes.MapGet("/sign-in", Show);
        routes.MapGet("/sign-in/code", AskForCode);
        // Looking is free, trying is not.
        var signIn = routes.MapGroup("/sign-in").RequireRateLimiting(RateLimits.SignIn).OnlyForBrowsers(SessionOnly);
        signIn.MapPost("", Enter);
        signIn.MapPost("code", EnterCode);
        signIn.MapPost("passkey/options", PasskeyOptions);
        signIn.MapPost("passkey", EnterWithPasskey);
    }

    private static RazorComponentResult<SignInPage> Show(string? @return) =>
        SignInPage.With(new SignInModel(Form.Of(new { Username = "" }), Local(@return)));

    /// <summary>
    /// NOTE: the same statements in the same order and one password hash, whether or not somebody has the name or a password: neither words
    /// nor time reveal it.
    /// </summary>
    private static async Task<IResult> Enter(
        Form form,
        HttpContext http,
        SignInManager<Account> signIn,
        UserManager<Account> accounts,
        Presences presences,
        Guesses guesses,
        SignInTrail trail
    )
    {
        var name = form.Text("Username", 256, required: true);
        var password = form["Password"];
        if (string.IsNullOrEmpty(password))
            form.Errors.Add("Password", "input.required");
        var back = Local(form["Return"]);
        if (form.Invalid)
            return Again();

        OwnDevice.Say(http, form.Ticked(OwnDevice.Field));
        var (named, mailed) = (await accounts.FindByNameAsync(name!), await FindByEmailAsync(accounts, name!));
        var account = named ?? mailed;
        var made = await guesses.AdmitAsync(Door.Password, accounts.NormalizeName(name!), account?.Id, http.RequestAborted);
        if (http.MustWait(made, form))
            return Again(StatusCodes.Status429TooManyRequests);

        var result = account is { PasswordHash: not null }
            ? await signIn.PasswordSignInAsync(account, password!, isPersistent: false, lockoutOnFailure: false)
            : await LookBusyAsync(accounts, password!);
        if (result.Succeeded || result.RequiresTwoFactor)
            await guesses.TakeBackAsync(made, http.RequestAborted);
        if (result.RequiresTwoFactor)
            return SeeOther.To($"/sign-in/code?return={Uri.EscapeDataString(back)}{(form.Ticked(OwnDevice.Field) ? "&own=true" : "")}");
        if (result.Succeeded)
            return await DoneAsync(http, account!, presences, trail, "password", back);

        await trail.FailedAsync(made, account?.Id, "password", http.RequestAborted);
        form.Errors.Add("", Texts.SignInWrong);
        return Again();

        RazorComponentResult<SignInPage> Again(int status = StatusCodes.Status422UnprocessableEntity) =>
            SignInPage.With(
                new SignInModel(Form.Of(new { Username = form["Username"], OwnDevice = form.Ticked(OwnDevice.Field) }, form.Errors), back),
                status
            );
    }

    private static async Task<IResult> AskForCode(string? @return, bool? own, SignInManager<Account> signIn) =>
        await signIn.GetTwoFactorAuthenticationUserAsync() is null
            ? SeeOther.To("/sign-in")
            : SecondStepPage.With(new SecondStepModel(Form.Empty(), Local(@return), own is true));

    /// <summary>Six digits are the app's; anything longer is one of the recovery codes.</summary>
    private static async Task<IResult> EnterCode(
        Form form,
        HttpContext http,
        SignInManager<Account> signIn,
        Presences presences,
        Guesses guesses,
        SignInTrail trail
    )
    {
        var back = Local(form["Return"]);
        OwnDevice.Say(http, form.Ticked(OwnDevice.Field));
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } account)
            return SeeOther.To("/sign-in").Saying<Texts>(Tone.Yours, Texts.SecondStepTooLate);
        if (form.Text("Code", 40, required: true) is not { } typed || form.Invalid)
            return Again();

        var made = await guesses.AdmitAsync(Door.Code, account.Id.ToString("N"), account.Id, http.RequestAborted);
        if (http.MustWait(made, form))
            return Again(StatusCodes.Status429TooManyRequests);

        var digits = TotpCode.Read(typed);
        var (how, result) = digits is not null
            ? ("code", await signIn.TwoFactorAuthenticatorSignInAsync(digits, isPersistent: false, rememberClient: false))
            : ("recovery-code", await signIn.TwoFactorRecoveryCodeSignInAsync(typed.Trim().ToUpperInvariant()));
        if (result.Succeeded)
        {
            await guesses.TakeBackAsync(made, http.RequestAborted);
            return await DoneAsync(http, account, presences, trail, how, back);
        }
        await trail.FailedAsync(made, account.Id, how, http.RequestAborted);
        form.Errors.Add("Code", "sign-in.code-wrong");
        return Again();

        RazorComponentResult<SecondStepPage> Again(int status = StatusCodes.Status422UnprocessableEntity) =>
            SecondStepPage.With(new SecondStepModel(Form.Of(new { Code = "" }, form.Errors), back, form.Ticked(OwnDevice.Field)), status);
    }

    private static async Task<ContentHttpResult> PasskeyOptions(Form form, SignInManager<Account> signIn) =>
        TypedResults.Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json");

    private static async Task<IResult> EnterWithPasskey(
        Form form,
        string? @return,
        HttpContext http,
        CairnDb db,
        SignInManager<Account> signIn,
        UserManager<Account> accounts,
        Presences presences,
        SignInTrail trail,
        TimeProvider clock
    )
    {
        var back = Local(@return);
        var begun = (await http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Succeeded;
        var credential = begun && form["credential"] is { Length: > 0 and < 20_000 } sent ? sent : null;
        var result = credential is null ? SignInResult.Failed : await signIn.PasskeySignInAsync(credential);
        if (result.Succeeded && await accounts.FindByPasskeyIdAsync(Passkeys.IdIn(credential!)) is { } account)
        {
            await db.PasskeyUsedAsync(Passkeys.IdIn(credential!), clock.Now(), http.RequestAborted);
            return await DoneAsync(http, account, presences, trail, "passkey", back);
        }

        var errors = new FormErrors();
        errors.Add("", Texts.SignInPasskeyUnknown);
        return SignInPage.With(new SignInModel(Form.Of(new { Username = "" }, errors), back), StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<SeeOther> Leave(Form form, HttpContext http, CairnDb db, TimeProvider clock)
    {
        await db.LeftAsync(http, clock.Now(), http.RequestAborted);
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        await http.SignOutAsync(SignInSetup.CardScheme);
        return SeeOther.To("/").Saying<Texts>(Texts.SignOutDone);
    }

    private static StatusCodeHttpResult Denied() => TypedResults.StatusCode(StatusCodes.Status403Forbidden);

    /// <summary>A child's card on the same machine would win over the account, so it is set aside.</summary>
    private static async Task<SeeOther> DoneAsync(
        HttpContext http,
        Account account,
        Presences presences,
        SignInTrail trail,
        string how,
        string back
    )
    {
        var present = await presences.OfAsync(account.Id, http.RequestAborted);
        if (present.Count == 0)
        {
            await http.SignOutAsync(IdentityConstants.ApplicationScheme);
            return SeeOther.To("/sign-in").Saying<Texts>(Tone.Yours, Texts.SignInNoPresence);
        }
        await trail.ArrivedAsync(account, how, http.RequestAborted);
        // The language that somebody reads best goes to the browser in which they sign in.
        Preferences.RememberLanguage(http.Response, present.Select(person => person.Language).FirstOrDefault(one => one is not null));
        await http.SignOutAsync(SignInSetup.CardScheme);
        return SeeOther.To(back);
    }

    /// <summary>Addresses are not unique (families share one): an address that several accounts share names none of them.</summary>
    private static async Task<Account?> FindByEmailAsync(UserManager<Account> accounts, string email)
    {
        var normalized = accounts.NormalizeEmail(email);
        return
            await accounts
                .Users.Where(account => account.NormalizedEmail == normalized)
                .OrderBy(account => account.NormalizedEmail)
                .Take(2)
                .ToListAsync()
                is [var only]
            ? only
            : null;
    }

    /// <summary>Takes as long as a wrong password, so that time does not reveal who has an account.</summary>
    private static Task<SignInResult> LookBusyAsync(UserManager<Account> accounts, string password)
    {
        accounts.PasswordHasher.HashPassword(new Account(), password);
        return Task.FromResult(SignInResult.Failed);
    }

    private static string Local(string? address) => SeeOther.IsLocal(address) ? address! : "/";
}
