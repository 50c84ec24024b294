using System.Security.Claims;
using Cairn.Audit;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cairn.SignIn.Accounts;

internal static class AccountPages
{
    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        var person = routes.MapGroup("/account").RequirePerson();
        person.MapGet("", Show);
        person.MapPost("language", KeepLanguage);

        var account = routes.MapGroup("/account").RequireAccount();
        account.MapPost("presence", ChoosePresence);
        account.MapGet("password", AskForPassword);
        account.MapPost("password", ChangePassword).RequireFreshSignIn(passwordIn: "Current").RequireRateLimiting(RateLimits.SignIn);
        account.MapAuthenticator();
        account.MapPasskeys();
        account.MapSessions();
        account.MapProof();
    }

    private static async Task<RazorComponentResult<AccountPage>> Show(
        HttpContext http,
        CairnDb db,
        Presences presences,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var actor = http.Actor();
        return AccountPage.With(
            new AccountModel(
                actor.Name,
                [
                    .. actor
                        .Roles.OrderBy(held => held.Role)
                        .Select(held => new AccountRole(held.Role.ToString(), held.WholeDistrict ? null : held.Place)),
                ],
                Form.Of(new { Language = actor.Language ?? System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName }),
                Guid.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), out var account)
                && await Safety.FirstOrDefaultAsync(db, account, stop) is { } safety
                    ? await SecurityAsync(db, http, account, safety, presences, clock.Now(), stop)
                    : null
            )
        );
    }

    private static async Task<AccountSecurity> SecurityAsync(
        CairnDb db,
        HttpContext http,
        Guid account,
        AccountSafety safety,
        Presences presences,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var actor = http.Actor();
        return new AccountSecurity(
            [
                .. (await presences.PlacesOfAsync(account, stop)).Select(one => new AccountPlace(
                    one.Person.Id.ToString(),
                    one.District,
                    one.Person.Name,
                    [.. one.Roles.Select(role => role.ToString())],
                    one.Person.Id == actor.PersonId
                )),
            ],
            safety.Passkeys,
            safety.SecondStep,
            [
                .. (await db.OpenSessionsAsync(account, now, stop))
                    .Select(one => SessionLine.Of(one, http.FindSession(), actor.Zone, now))
                    .OrderByDescending(one => one.Now),
            ],
            actor.Has(SchoolRole.Operator) && safety is { Passkeys: 0, SecondStep: false }
        );
    }

    private static readonly CompiledQuery<Guid, AccountSafety> Safety = new(
        (db, id) =>
            db
                .Users.Where(account => account.Id == id)
                .Select(account => new AccountSafety(
                    account.TwoFactorEnabled,
                    db.UserPasskeys.Count(passkey => passkey.UserId == account.Id)
                ))
    );

    private sealed record AccountSafety(bool SecondStep, int Passkeys);

    private static async Task<SeeOther> KeepLanguage(Form form, HttpContext http, CairnDb db, CancellationToken stop)
    {
        if (CairnCulture.Known(form["Language"]) is { } language)
        {
            await db.KeepLanguageAsync(http.Actor(), language, stop);
            ReaderLanguage.Remember(http.Response, language);
        }
        return SeeOther.To("/account").Saying<Texts>("Account.LanguageKept");
    }

    /// <summary>The choice is kept with the account, so that the next sign-in begins there.</summary>
    private static async Task<Results<SeeOther, NotFound>> ChoosePresence(
        Form form,
        HttpContext http,
        CairnDb db,
        UserManager<Account> accounts,
        SignInManager<Account> signIn,
        Presences presences,
        CancellationToken stop
    )
    {
        var account = await accounts.OfAsync(http);
        var chosen = (await presences.OfAsync(account.Id, stop)).Find(one => one.Id.ToString() == form["Person"]);
        if (chosen is null)
            return TypedResults.NotFound();

        await accounts.ChooseAsync(account, chosen);
        await signIn.RefreshSignInAsync(account);
        var district = await db.Districts.Where(one => one.Id == chosen.DistrictId).Select(one => one.Name).SingleAsync(stop);
        return SeeOther.To("/").Saying<Texts>("Account.PlaceChanged", district);
    }

    private static async Task<RazorComponentResult<PasswordPage>> AskForPassword(
        HttpContext http,
        CairnDb db,
        UserManager<Account> accounts,
        TimeProvider clock,
        CancellationToken stop
    ) => PasswordPage.With(await PasswordAsync(db, http, accounts, Form.Empty(), clock.Now(), stop));

    private static async Task<IResult> ChangePassword(
        Form form,
        HttpContext http,
        CairnDb db,
        UserManager<Account> accounts,
        SignInManager<Account> signIn,
        AccessEnding ending,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var (actor, account, now) = (http.Actor(), await accounts.OfAsync(http), clock.Now());
        var password = form.NewPassword("Password");
        await form.CheckPasswordAsync("Current", account, signIn);
        if (form.Invalid)
            return await AgainAsync();

        var kept = form.Ticked("KeepTokens");
        var changed = await ending.ChangePasswordAsync(actor, account, form["Current"]!, password!, kept, http.FindSession(), now, stop);
        if (!changed.Succeeded)
        {
            changed.Tell(form, "Password");
            return await AgainAsync();
        }
        await ending.RemovePasskeysAsync(actor, account, form.All("Passkey"), now);
        await signIn.RefreshSignInAsync(account);
        return SeeOther.To("/account").Saying<Texts>(kept ? "PasswordChange.Done" : "PasswordChange.DoneTokensToo");

        async Task<IResult> AgainAsync()
        {
            var again = Form.Of(new { KeepTokens = form.Ticked("KeepTokens") }, form.Errors).Set("Passkey", form.All("Passkey"));
            return PasswordPage.With(await PasswordAsync(db, http, accounts, again, now, stop), StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static async Task<PasswordModel> PasswordAsync(
        CairnDb db,
        HttpContext http,
        UserManager<Account> accounts,
        Form form,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        new(
            form,
            await db.UsableTokensAsync(http.Actor(), now, stop),
            await db.PasskeyChoicesAsync(accounts, await accounts.OfAsync(http), stop)
        );
}
