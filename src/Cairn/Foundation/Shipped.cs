using System.Reflection;

namespace Cairn.Foundation;

/// <summary>
/// Files that are embedded in the assembly, so that it is all that is needed. Reading is strict: a member that the model does not know, or
/// one that it needs and the file lacks, is an exception.
/// </summary>
internal static class Shipped
{
    private static readonly Assembly Assembly = typeof(Shipped).Assembly;

    /// <summary>Every JSON file of a folder, by its name without the extension, in the order of names.</summary>
    public static IReadOnlyDictionary<string, T> ReadAll<T>(string folder, JsonSerializerOptions options) =>
        new SortedDictionary<string, T>(
            Names(folder).ToDictionary(name => Path.GetFileNameWithoutExtension(name), name => Parse<T>(Text(name), options)),
            StringComparer.Ordinal
        );

    /// <summary>One file's text, read as strictly.</summary>
    public static T Parse<T>(string json, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<T>(json, Strict(options)) ?? throw new JsonException("The file holds null.");

    public static IEnumerable<string> Names(string folder) =>
        Assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal));

    public static string Text(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }

    public static Stream Open(string name) =>
        Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException("Not embedded in this assembly.", name);

    private static JsonSerializerOptions Strict(JsonSerializerOptions options) =>
        new(options)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectRequiredConstructorParameters = true,
            RespectNullableAnnotations = true,
        };
}
