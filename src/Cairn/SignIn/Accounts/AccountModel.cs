using Cairn.SignIn.Sessions;

namespace Cairn.SignIn.Accounts;

/// <param name="Language">Null: the one from the browser or from <c>Accept-Language</c>.</param>
internal sealed record LanguageAnswer(string? Language);

internal sealed record LanguageChosen(string Language);

internal sealed record PresenceChosen(Id<Person> Person);

/// <param name="Current">As whom this token acts.</param>
internal sealed record PlaceAnswer(Id<Person> PersonId, string District, string Name, IReadOnlyList<SchoolRole> Roles, bool Current)
{
    public static PlaceAnswer Of(Place one, Actor actor) =>
        new(one.Person.Id, one.District, one.Person.Name, one.Roles, one.Person.Id == actor.PersonId);
}

/// <param name="Code">Of the second step, if it is on.</param>
/// <param name="KeepTokens">Access tokens, including the one that asks, go on working.</param> <param name="Passkeys">Those that no longer
/// sign in.</param>
internal sealed record PasswordChange(
    [AsTyped] string Current,
    [AsTyped, MaxLength(PasswordRules.Longest)] string New,
    bool KeepTokens = false,
    string? Code = null,
    IReadOnlyList<string>? Passkeys = null
);

/// <param name="Password">Of the account, as at sign-in.</param>
/// <param name="Code">Of the second step, if it is on: of the app, or one of the recovery codes.</param>
internal sealed record PasswordProof([AsTyped] string Password, string? Code = null);

/// <param name="Name">Who is signed in.</param>
/// <param name="Roles">What they may do, and where.</param>
/// <param name="Language">The form that keeps their language.</param>
/// <param name="Security">How they sign in; null for a child with a card.</param>
public sealed record AccountModel(string Name, IReadOnlyList<AccountRole> Roles, Form Language, AccountSecurity? Security);

/// <param name="Role">A name of <c>SchoolRole</c>.</param>
/// <param name="Place">The organization; null: the whole district.</param>
public sealed record AccountRole(string Role, string? Place);

/// <param name="Nudge">Somebody who may change everything is protected by a password alone.</param>
public sealed record AccountSecurity(IReadOnlyList<AccountPlace> Places, int Passkeys, bool SecondStep, SessionsModel Sessions, bool Nudge);

/// <param name="Roles">Names of <c>SchoolRole</c>: somebody may be in a district twice, as a teacher and as a parent.</param>
public sealed record AccountPlace(string Person, string District, string Name, IReadOnlyList<string> Roles, bool Now);

/// <param name="Tokens">How many access tokens work now.</param>
public sealed record PasswordModel(Form Form, int Tokens, IReadOnlyList<PasskeyChoice> Passkeys);
