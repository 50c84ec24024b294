using Cairn.Foundation;
using Cairn.Foundation.Html.Forms;
using Microsoft.Extensions.Localization;

namespace Cairn.SignIn.Sessions;

/// <param name="Id">Of the session; its address is made from it.</param>
/// <param name="Name">System and browser; empty when the browser does not tell.</param>
/// <param name="Seen">When it was used last, in the district's time.</param>
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
    public string SeenIn(IStringLocalizer texts) =>
        (Today.DayNumber - Seen.DayAsWritten().DayNumber) switch
        {
            <= 0 => texts["Sessions.Today", Seen],
            1 => texts["Sessions.Yesterday", Seen],
            < 7 => texts["Sessions.Weekday", Seen],
            _ => texts["Sessions.Date", Seen],
        };
}

/// <param name="Id">Base64url, as in its address.</param>
/// <param name="Used">Null: not since passkeys remember it.</param>
public sealed record PasskeyChoice(string Id, string Name, DateTimeOffset Since, DateTimeOffset? Used);

/// <param name="Form">Which passkeys go, too.</param>
/// <param name="Tokens">How many access tokens work now.</param>
public sealed record SignOutEverywhereModel(Form Form, int Sessions, int Tokens, IReadOnlyList<PasskeyChoice> Passkeys);
