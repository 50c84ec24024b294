using Cairn.Verifying;

namespace Cairn.Portfolio;

/// <summary>LinkedIn's "add to profile" address; every field percent-encoded.</summary>
internal static class LinkedIn
{
    /// <summary>For a credential that is published and still stands; null for anything else. Its days are the district's.</summary>
    public static string? Of(HeldAward held, CredentialStory? story, string address, TimeZoneInfo zone) =>
        held is { Published: true, Stands: true } && story is not null
            ? AddToProfile(held.Title, story.Issuer, held.AwardedAt.DayIn(zone), story.Until?.DayIn(zone), address, held.PublicId)
            : null;

    public static string AddToProfile(
        string name,
        string organization,
        DateOnly issued,
        DateOnly? expires,
        string credentialUrl,
        Guid credentialId
    )
    {
        List<KeyValuePair<string, string>> fields =
        [
            new("startTask", "CERTIFICATION_NAME"),
            new("name", name),
            new("organizationName", organization),
            new("issueYear", Year(issued)),
            new("issueMonth", Month(issued)),
        ];
        if (expires is { } end)
            fields.AddRange([new("expirationYear", Year(end)), new("expirationMonth", Month(end))]);
        fields.AddRange([new("certUrl", credentialUrl), new("certId", credentialId.ToString("D"))]);
        return "https://www.linkedin.com/profile/add?" + string.Join('&', fields.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}"));
    }

    private static string Year(DateOnly day) => day.Year.ToString(CultureInfo.InvariantCulture);

    private static string Month(DateOnly day) => day.Month.ToString(CultureInfo.InvariantCulture);
}
