using System.Security.Cryptography;
using System.Text.Json;
using Cairn.Credentials.Verification;

namespace Cairn.Cli;

/// <summary>
/// Documents in a folder: <c>index.json</c> says for each address the name of its file, which is the SHA-256 of its bytes, and when it was
/// saved, or why there is none. <c>--store</c> returns what <c>--save</c> kept, so that a decision can be repeated without a network.
/// </summary>
sealed class SavedDocuments : IDocumentLoader
{
    const string IndexName = "index.json";
    const int MostBytes = 8 * 1024 * 1024;

    readonly string folder;
    readonly IDocumentLoader? source;
    readonly SortedDictionary<string, Entry> entries;
    readonly DateTimeOffset? now;

    SavedDocuments(string folder, IDocumentLoader? source, SortedDictionary<string, Entry> entries, DateTimeOffset? now = null) =>
        (this.folder, this.source, this.entries, this.now) = (folder, source, entries, now);

    sealed record Entry(string? Sha256, string? Problem, DateTimeOffset? Saved = null);

    /// <summary>A folder that keeps what a loader fetches; existing contents stay.</summary>
    public static SavedDocuments Create(string folder, IDocumentLoader source, DateTimeOffset? now = null)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw RefusalException.Usage($"{folder} cannot be made.");
        }

        return new(folder, source, File.Exists(Path.Combine(folder, IndexName)) ? Read(folder) : new(StringComparer.Ordinal), now);
    }

    /// <summary>A folder that was saved; nothing else is fetched.</summary>
    public static SavedDocuments Open(string folder) => new(folder, null, Read(folder));

    public async ValueTask<LoadedDocument> LoadAsync(Uri url, CancellationToken cancellationToken)
    {
        if (source is null)
            return entries.TryGetValue(url.OriginalString, out var entry)
                ? Load(entry)
                : LoadedDocument.Unavailable("it is not in the store");

        var document = await source.LoadAsync(url, cancellationToken);
        entries[url.OriginalString] = Keep(document);
        return document;
    }

    /// <summary>Writes the index of what was fetched.</summary>
    public void Finish()
    {
        if (source is null)
            return;

        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, new() { Indented = true }))
        {
            json.WriteStartObject();
            foreach (var (url, entry) in entries)
            {
                json.WriteStartObject(url);
                json.WriteString(entry.Sha256 is null ? "problem" : "sha256", entry.Sha256 ?? entry.Problem);
                if (entry.Saved is { } saved)
                    json.WriteString("saved", saved.UtcDateTime);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        File.WriteAllBytes(Path.Combine(folder, IndexName), bytes.ToArray());
    }

    Entry Keep(LoadedDocument document)
    {
        if (document.Problem is { } problem)
            return new(null, problem);
        var name = Convert.ToHexStringLower(SHA256.HashData(document.Content.Span));
        File.WriteAllBytes(Path.Combine(folder, name), document.Content.ToArray());
        return new(name, null, now);
    }

    LoadedDocument Load(Entry entry)
    {
        if (entry.Sha256 is not { } name)
            return entry.Problem == LoadedDocument.Gone().Problem ? LoadedDocument.Gone()
                : entry.Problem == LoadedDocument.Absent().Problem ? LoadedDocument.Absent()
                : LoadedDocument.Unavailable(entry.Problem ?? "it is not in the store");

        FileInfo file = new(Path.Combine(folder, name));
        if (!file.Exists || file.Length > MostBytes)
            return LoadedDocument.Unavailable("it is not in the store");
        var bytes = File.ReadAllBytes(file.FullName);
        // The name is the digest: a tampered store gives nothing.
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == name
            ? LoadedDocument.Found(bytes) with
            {
                KeptSince = entry.Saved,
            }
            : LoadedDocument.Unavailable("it was changed in the store");
    }

    static SortedDictionary<string, Entry> Read(string folder)
    {
        try
        {
            SortedDictionary<string, Entry> entries = new(StringComparer.Ordinal);
            using var index = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, IndexName)));
            foreach (var entry in index.RootElement.EnumerateObject())
                entries[entry.Name] =
                    entry.Value.TryGetProperty("sha256", out var digest)
                    && digest.GetString() is { Length: 64 } name
                    && name.All(char.IsAsciiHexDigitLower)
                        ? new(
                            name,
                            null,
                            entry.Value.TryGetProperty("saved", out var saved) && saved.TryGetDateTimeOffset(out var date) ? date : null
                        )
                        : new(null, entry.Value.TryGetProperty("problem", out var problem) ? problem.GetString() : null);
            return entries;
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or ArgumentException
            )
        {
            throw RefusalException.Usage($"{folder} is no folder that --save made.");
        }
    }
}
