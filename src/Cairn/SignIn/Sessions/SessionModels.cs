using Cairn.SignIn.Accounts;

namespace Cairn.SignIn.Sessions;

/// <param name="Passkeys">Those to remove as well.</param>
internal sealed record SigningOut(IReadOnlyList<string> Passkeys);

internal sealed record EndedSessions(int Count);

/// <param name="Name">System and browser, as far as the browser tells.</param>
/// <param name="LastSeenAt">To five minutes.</param>
internal sealed record SessionAnswer(
    Id<SignInSession> Id,
    DeviceForm Device,
    string Name,
    string? Address,
    bool OwnDevice,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastSeenAt,
    DateTimeOffset ExpiresAt
)
{
    public static SessionAnswer Of(SignInSession one) =>
        new(one.Id, one.DeviceKind, one.DeviceName, one.Address, one.OwnDevice, one.MadeAt, one.LastSeenAt, one.ExpiresAt);
}

/// <param name="Passkeys">They still open the account; removing one takes the password.</param>
internal sealed record SignedOutAnswer(IReadOnlyList<PasskeyAnswer> Passkeys);

/// <param name="Id">Of the session; its address is made from it.</param> <param name="Name">System and browser; empty if the browser does
/// not tell.</param> <param name="Seen">When it was last used, in the district's time.</param>
/// <param name="Today">The reader's day, in the district's time.</param>
/// <param name="Now">This very browser.</param>
public sealed record SessionLine(string Id, DeviceForm Device, string Name, string? Address, DateTimeOffset Seen, DateOnly Today, bool Now)
{
    internal static SessionLine Of(SignInSession session, SignInSession? here, TimeZoneInfo zone, DateTimeOffset now) =>
        new(
            session.Id.ToString(),
            session.DeviceKind,
            session.DeviceName,
            session.Address,
            session.LastSeenAt.In(zone),
            now.DayIn(zone),
            session.Id == here?.Id
        );

    /// <summary>"today at 10:05", "last Tuesday", "May 3".</summary>
    public string SeenIn(IStringLocalizer<Texts> texts) =>
        (Today.DayNumber - Seen.DayAsWritten().DayNumber) switch
        {
            <= 0 => texts[Texts.SessionsToday, Seen],
            1 => texts[Texts.SessionsYesterday, Seen],
            < 7 => texts[Texts.SessionsWeekday, Seen],
            _ => texts[Texts.SessionsDate, Seen],
        };
}

/// <summary>A page of where somebody is signed in, this browser first.</summary>
public sealed record SessionsModel
{
    internal SessionsModel(ListOf<SessionLine> page, int all, string? previous) => (Page, All, Previous) = (page, all, previous);

    internal ListOf<SessionLine> Page { get; }
    internal int All { get; }
    internal string? Previous { get; }
}

/// <param name="Id">Base64url, as in its address.</param>
/// <param name="Used">Null: not since passkeys remember it.</param>
public sealed record PasskeyChoice(string Id, string Name, DateTimeOffset Since, DateTimeOffset? Used);

/// <param name="Form">Which passkeys to remove as well.</param>
/// <param name="Tokens">How many access tokens work now.</param>
public sealed record SignOutEverywhereModel(Form Form, int Sessions, int Tokens, IReadOnlyList<PasskeyChoice> Passkeys);
