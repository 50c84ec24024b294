using System.Buffers.Text;
using System.Text.Json;
using Cairn.Audit;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.SignIn.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Cairn.SignIn.Accounts;

/// <summary>Passkeys (WebAuthn) of an account; the ceremony is ASP.NET Core Identity's.</summary>
internal static class PasskeyPages
{
    private const int Most = 20;
    public const int LongestName = 60;

    public static void MapPasskeys(this IEndpointRouteBuilder account)
    {
        account.MapGet("passkeys", Show);
        account.MapPost("passkeys/options", Options).RequireFreshSignIn();
        account.MapPost("passkeys", Add).RequireFreshSignIn();
        account.MapPost("passkeys/{id}/name", Rename);
        account.MapPost("passkeys/{id}/removal", Remove).RequireFreshSignIn();
    }

    /// <summary>The credential's id in a browser's answer that Identity has accepted.</summary>
    public static byte[] IdIn(string credential)
    {
        using var json = JsonDocument.Parse(credential);
        return Base64Url.DecodeFromChars(json.RootElement.GetProperty("id").GetString());
    }

    private static async Task<RazorComponentResult<PasskeysPage>> Show(
        HttpContext http,
        CairnDb db,
        UserManager<Account> accounts,
        TimeProvider clock
    ) => PasskeysPage.With(await ModelAsync(db, http, accounts, [], clock.Now()));

    private static async Task<ContentHttpResult> Options(
        Form form,
        HttpContext http,
        UserManager<Account> accounts,
        SignInManager<Account> signIn
    )
    {
        var account = await accounts.OfAsync(http);
        var user = new PasskeyUserEntity
        {
            Id = account.Id.ToString(),
            Name = account.UserName!,
            DisplayName = http.Actor().Name,
        };
        return TypedResults.Content(await signIn.MakePasskeyCreationOptionsAsync(user), "application/json");
    }

    private static async Task<IResult> Add(
        Form form,
        HttpContext http,
        CairnDb db,
        UserManager<Account> accounts,
        SignInManager<Account> signIn,
        IStringLocalizer<Texts> texts,
        TimeProvider clock
    )
    {
        var account = await accounts.OfAsync(http);
        var count = (await accounts.GetPasskeysAsync(account)).Count;
        if (count >= Most)
            return await AgainAsync("Passkeys.TooMany", Most);

        var begun = (await http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Succeeded;
        if (!begun || form["credential"] is not { Length: > 0 and < 20_000 } credential)
            return await AgainAsync("Passkeys.Failed");
        var attestation = await signIn.PerformPasskeyAttestationAsync(credential);
        if (!attestation.Succeeded || attestation.UserEntity.Id != account.Id.ToString())
            return await AgainAsync("Passkeys.Failed");

        attestation.Passkey.Name = texts["Passkeys.Unnamed", count + 1];
        db.Audit(http.Actor(), "account.passkey-added", http.Actor().PersonId, clock.Now());
        (await accounts.AddOrUpdatePasskeyAsync(account, attestation.Passkey)).Demand();
        return SeeOther.To("/account/passkeys").Saying<Texts>("Passkeys.Added");

        async Task<IResult> AgainAsync(string key, params object[] arguments)
        {
            var errors = new FormErrors();
            errors.Add("", key, arguments);
            return PasskeysPage.With(await ModelAsync(db, http, accounts, errors, clock.Now()), StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static async Task<IResult> Rename(
        string id,
        Form form,
        HttpContext http,
        CairnDb db,
        UserManager<Account> accounts,
        TimeProvider clock
    )
    {
        var account = await accounts.OfAsync(http);
        if (await FindAsync(accounts, account, id) is not { } passkey)
            return TypedResults.NotFound();
        if (form.Text("Name", LongestName, required: true) is not { } name || form.Invalid)
            return PasskeysPage.With(
                await ModelAsync(db, http, accounts, form.Errors, clock.Now()),
                StatusCodes.Status422UnprocessableEntity
            );

        await accounts.RenameAsync(account, passkey, name);
        return SeeOther.To("/account/passkeys").Saying<Texts>("Passkeys.Renamed");
    }

    private static async Task<IResult> Remove(
        string id,
        Form form,
        HttpContext http,
        CairnDb db,
        UserManager<Account> accounts,
        TimeProvider clock
    )
    {
        var account = await accounts.OfAsync(http);
        if (await FindAsync(accounts, account, id) is not { } passkey)
            return TypedResults.NotFound();

        await db.RemoveAsync(accounts, http.Actor(), account, passkey, clock.Now());
        return SeeOther.To("/account/passkeys").Saying<Texts>("Passkeys.Removed");
    }

    public static async Task RemoveAsync(
        this CairnDb db,
        UserManager<Account> accounts,
        Actor actor,
        Account account,
        UserPasskeyInfo passkey,
        DateTimeOffset now
    )
    {
        db.Audit(actor, "account.passkey-removed", actor.PersonId, now);
        (await accounts.RemovePasskeyAsync(account, passkey.CredentialId)).Demand();
    }

    public static async Task RenameAsync(this UserManager<Account> accounts, Account account, UserPasskeyInfo passkey, string name)
    {
        passkey.Name = name;
        (await accounts.AddOrUpdatePasskeyAsync(account, passkey)).Demand();
    }

    public static async Task<UserPasskeyInfo?> FindAsync(UserManager<Account> accounts, Account account, string id) =>
        (await accounts.GetPasskeysAsync(account)).FirstOrDefault(one => Base64Url.EncodeToString(one.CredentialId) == id);

    private static async Task<PasskeysModel> ModelAsync(
        CairnDb db,
        HttpContext http,
        UserManager<Account> accounts,
        FormErrors errors,
        DateTimeOffset now
    ) =>
        new(
            Form.Of(new { }, errors),
            await db.PasskeyChoicesAsync(accounts, await accounts.OfAsync(http), http.RequestAborted),
            http.FindSession()?.IsFresh(now) is true
        );
}

/// <param name="Form">Only what went wrong.</param>
/// <param name="Fresh">One can be added now; else the reader says first who they are.</param>
public sealed record PasskeysModel(Form Form, IReadOnlyList<PasskeyChoice> Passkeys, bool Fresh);
