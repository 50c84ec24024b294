namespace Cairn.SignIn.Sessions;

public enum DeviceForm
{
    Other,
    Phone,
    Tablet,
    Computer,
}

/// <summary>
/// What a browser says it is, in everyday words: enough to recognise one's own phone, and nothing to track it by.
/// </summary>
internal sealed record Device(DeviceForm Kind, string Name)
{
    public const int LongestName = 60;

    /// <summary>The first that fits; browsers also carry older names, so the newer names come first.</summary>
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("FxiOS/", "Firefox"),
        ("Firefox/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name, DeviceForm Kind)[] Systems =
    [
        ("iPhone", "iPhone", DeviceForm.Phone),
        ("iPad", "iPad", DeviceForm.Tablet),
        ("Android", "Android", DeviceForm.Tablet),
        ("CrOS", "Chromebook", DeviceForm.Computer),
        ("Windows", "Windows", DeviceForm.Computer),
        ("Macintosh", "Mac", DeviceForm.Computer),
        ("Linux", "Linux", DeviceForm.Computer),
    ];

    public static Device Of(string userAgent)
    {
        var system = Array.Find(Systems, one => userAgent.Contains(one.Mark, StringComparison.Ordinal));
        var browser = Array.Find(Browsers, one => userAgent.Contains(one.Mark, StringComparison.Ordinal)).Name;
        var kind = system.Name is "Android" && userAgent.Contains("Mobile", StringComparison.Ordinal) ? DeviceForm.Phone : system.Kind;
        return new Device(kind, string.Join(", ", new[] { system.Name, browser }.Where(one => one is not null)));
    }
}
