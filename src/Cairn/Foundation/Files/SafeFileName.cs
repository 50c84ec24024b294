namespace Cairn.Foundation.Files;

/// <summary>
/// A name that any system can store, with an ending that fits what the file is: <c>evil.html</c> that holds text becomes
/// <c>evil.html.txt</c>.
/// </summary>
internal static class SafeFileName
{
    private const int MaxLength = 100;
    private const int MaxBytes = 200;

    public static string Of(string? given, string mediaType)
    {
        var name = Collapse(string.Concat(Whole(LastPart(given ?? "")).EnumerateRunes().Where(IsPlain))).Trim(' ', '.');
        var endings = EndingsOf(mediaType);
        var ending = Path.GetExtension(name).ToLowerInvariant();
        var stem = endings.Contains(ending) ? name[..^ending.Length].TrimEnd(' ', '.') : name;
        stem = Shortened(stem);
        if (stem.Length == 0)
            stem = "file";
        if (IsReserved(stem))
            stem = "_" + stem;
        return stem + (endings.Contains(ending) ? ending : endings[0]);
    }

    private static string LastPart(string given) => given[(given.LastIndexOfAny(['/', '\\']) + 1)..];

    // Half of a surrogate pair cannot be stored; composed letters compare as people expect.
    private static string Whole(string given) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(given)).Normalize(NormalizationForm.FormC);

    // No control characters, no marks that change the reading direction (they hide an ending), nothing special to a file system. The two
    // joiners stay: Persian, Hindi and emoji families need them.
    private static bool IsPlain(Rune letter) =>
        letter.Value is 0x200c or 0x200d
        || Rune.GetUnicodeCategory(letter)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.Surrogate
            )
            && letter.Value != 0xfffd
            && !"<>:\"|?*/\\".Contains((char)Math.Min(letter.Value, 0xffff), StringComparison.Ordinal);

    private static string Collapse(string name) =>
        string.Join(' ', name.Split([' ', '\u00a0', '\u3000'], StringSplitOptions.RemoveEmptyEntries));

    // Whole letters with their accents, up to a length that every file system accepts.
    private static string Shortened(string stem)
    {
        var kept = new StringBuilder();
        var (letters, bytes) = (0, 0);
        foreach (var letter in Letters(stem))
        {
            bytes += Encoding.UTF8.GetByteCount(letter);
            if (++letters > MaxLength || bytes > MaxBytes)
                break;
            kept.Append(letter);
        }

        return kept.ToString().TrimEnd(' ', '.');
    }

    private static IEnumerable<string> Letters(string text)
    {
        for (var letters = StringInfo.GetTextElementEnumerator(text); letters.MoveNext(); )
            yield return letters.GetTextElement();
    }

    // Windows device names, with any ending.
    private static bool IsReserved(string stem)
    {
        var dot = stem.IndexOf('.', StringComparison.Ordinal);
        var first = (dot < 0 ? stem : stem[..dot]).TrimEnd(' ').ToUpperInvariant();
        return first is "CON" or "PRN" or "AUX" or "NUL" or "CONIN$" or "CONOUT$"
            || first.Length == 4
                && (first.StartsWith("COM", StringComparison.Ordinal) || first.StartsWith("LPT", StringComparison.Ordinal))
                && first[3] is >= '0' and <= '9' or '¹' or '²' or '³';
    }

    private static string[] EndingsOf(string mediaType) =>
        mediaType switch
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
            "application/vc" or "application/json" => [".json"],
            "text/csv" => [".csv"],
            "application/pdf" => [".pdf"],
            "application/rtf" => [".rtf"],
            "application/zip" =>
            [
                ".zip",
                ".docx",
                ".xlsx",
                ".pptx",
                ".odt",
                ".ods",
                ".odp",
                ".odg",
                ".pages",
                ".numbers",
                ".key",
                ".sb3",
                ".ggb",
                ".epub",
            ],
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => [".docx"],
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => [".xlsx"],
            "application/vnd.openxmlformats-officedocument.presentationml.presentation" => [".pptx"],
            "application/vnd.oasis.opendocument.text" => [".odt"],
            "application/vnd.oasis.opendocument.spreadsheet" => [".ods"],
            "application/vnd.oasis.opendocument.presentation" => [".odp"],
            "application/vnd.oasis.opendocument.graphics" => [".odg"],
            "application/x-ole-storage" => [".doc", ".xls", ".ppt"],
            "text/plain" => [".txt", ".md", ".csv", ".tsv", ".json", ".py", ".java", ".c", ".h", ".cpp", ".cs", ".sql", ".r"],
            _ => [".bin"],
        };
}
