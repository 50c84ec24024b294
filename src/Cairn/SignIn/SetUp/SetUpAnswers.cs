using System.Net.Mail;
using Cairn.SignIn.Invitations;

namespace Cairn.SignIn.SetUp;

/// <summary>What the set-up page asks for.</summary>
internal sealed record SetUpAnswers(
    [MaxLength(200)] string District,
    [MaxLength(80)] string TimeZone,
    [MaxLength(100)] string GivenName,
    [MaxLength(100)] string FamilyName,
    [MaxLength(Usernames.Longest)] string Username,
    [MaxLength(256)] string Email,
    [AsTyped, MaxLength(PasswordRules.Longest)] string Password
)
{
    public Refusal? Refuses() =>
        !Zones.Contains(TimeZone) ? new Refusal("input.choice", "timeZone")
        : !(MailAddress.TryCreate(Email, out var address) && address.Address == Email) ? new Refusal(Texts.SetUpBadEmail, "email")
        : Passwords.Refuses(Password, "password");

    /// <summary>The IANA names that this machine knows, places only.</summary>
    public static IReadOnlyList<string> Zones { get; } =
    [
        .. TimeZoneInfo
            .GetSystemTimeZones()
            .Select(zone => zone.Id)
            .Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal))
            .Append("UTC")
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];
}
