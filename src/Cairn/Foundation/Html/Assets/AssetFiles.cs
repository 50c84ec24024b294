using System.Collections.Frozen;
using System.Reflection;

namespace Cairn.Foundation.Html.Assets;

/// <summary>The styles, type, icons and modules that build/assets.mjs embedded, by their plain names.</summary>
public static class AssetFiles
{
    static readonly Assembly Home = typeof(AssetFiles).Assembly;
    static readonly Manifest Built = JsonSerializer.Deserialize<Manifest>(Read("manifest.json")!, JsonSerializerOptions.Web)!;
    static readonly FrozenDictionary<string, string> Urls = Built.Files.ToFrozenDictionary(
        file => file.Key,
        file => $"/assets/{file.Value}"
    );
    static readonly FrozenSet<string> Icons = Built.Icons.ToFrozenSet();

    internal static FrozenDictionary<string, AssetFile> ByHashedName { get; } =
        Built.Files.Values.ToFrozenDictionary(
            hashed => hashed,
            hashed => new AssetFile(Read(hashed)!, Read($"{hashed}.br"), AssetFile.TypeOf(hashed))
        );

    /// <summary>"cairn.css" → "/assets/cairn.1f3c….css".</summary>
    public static string Url(string name) => Urls[name];

    public static string IconUrl(string icon) =>
        Icons.Contains(icon)
            ? $"{Urls["icons.svg"]}#{icon}"
            : throw new ArgumentException($"No icon '{icon}': add its Bootstrap Icons name to src/Cairn/wwwroot/icons.txt.", nameof(icon));

    static byte[]? Read(string name)
    {
        using var stream = Home.GetManifestResourceStream($"assets/{name}");
        if (stream is null)
            return null;

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    sealed record Manifest(Dictionary<string, string> Files, string[] Icons);
}

internal sealed record AssetFile(byte[] Bytes, byte[]? Brotli, string ContentType)
{
    public static string TypeOf(string name) =>
        Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".woff2" => "font/woff2",
            ".png" => "image/png",
            ".ico" => "image/x-icon",
            var other => throw new ArgumentException($"An asset of type {other} has no content type."),
        };
}
