using Cairn.SignIn.Sessions;

namespace Cairn.SignIn.Accounts;

/// <summary>
/// The <see cref="SecondStep"/> is turned on, renewed and turned off. A browser was asked who is there before the key and the first code;
/// a token brings the password with them.
/// </summary>
internal static class Authenticator
{
    private const string Address = "/account/authenticator";

    public static void MapAuthenticator(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Address).RequireAccount();
        pages.MapGet("", Show).RequireFreshSignIn(); // it shows the key during set-up
        pages
            .MapPost("key", MakeKey)
            .RequireFreshSignIn()
            .AsPage<AuthenticatorKey>(Show, (_, http) => BackAsync(http))
            .InOtherWords("POST /api/v1/me/authenticator/key");
        pages
            .MapPost("", TurnOn)
            .RequireFreshSignIn()
            .RequireRateLimiting(RateLimits.SignIn)
            .AsPage<RecoveryCodesAnswer>(Show, ShowCodesAsync)
            .InOtherWords("POST /api/v1/me/authenticator");
        pages
            .MapPost("recovery-codes", NewCodes)
            .RequireFreshSignIn(passwordIn: "Password")
            .RequireRateLimiting(RateLimits.SignIn)
            .AsPage<RecoveryCodesAnswer>(Show, ShowCodesAsync);
        pages
            .MapPost("removal", TurnOff)
            .RequireFreshSignIn(passwordIn: "Password")
            .RequireRateLimiting(RateLimits.SignIn)
            .AsPage<Done>(Show, (_, http) => BackAsync(http, Texts.AuthenticatorTurnedOff));

        var api = routes.MapGroup("/api/v1/me/authenticator").RequirePerson().WithTags("Me");
        api.MapGet("", Get).WithSummary("Whether the second step is on, and how many recovery codes are left");
        var changes = api.MapGroup("").RequireRateLimiting(RateLimits.SignIn).WithBodyOfAtMost(4096);
        changes.MapPost("key", MakeKeyWithPassword).WithSummary("A new key for the app, while the step is off; takes the password");
        changes.MapPost("", TurnOnWithPassword).WithSummary("Turn it on with a first code of the app; the recovery codes are given once");
        changes.MapPost("recovery-codes", NewCodes).WithSummary("New recovery codes, given once; takes the password and a code");
        changes.MapPost("removal", TurnOff).WithSummary("Turn it off; takes the password and a code");
    }

    private static async Task<Outcome<AuthenticatorKey>> MakeKey(Visit visit, OwnAccount own) =>
        await (await own.FindAsync(visit)).ThenAsync(account => visit.MakeKeyAsync(own.Accounts, account));

    private static async Task<Outcome<AuthenticatorKey>> MakeKeyWithPassword(Input<PasswordProof> asked, Visit visit, OwnAccount own) =>
        await (await own.ProveAsync(visit, asked.Value.Password)).ThenAsync(account => visit.MakeKeyAsync(own.Accounts, account));

    private static async Task<Outcome<RecoveryCodesAnswer>> TurnOn(Input<CodeTyped> asked, Visit visit, OwnAccount own) =>
        await (await own.FindAsync(visit)).ThenAsync(account => visit.TurnOnAsync(own.Accounts, account, asked.Value.Code));

    private static async Task<Outcome<RecoveryCodesAnswer>> TurnOnWithPassword(Input<FirstCode> asked, Visit visit, OwnAccount own) =>
        await (await own.ProveAsync(visit, asked.Value.Password)).ThenAsync(account =>
            visit.TurnOnAsync(own.Accounts, account, asked.Value.Code)
        );

    private static async Task<Outcome<RecoveryCodesAnswer>> NewCodes(Input<PasswordProof> asked, Visit visit, OwnAccount own) =>
        await (await own.ProveAsync(visit, asked.Value.Password, asked.Value.Code, "password")).ThenAsync(account =>
            visit.NewCodesAsync(own.Accounts, account)
        );

    private static async Task<Outcome<Done>> TurnOff(Input<PasswordProof> asked, Visit visit, OwnAccount own) =>
        await (await own.ProveAsync(visit, asked.Value.Password, asked.Value.Code, "password")).ThenAsync(account =>
            visit.TurnOffAsync(own.Accounts, account)
        );

    private static async Task<IResult> BackAsync(HttpContext http, string? said = null)
    {
        await OwnAccount.StayAsync(http);
        var back = SeeOther.To(Address);
        return said is null ? back : back.Saying<Texts>(said);
    }

    /// <summary>The answer is the page itself: only it shows the codes.</summary>
    private static async Task<IResult> ShowCodesAsync(RecoveryCodesAnswer made, HttpContext http)
    {
        await OwnAccount.StayAsync(http);
        return RecoveryCodesPage.With(new RecoveryCodesModel(made.Codes));
    }

    private static async Task<IResult> Show(Visit visit, Form form, OwnAccount own)
    {
        var account = (await own.FindAsync(visit)).Value;
        var key = account.TwoFactorEnabled ? null : await visit.KeyAsync(own.Accounts, account);
        var left = account.TwoFactorEnabled ? await own.Accounts.CountRecoveryCodesAsync(account) : 0;
        // What was typed is a secret, so it has to be typed again.
        return AuthenticatorPage.With(
            new AuthenticatorModel(Form.Of(new { }, form.Errors), key?.Key, key?.Address, account.TwoFactorEnabled, left)
        );
    }

    private static async Task<Outcome<AuthenticatorAnswer>> Get(Visit visit, OwnAccount own) =>
        await (await own.FindAsync(visit)).ThenAsync<AuthenticatorAnswer>(async account => new AuthenticatorAnswer(
            account.TwoFactorEnabled,
            account.TwoFactorEnabled ? await own.Accounts.CountRecoveryCodesAsync(account) : 0
        ));
}
