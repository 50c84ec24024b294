using Cairn.Foundation;
using Cairn.Foundation.Api;
using Cairn.Foundation.Html;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cairn.SignIn.Accounts;

internal static class AccountApi
{
    public static void MapAccountApi(this IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/api/v1/me").RequirePerson().WithTags("Me");
        me.MapGet("language", Language).WithSummary("The language in which pages and messages come to me");
        me.MapPut("language", KeepLanguage).WithSummary("Choose it").WithBodyOfAtMost(1024);
        me.MapGet("presences", Places).WithSummary("Where my account is present; a token acts in the one in which it was made");
        me.MapPut("password", ChangePassword)
            .WithSummary("A new password, with the one of now; every session ends, and every access token unless keepTokens says otherwise")
            .WithBodyOfAtMost(4096)
            .RequireRateLimiting(RateLimits.SignIn);
        me.MapSessionApi();
        me.MapPasskeyApi();
        me.MapAuthenticatorApi();
    }

    private static async Task<Ok<LanguageAnswer>> Language(HttpContext http, CairnDb db, CancellationToken stop)
    {
        var id = http.Actor().PersonId;
        return TypedResults.Ok(
            new LanguageAnswer(await db.People.Where(one => one.Id == id).Select(one => one.Language).SingleAsync(stop))
        );
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> KeepLanguage(
        JsonBody<LanguageChosen> body,
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var chosen, out var refusal))
            return texts.Problem(refusal);
        if (CairnCulture.Known(chosen.Language) is not { } language)
            return texts.Problem(new Refusal("sign-in.language", "language", string.Join(", ", CairnCulture.Languages)));

        await db.KeepLanguageAsync(http.Actor(), language, stop);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<ListOf<PlaceAnswer>>, ProblemHttpResult>> Places(
        HttpContext http,
        CairnDb db,
        OwnAccount own,
        Presences presences,
        RefusalTexts texts,
        CancellationToken stop
    ) =>
        (await own.FindAsync(http.Actor())).Succeeds(out var account, out var refusal)
            ? TypedResults.Ok(
                new ListOf<PlaceAnswer>(
                    [
                        .. (await presences.PlacesOfAsync(account.Id, stop)).Select(one => new PlaceAnswer(
                            one.Person.Id,
                            one.District,
                            one.Person.Name,
                            one.Roles,
                            one.Person.Id == http.Actor().PersonId
                        )),
                    ],
                    null
                )
            )
            : texts.Problem(refusal);

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangePassword(
        JsonBody<PasswordChange> body,
        HttpContext http,
        OwnAccount own,
        AccessEnding ending,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var change, out var refusal))
            return texts.Problem(refusal);
        if (Passwords.Refuses(change.New, "new") is { } weak)
            return texts.Problem(weak);
        if (!(await own.ProveAsync(http.Actor(), change.Current, change.Code, "current")).Succeeds(out var account, out refusal))
            return texts.Problem(refusal);

        var changed = await ending.ChangePasswordAsync(
            http.Actor(),
            account,
            change.Current,
            change.New,
            change.KeepTokens,
            null,
            clock.Now(),
            stop
        );
        return changed.Succeeded ? TypedResults.NoContent() : texts.Problem(changed.Refusals("new").First());
    }
}

/// <param name="Language">Null: that of the browser or of <c>Accept-Language</c>.</param>
internal sealed record LanguageAnswer(string? Language);

internal sealed record LanguageChosen(string Language);

/// <param name="Current">As whom this token acts.</param>
internal sealed record PlaceAnswer(Id<Person> PersonId, string District, string Name, IReadOnlyList<SchoolRole> Roles, bool Current);

/// <param name="Code">Of the second step, when it is on.</param>
/// <param name="KeepTokens">Access tokens, the one that asks among them, go on working.</param>
internal sealed record PasswordChange(string Current, string New, bool KeepTokens = false, string? Code = null);
