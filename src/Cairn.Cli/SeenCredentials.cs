using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Cairn.Cli;

/// <summary>
/// When each credential was first saved in a folder: <c>seen.json</c> says so by the SHA-256 of its bytes. The folder is the verifier's
/// own, and its dates are the verifier's word; after an issuer's key was compromised they tell what was there before from what a thief
/// backdates.
/// </summary>
sealed class SeenCredentials
{
    const string Name = "seen.json";
    const string Form = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    readonly string folder;
    readonly SortedDictionary<string, DateTimeOffset> dates;

    SeenCredentials(string folder, SortedDictionary<string, DateTimeOffset> dates) => (this.folder, this.dates) = (folder, dates);

    public static SeenCredentials Read(string folder)
    {
        SortedDictionary<string, DateTimeOffset> dates = new(StringComparer.Ordinal);
        var path = Path.Combine(folder, Name);
        try
        {
            if (!File.Exists(path))
                return new(folder, dates);
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach (var entry in json.RootElement.EnumerateObject())
                dates[entry.Name] = DateTimeOffset.ParseExact(
                    entry.Value.GetString() ?? "",
                    Form,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal
                );
            return new(folder, dates);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or FormatException)
        {
            throw RefusalException.Usage($"{path} does not say when credentials were saved.");
        }
    }

    /// <summary>Since when these exact bytes have been in the folder; null if they were never saved.</summary>
    public DateTimeOffset? Since(ReadOnlySpan<byte> credential) => dates.TryGetValue(Digest(credential), out var date) ? date : null;

    /// <summary>The first date stays.</summary>
    public void Add(ReadOnlySpan<byte> credential, DateTimeOffset now)
    {
        if (!dates.TryAdd(Digest(credential), now))
            return;

        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, new() { Indented = true }))
        {
            json.WriteStartObject();
            foreach (var (digest, date) in dates)
                json.WriteString(digest, date.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        File.WriteAllBytes(Path.Combine(folder, Name), bytes.ToArray());
    }

    static string Digest(ReadOnlySpan<byte> credential) => Convert.ToHexStringLower(SHA256.HashData(credential));
}
