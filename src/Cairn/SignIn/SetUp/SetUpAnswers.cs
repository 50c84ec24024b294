using System.Net.Mail;
using Cairn.Foundation.Html.Forms;

namespace Cairn.SignIn.SetUp;

/// <summary>What the set-up page asks for.</summary>
internal sealed record SetUpAnswers(
    string District,
    string TimeZone,
    string GivenName,
    string FamilyName,
    string Username,
    string Email,
    string Password
)
{
    /// <summary>Null when something is missing or wrong; the form then says what.</summary>
    public static SetUpAnswers? Read(Form form)
    {
        var district = form.Text("District", 200, required: true);
        var zone = form.Text("TimeZone", 80, required: true);
        var given = form.Text("GivenName", 100, required: true);
        var family = form.Text("FamilyName", 100, required: true);
        var username = form.Text("Username", 100, required: true);
        var email = form.Text("Email", 256, required: true);
        var password = form.NewPassword("Password");
        if (zone is not null && !Zones.Contains(zone))
            form.Errors.Add("TimeZone", "input.choice");
        if (email is not null && !(MailAddress.TryCreate(email, out var address) && address.Address == email))
            form.Errors.Add("Email", "SetUp.BadEmail");
        return form.Invalid ? null : new SetUpAnswers(district!, zone!, given!, family!, username!, email!, password!);
    }

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
