using Cairn.Audit;
using Cairn.SignIn.Accounts;
using Cairn.SignIn.Guessing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.Sessions;

/// <summary>
/// Asks who is there and takes the answer: the password, with the code if there is a second step, or a passkey, which is both.
/// </summary>
internal sealed class Proving(
    CairnDb db,
    UserManager<Account> accounts,
    SignInManager<Account> signIn,
    Guesses guesses,
    SignInTrail trail,
    TimeProvider clock
)
{
    public const string Prefix = "Proof.";
    public const string Password = Prefix + "Password";
    public const string Code = Prefix + "Code";
    public const string Credential = Prefix + "Credential";

    private const int LongestCredential = 20_000;

    /// <summary>The waiting form's proof fields, without the errors of its other fields.</summary>
    public static Form In(Form form)
    {
        var proof = Form.Empty();
        foreach (var name in (string[])[Password, Code, Credential])
            if (form[name] is { } typed)
                proof.Set(name, typed);
        return proof;
    }

    public async Task<RazorComponentResult<ProofPage>> AskAsync(ProofModel model, Account account, int status) =>
        ProofPage.With(
            model with
            {
                SecondStep = account.TwoFactorEnabled,
                Passkeys = (await accounts.GetPasskeysAsync(account)).Count > 0,
            },
            status
        );

    /// <summary>Whether the form proves it. If so, the session is fresh again; if not, the form says what is wrong.</summary>
    public async Task<bool> TakesAsync(Form form, Account account, SignInSession session, bool withPassword, HttpContext http)
    {
        if (form[Credential] is { Length: > 0 } credential)
        {
            if (!await IsPasskeyAsync(credential, account, http))
                form.Errors.Add("", Texts.ProofPasskeyWrong);
        }
        else
        {
            if (withPassword)
                await form.CheckPasswordAsync(Password, account, signIn);
            if (!form.Invalid && account.TwoFactorEnabled)
                await CheckCodeAsync(form, account, http);
        }
        var now = clock.Now();
        if (!form.Invalid)
        {
            session.Prove(now);
            await db
                .SignInSessions.Where(one => one.Id == session.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.ProvedAt, now), http.RequestAborted);
        }
        if (http.FindActor() is { } actor)
        {
            db.Audit(actor, form.Invalid ? "session.not-confirmed" : "session.confirmed", session.Id, now);
            await db.SaveChangesAsync(http.RequestAborted);
        }
        return !form.Invalid;
    }

    private async Task CheckCodeAsync(Form form, Account account, HttpContext http)
    {
        if (form.Text(Code, 40, required: true) is not { } typed || form.Invalid)
            return;
        var made = await guesses.AdmitAsync(Door.Code, account.Id.ToString("N"), account.Id, http.RequestAborted);
        if (http.MustWait(made, form))
            return;
        if (await accounts.TakesCodeAsync(account, typed))
        {
            await guesses.TakeBackAsync(made, http.RequestAborted);
            return;
        }
        await trail.FailedAsync(made, account.Id, "proof", http.RequestAborted);
        form.Errors.Add(Code, "sign-in.code-wrong");
    }

    private async Task<bool> IsPasskeyAsync(string credential, Account account, HttpContext http)
    {
        var begun = (await http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Succeeded;
        if (!begun || credential.Length > LongestCredential)
            return false;

        var assertion = await signIn.PerformPasskeyAssertionAsync(credential);
        if (!assertion.Succeeded || assertion.User.Id != account.Id)
            return false;

        (await accounts.AddOrUpdatePasskeyAsync(account, assertion.Passkey)).Demand();
        await db.PasskeyUsedAsync(assertion.Passkey.CredentialId, clock.Now(), http.RequestAborted);
        return true;
    }
}

/// <param name="Action">Where the form goes once it is proved.</param> <param name="Fields">What was typed and waits.</param>
/// <param name="AsksPassword">False: the waiting form contains the password.</param>
public sealed record ProofModel(string Action, IReadOnlyList<KeyValuePair<string, string>> Fields, bool AsksPassword, Form Form)
{
    public bool SecondStep { get; init; }
    public bool Passkeys { get; init; }

    /// <summary>A form that was sent and has to wait.</summary>
    internal static ProofModel Of(HttpRequest request, Form sent, FormErrors errors, bool asksPassword) =>
        new(
            request.Path + request.QueryString,
            [
                .. sent
                    .Names.Where(name =>
                        !name.StartsWith("__", StringComparison.Ordinal)
                        && !name.StartsWith(Proving.Prefix, StringComparison.OrdinalIgnoreCase)
                    )
                    .SelectMany(name => sent.All(name).Select(value => KeyValuePair.Create(name, value))),
            ],
            asksPassword,
            Form.Of(new { }, errors)
        );

    /// <summary>Asked before a page is opened.</summary>
    internal static ProofModel For(string back, FormErrors? errors = null) =>
        new(FreshSignIn.Address, [KeyValuePair.Create("Return", back)], true, Form.Of(new { }, errors));
}
