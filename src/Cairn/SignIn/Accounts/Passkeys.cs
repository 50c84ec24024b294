using System.Buffers.Text;
using Cairn.Audit;
using Cairn.SignIn.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.Accounts;

/// <summary>Passkeys (WebAuthn) of an account; the ceremony is ASP.NET Core Identity's.</summary>
internal static class Passkeys
{
    private const int Most = 20;
    private const string Address = "/account/passkeys";
    private const string Ceremony = "A passkey is made between a browser, its device and this origin; a program has no part in it.";

    public static void MapPasskeys(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Address).RequireAccount();
        pages.MapGet("", Show);
        pages.MapPost("options", Options).RequireFreshSignIn().OnlyForBrowsers(Ceremony);
        pages.MapPost("", Add).RequireFreshSignIn().AsPage<Done>(Show, (_, _) => Said(Texts.PasskeysAdded)).OnlyForBrowsers(Ceremony);
        pages.MapPost("{id}/name", Rename).AsPage<Done>(Show, (_, _) => Said(Texts.PasskeysRenamed));
        pages
            .MapPost("{id}/removal", Remove)
            .RequireFreshSignIn()
            .AsPage<Done>(Show, (_, _) => Said(Texts.PasskeysRemoved))
            .InOtherWords("POST /api/v1/me/passkeys/{id}/removal");

        var api = routes.MapGroup("/api/v1/me/passkeys").RequirePerson().WithTags("Me");
        api.MapGet("", List).WithSummary("My passkeys; adding one takes a browser");
        api.MapPut("{id}/name", Rename).WithSummary("Give one another name").WithBodyOfAtMost(1024);
        api.MapPost("{id}/removal", RemoveWithPassword)
            .WithSummary("It no longer signs in; takes the password")
            .WithBodyOfAtMost(4096)
            .RequireRateLimiting(RateLimits.SignIn);
    }

    /// <summary>The credential's id in a browser's answer that Identity has accepted.</summary>
    public static byte[] IdIn(string credential)
    {
        using var json = JsonDocument.Parse(credential);
        return Base64Url.DecodeFromChars(json.RootElement.GetProperty("id").GetString());
    }

    private static async Task<ContentHttpResult> Options(Form form, Visit visit, OwnAccount own, SignInManager<Account> signIn)
    {
        var account = (await own.FindAsync(visit)).Value;
        var user = new PasskeyUserEntity
        {
            Id = account.Id.ToString(),
            Name = account.UserName!,
            DisplayName = visit.Actor.Name,
        };
        return TypedResults.Content(await signIn.MakePasskeyCreationOptionsAsync(user), "application/json");
    }

    private static async Task<Outcome<Done>> Add(
        Form form,
        Visit visit,
        OwnAccount own,
        SignInManager<Account> signIn,
        IStringLocalizer<Texts> texts,
        HttpContext http
    )
    {
        var account = (await own.FindAsync(visit)).Value;
        var count = (await own.Accounts.GetPasskeysAsync(account)).Count;
        if (count >= Most)
            return new Refusal("sign-in.too-many-passkeys", null, Most);

        var begun = (await http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Succeeded;
        if (!begun || form["credential"] is not { Length: > 0 and < 20_000 } credential)
            return new Refusal("sign-in.passkey-failed");
        var attestation = await signIn.PerformPasskeyAttestationAsync(credential);
        if (!attestation.Succeeded || attestation.UserEntity.Id != account.Id.ToString())
            return new Refusal("sign-in.passkey-failed");

        attestation.Passkey.Name = texts[Texts.PasskeysUnnamed, count + 1];
        visit.Db.Audit(visit.Actor, "account.passkey-added", visit.Actor.PersonId, visit.Now);
        (await own.Accounts.AddOrUpdatePasskeyAsync(account, attestation.Passkey)).Demand();
        return default(Done);
    }

    private static async Task<Outcome<Done>> Rename(string id, Input<PasskeyName> asked, Visit visit, OwnAccount own) =>
        await (await own.FindAsync(visit)).ThenAsync(account => visit.RenamePasskeyAsync(own.Accounts, account, id, asked.Value.Name));

    private static async Task<Outcome<Done>> Remove(string id, Visit visit, OwnAccount own) =>
        await (await own.FindAsync(visit)).ThenAsync(account => visit.RemovePasskeyAsync(own.Accounts, account, id));

    private static async Task<Outcome<Done>> RemoveWithPassword(string id, Input<PasswordProof> asked, Visit visit, OwnAccount own) =>
        await (await own.ProveAsync(visit, asked.Value.Password, asked.Value.Code, "password")).ThenAsync(account =>
            visit.RemovePasskeyAsync(own.Accounts, account, id)
        );

    private static SeeOther Said(string key) => SeeOther.To(Address).Saying<Texts>(key);

    private static async Task<IResult> Show(Visit visit, Form form, OwnAccount own, HttpContext http) =>
        PasskeysPage.With(
            new PasskeysModel(
                form,
                await visit.PasskeysAsync(own.Accounts, (await own.FindAsync(visit)).Value),
                http.FindSession()?.IsFresh(visit.Now) is true
            )
        );

    private static async Task<Outcome<ListOf<PasskeyAnswer>>> List(Visit visit, OwnAccount own) =>
        await (await own.FindAsync(visit)).ThenAsync<ListOf<PasskeyAnswer>>(async account => new ListOf<PasskeyAnswer>(
            [.. (await visit.PasskeysAsync(own.Accounts, account)).Select(PasskeyAnswer.Of)],
            null
        ));
}
