using System.Globalization;

namespace Cairn.Foundation.Files;

/// <summary>A name that any system can store, with an ending that belongs to what the file is: <c>evil.html</c> that holds text becomes <c>evil.html.txt</c>.</summary>
internal static class SafeFileName
{
    private const int MaxLength = 100;

    public static string Of(string? given, string mediaType)
    {
        var name = new string([.. LastPart(given ?? "").Where(IsPlain)]).Trim(' ', '.');
        var endings = EndingsOf(mediaType);
        var ending = Path.GetExtension(name).ToLowerInvariant();
        var stem = endings.Contains(ending) ? name[..^ending.Length] : name;
        if (stem.Length == 0) stem = "file";
        if (stem.Length > MaxLength) stem = stem[..MaxLength].TrimEnd(' ', '.');
        if (char.IsHighSurrogate(stem[^1])) stem = stem[..^1];
        return stem + (endings.Contains(ending) ? ending : endings[0]);
    }

    private static string LastPart(string given) => given[(given.LastIndexOfAny(['/', '\\']) + 1)..];

    // No control characters, no marks that turn the direction of reading (they hide an ending), nothing with a meaning to a file system.
    private static bool IsPlain(char letter) =>
        char.GetUnicodeCategory(letter) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && !"<>:\"|?*".Contains(letter, StringComparison.Ordinal);

    private static string[] EndingsOf(string mediaType) => mediaType switch
    {
        "image/png" => [".png"],
        "image/jpeg" => [".jpg", ".jpeg"],
        "image/gif" => [".gif"],
        "image/webp" => [".webp"],
        "image/avif" => [".avif"],
        "image/heic" => [".heic", ".heif"],
        "image/svg+xml" => [".svg"],
        "audio/mpeg" => [".mp3"],
        "audio/aac" => [".aac"],
        "audio/mp4" => [".m4a"],
        "audio/ogg" => [".ogg", ".oga", ".opus", ".ogv"],
        "audio/flac" => [".flac"],
        "audio/wav" => [".wav"],
        "audio/amr" => [".amr"],
        "video/mp4" => [".mp4", ".m4v", ".m4a"],
        "video/webm" => [".webm", ".mkv", ".weba"],
        "video/quicktime" => [".mov"],
        "video/3gpp" => [".3gp"],
        "video/x-msvideo" => [".avi"],
        "application/pdf" => [".pdf"],
        "application/rtf" => [".rtf"],
        "application/zip" => [".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".odg", ".pages", ".numbers", ".key", ".sb3", ".ggb", ".epub"],
        "application/x-ole-storage" => [".doc", ".xls", ".ppt"],
        "text/plain" => [".txt", ".md", ".csv", ".tsv", ".json", ".py", ".java", ".c", ".h", ".cpp", ".cs", ".sql", ".r"],
        _ => [".bin"],
    };
}
