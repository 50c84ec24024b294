using Cairn.Foundation.Html.Forms;
using Cairn.SignIn.Sessions;

namespace Cairn.SignIn.Accounts;

/// <param name="Name">Who is signed in.</param>
/// <param name="Roles">What they may do, and where.</param>
/// <param name="Language">The form that keeps their language.</param>
/// <param name="Security">How they sign in; null for a child with a card.</param>
public sealed record AccountModel(string Name, IReadOnlyList<AccountRole> Roles, Form Language, AccountSecurity? Security);

/// <param name="Role">A name of <c>SchoolRole</c>.</param>
/// <param name="Place">The organization; null: the whole district.</param>
public sealed record AccountRole(string Role, string? Place);

/// <param name="Nudge">Somebody who may change everything is protected by a password alone.</param>
public sealed record AccountSecurity(
    IReadOnlyList<AccountPlace> Places,
    int Passkeys,
    bool SecondStep,
    IReadOnlyList<SessionLine> Sessions,
    bool Nudge
);

/// <param name="Roles">Names of <c>SchoolRole</c>: one may be in a district twice, as a teacher and as a parent.</param>
public sealed record AccountPlace(string Person, string District, string Name, IReadOnlyList<string> Roles, bool Now);

/// <param name="Tokens">How many access tokens work now.</param>
public sealed record PasswordModel(Form Form, int Tokens, IReadOnlyList<PasskeyChoice> Passkeys);
