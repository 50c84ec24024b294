using System.Security.Claims;
using Cairn.SignIn.Sessions;

namespace Cairn.SignIn.Accounts;

/// <summary>Who is signed in, where, and in which language.</summary>
internal static class OwnPage
{
    private const string Address = "/account";

    public static void MapOwnPage(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Address).RequirePerson();
        pages.MapGet("", Show);
        pages.MapPost("language", KeepLanguage).AsPage<Done>(Show, Said);
        routes
            .MapPost("/account/presence", ChoosePresence)
            .RequireAccount()
            .AsPage<Place>(Show, SaidAsync)
            .OnlyForBrowsers("A token belongs to one person in one district; in a browser one account may be several.");

        var api = routes.MapGroup("/api/v1/me").RequirePerson().WithTags("Me");
        api.MapGet("language", Language).WithSummary("The language in which pages and messages come to me");
        api.MapPut("language", KeepLanguage).WithSummary("Choose it").WithBodyOfAtMost(1024);
        api.MapGet("presences", Places).WithSummary("Where my account is present; a token acts in the one in which it was made");
    }

    /// <summary>Only one of those that the pages have.</summary>
    private static async Task<Outcome<Done>> KeepLanguage(Input<LanguageChosen> asked, Visit visit)
    {
        if (CairnCulture.Known(asked.Value.Language) is not { } language)
            return new Refusal("sign-in.language", "language", string.Join(", ", CairnCulture.Languages));
        (await visit.Db.People.SingleAsync(one => one.Id == visit.Actor.PersonId, visit.Stop)).Language = language;
        await visit.Db.SaveChangesAsync(visit.Stop);
        return default(Done);
    }

    private static SeeOther Said(Done done, HttpContext http)
    {
        Preferences.RememberLanguage(http.Response, http.FormOf()["Language"]);
        return SeeOther.To(Address).Saying<Texts>(Texts.AccountLanguageKept);
    }

    /// <summary>The choice is kept with the account, so that the next sign-in begins there.</summary>
    private static async Task<Outcome<Place>> ChoosePresence(
        Input<PresenceChosen> asked,
        Visit visit,
        OwnAccount own,
        Presences presences
    ) =>
        await (await own.FindAsync(visit)).ThenAsync<Place>(async account =>
        {
            if (
                (await presences.PlacesOfAsync(account.Id, visit.Stop)).FirstOrDefault(one => one.Person.Id == asked.Value.Person)
                is not { } place
            )
                return Refusal.NotFound;
            await own.Accounts.ChooseAsync(account, place.Person);
            return place;
        });

    private static async Task<IResult> SaidAsync(Place chosen, HttpContext http)
    {
        await OwnAccount.StayAsync(http);
        return SeeOther.To("/").Saying<Texts>(Texts.AccountPlaceChanged, chosen.District);
    }

    /// <param name="visit">Who reads.</param>
    /// <param name="form">What was chosen.</param>
    /// <param name="http">The request, for its session.</param>
    /// <param name="presences">Where the account is present.</param>
    /// <param name="after">The session with which the page before ended.</param>
    public static async Task<IResult> Show(Visit visit, Form form, HttpContext http, Presences presences, Id<SignInSession>? after = null)
    {
        var actor = visit.Actor;
        return AccountPage.With(
            new AccountModel(
                actor.Name,
                [
                    .. actor
                        .Roles.OrderBy(held => held.Role)
                        .Select(held => new AccountRole(held.Role.ToString(), held.WholeDistrict ? null : held.Place)),
                ],
                form.Start<LanguageChosen>(new { Language = actor.Language ?? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName }),
                Guid.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), out var account)
                && await Safety.FirstOrDefaultAsync(visit.Db, account, visit.Stop) is { } safety
                    ? await SecurityAsync(visit, account, safety, http.FindSession(), after, presences)
                    : null
            )
        );
    }

    private static async Task<AccountSecurity> SecurityAsync(
        Visit visit,
        Guid account,
        AccountSafety safety,
        SignInSession? here,
        Id<SignInSession>? after,
        Presences presences
    )
    {
        var actor = visit.Actor;
        IReadOnlyList<SessionLine> sessions =
        [
            .. (await visit.OpenSessionsAsync(account))
                .Select(one => SessionLine.Of(one, here, actor.Zone, visit.Now))
                .OrderByDescending(one => one.Now),
        ];
        return new AccountSecurity(
            [
                .. (await presences.PlacesOfAsync(account, visit.Stop)).Select(one => new AccountPlace(
                    one.Person.Id.ToString(),
                    one.District,
                    one.Person.Name,
                    [.. one.Roles.Select(role => role.ToString())],
                    one.Person.Id == actor.PersonId
                )),
            ],
            safety.Passkeys,
            safety.SecondStep,
            new SessionsModel(
                sessions.PageAfter(after?.ToString(), one => one.Id).At(Address, one => one.Id),
                sessions.Count,
                after is null ? null : Address
            ),
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

    private static Outcome<LanguageAnswer> Language(Visit visit) => new LanguageAnswer(visit.Actor.Language);

    private static async Task<Outcome<ListOf<PlaceAnswer>>> Places(Visit visit, OwnAccount own, Presences presences) =>
        await (await own.FindAsync(visit)).ThenAsync<ListOf<PlaceAnswer>>(async account => new ListOf<PlaceAnswer>(
            [.. (await presences.PlacesOfAsync(account.Id, visit.Stop)).Select(place => PlaceAnswer.Of(place, visit.Actor))],
            null
        ));
}
