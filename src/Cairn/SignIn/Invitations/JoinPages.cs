using Cairn.SignIn.Accounts;
using Cairn.SignIn.Guessing;
using Cairn.SignIn.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Cairn.SignIn.Invitations;

/// <summary>
/// The way in for invited people: with the link, or with the code typed from paper. Everything that does not open looks the same, whatever
/// it was.
/// </summary>
internal static class JoinPages
{
    public static void MapJoin(this IEndpointRouteBuilder routes)
    {
        var join = routes
            .MapGroup("/join")
            .RequireRateLimiting(RateLimits.Join)
            .WithMetadata(new PresenceAside())
            .AddEndpointFilter<CodeInAddress>();
        join.MapGet("", AskForCode);
        join.MapPost("", EnterCode).OnlyForBrowsers("It leads to the address with the code in it; a program goes there by itself.");
        join.MapGet("{secret}", Show);
        join.MapPost("{secret}", Join).InOtherWords("POST /api/v1/invitations/{secret}");
        join.MapPost("{secret}/link", Link)
            .RequireFreshSignIn()
            .OnlyForBrowsers("Joining a place to an account takes a browser in which that account is signed in; a token is no account.");
    }

    private static RazorComponentResult<CodePage> AskForCode() => CodePage.With(new CodeModel(Form.Of(new { Code = "" })));

    private static async Task<IResult> EnterCode(
        Form form,
        HttpContext http,
        CairnDb db,
        Guesses guesses,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var typed = form.Text("Code", 100, required: true);
        var code = InvitationCode.Read(typed);
        if (form.Invalid)
            return Again();
        var made = await guesses.AdmitAsync(Door.Join, "", null, stop);
        if (http.MustWait(made, form))
            return Again(StatusCodes.Status429TooManyRequests);

        if (code is null || (await db.OpenInvitationAsync(code, clock.Now(), stop)).Refusal == Joining.Closed)
        {
            form.Errors.Add("Code", Texts.JoinCodeWrong);
            return Again();
        }
        await guesses.TakeBackAsync(made, stop);
        return SeeOther.To($"/join/{code}");

        RazorComponentResult<CodePage> Again(int status = StatusCodes.Status422UnprocessableEntity) =>
            CodePage.With(new CodeModel(form), status);
    }

    /// <summary>Looking is not using: a phone or a mail filter that previews the link does not use it up.</summary>
    private static async Task<IResult> Show(
        string secret,
        HttpContext http,
        CairnDb db,
        UserManager<Account> accounts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (!(await db.OpenInvitationAsync(secret, clock.Now(), stop)).Succeeds(out var open, out var closed))
            return Nothing(closed);

        var form = Form.Of(
            new { Username = open.Invitee.Person.AccountId is null ? await Usernames.ProposeAsync(accounts, open.Invitee.Person) : "" }
        );
        return JoinPage.With(await ModelAsync(secret, open, form, http, db, accounts, clock.Now(), stop));
    }

    private static async Task<IResult> Join(
        string secret,
        Form form,
        HttpContext http,
        CairnDb db,
        UserManager<Account> accounts,
        SignInManager<Account> signIn,
        AccessEnding ending,
        SignInTrail trail,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (!(await db.OpenInvitationAsync(secret, clock.Now(), stop)).Succeeds(out var open, out var closed))
            return Nothing(closed);

        var isNew = open.Invitee.Person.AccountId is null;
        var username = isNew ? form.Text("Username", Usernames.Longest, required: true) : null;
        var password = form.NewPassword("Password");
        if (form.Invalid)
            return await AgainAsync();

        if (
            !(await db.JoinAsync(accounts, ending, secret, username, password!, clock.Now(), stop)).Succeeds(
                out var account,
                out var refusal
            )
        )
        {
            if (refusal == Joining.Closed || refusal == Joining.Waiting)
                return Nothing(refusal);
            form.Errors.Add(refusal.Field ?? "", refusal.Code, [.. refusal.Args]);
            return await AgainAsync();
        }

        await http.SignOutAsync(SignInSetup.CardScheme);
        Preferences.RememberLanguage(http.Response, open.Invitee.Person.Language);
        if (account.TwoFactorEnabled)
        {
            await http.SignOutAsync(IdentityConstants.ApplicationScheme);
            return SeeOther.To("/sign-in").Saying<Texts>(Texts.JoinNowSignIn);
        }
        await signIn.SignInAsync(account, isPersistent: false);
        await trail.ArrivedAsync(account, "invitation", stop);
        return SeeOther.To("/").Saying<Texts>(isNew ? Texts.JoinDone : Texts.JoinResetDone, account.UserName!);

        async Task<IResult> AgainAsync()
        {
            db.ChangeTracker.Clear();
            return (await db.OpenInvitationAsync(secret, clock.Now(), stop)).Succeeds(out var still, out var gone)
                ? JoinPage.With(
                    await ModelAsync(
                        secret,
                        still,
                        Form.Of(new { Username = form["Username"] }, form.Errors),
                        http,
                        db,
                        accounts,
                        clock.Now(),
                        stop
                    ),
                    StatusCodes.Status422UnprocessableEntity
                )
                : Nothing(gone);
        }
    }

    private static async Task<IResult> Link(
        string secret,
        Form form,
        HttpContext http,
        CairnDb db,
        UserManager<Account> accounts,
        SignInManager<Account> signIn,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await accounts.GetUserAsync(http.User) is not { } account)
            return SeeOther.To("/sign-in?return=" + Uri.EscapeDataString($"/join/{secret}"));
        if (!(await db.OpenInvitationAsync(secret, clock.Now(), stop)).Succeeds(out var open, out var closed))
            return Nothing(closed);

        if (await db.LinkAsync(account, secret, clock.Now(), stop) is { } refusal)
            return refusal == Joining.Closed || refusal == Joining.Waiting
                ? Nothing(refusal)
                : SeeOther.To($"/join/{secret}").Saying<Texts>(Tone.Yours, refusal.Code);

        await accounts.ChooseAsync(account, open.Invitee.Person);
        await signIn.RefreshSignInAsync(account);
        return SeeOther.To("/").Saying<Texts>(Texts.JoinLinked, account.UserName!);
    }

    private static RazorComponentResult<NoInvitationPage> Nothing(Refusal closed) =>
        closed == Joining.Waiting
            ? NoInvitationPage.With(new NoInvitationModel(Waits: true), closed.Status)
            : NoInvitationPage.With(new NoInvitationModel(Waits: false), StatusCodes.Status404NotFound);

    private static async Task<JoinModel> ModelAsync(
        string secret,
        OpenInvitation open,
        Form form,
        HttpContext http,
        CairnDb db,
        UserManager<Account> accounts,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var person = open.Invitee.Person;
        var account = person.AccountId is { } id ? await accounts.FindByIdAsync(id.ToString()) : null;
        var present = await accounts.GetUserAsync(http.User);
        return new JoinModel(
            $"/join/{secret}",
            person.GivenName,
            person.Name,
            string.Join(", ", await db.PlacesOfAsync(open.Invitee, stop)),
            account?.UserName,
            account is { TwoFactorEnabled: true } && !open.Invitation.ClearsSecondStep,
            form,
            present?.UserName,
            present is not null && await db.MayLinkAsync(open, present, now, stop),
            account is null && present is null && person.Age(now).Allows(AgeMatter.JoinPlaces)
        );
    }

    /// <summary>Somebody's schools, by name; a person without one belongs to the district.</summary>
    public static async Task<IReadOnlyList<string>> PlacesOfAsync(this CairnDb db, Invitee invitee, CancellationToken stop)
    {
        var at = invitee.Roles.Select(held => held.OrganizationId).Concat(invitee.ChildrenAt).Distinct().ToList();
        var names = await db
            .Organizations.AsNoTracking()
            .Where(one => at.Contains(one.Id))
            .OrderBy(one => one.Name)
            .Select(one => one.Name)
            .ToListAsync(stop);
        return names.Count > 0
            ? names
            : [await db.Districts.Where(one => one.Id == invitee.Person.DistrictId).Select(one => one.Name).SingleAsync(stop)];
    }
}
