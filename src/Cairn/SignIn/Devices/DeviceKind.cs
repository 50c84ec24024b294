namespace Cairn.SignIn.Devices;

/// <summary>
/// What kind of thing a browser says that it runs on: enough for a teacher to tell the tablet of the room from the computer at home.
/// </summary>
internal enum DeviceKind
{
    Other,
    Ipad,
    Iphone,
    Android,
    Chromebook,
    Windows,
    Mac,
    Linux,
}

internal static class DeviceKinds
{
    /// <summary>In this order: what is more special is also called by the name of what it is like.</summary>
    private static readonly (string Word, DeviceKind Kind)[] Words =
    [
        ("iPad", DeviceKind.Ipad),
        ("iPhone", DeviceKind.Iphone),
        ("Android", DeviceKind.Android),
        ("CrOS", DeviceKind.Chromebook),
        ("Windows", DeviceKind.Windows),
        ("Macintosh", DeviceKind.Mac),
        ("Linux", DeviceKind.Linux),
    ];

    /// <summary>NOTE: a claim of the browser's; an iPad that asks for desktop pages calls itself a Mac.</summary>
    public static DeviceKind Of(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        return Words.FirstOrDefault(one => agent.Contains(one.Word, StringComparison.Ordinal)).Kind;
    }
}
