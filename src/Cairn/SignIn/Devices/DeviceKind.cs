namespace Cairn.SignIn.Devices;

/// <summary>
/// The kind of device that a browser says it runs on: enough for a teacher to tell the classroom tablet from the computer at home.
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
    /// <summary>In this order: more specific devices also carry the name of the more general ones.</summary>
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

    /// <summary>NOTE: this is the browser's claim; an iPad that asks for desktop pages calls itself a Mac.</summary>
    public static DeviceKind Of(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        return Words.FirstOrDefault(one => agent.Contains(one.Word, StringComparison.Ordinal)).Kind;
    }
}
