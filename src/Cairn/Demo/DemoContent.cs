using System.Reflection;
using Cairn.Design;

namespace Cairn.Demo;

/// <summary>
/// What the demo district begins with. The files are beside this one and embedded, so that a demo needs only the assembly. Reading is
/// strict: an unknown or missing member is an exception.
/// </summary>
internal static class DemoContent
{
    static readonly Assembly Assembly = typeof(DemoContent).Assembly;

    static readonly JsonSerializerOptions Strict = new(Blueprint.Json)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>The micro-credentials by slug, in slug order.</summary>
    public static IReadOnlyDictionary<string, Blueprint> Catalogue() => ReadAll<Blueprint>("Demo/Catalogue/");

    /// <summary>Finished submissions that meet the standard, by the slug of their micro-credential: a learner may look at them.</summary>
    public static IReadOnlyDictionary<string, WorkedExample> Examples() => ReadAll<WorkedExample>("Demo/Examples/");

    /// <summary>Submissions with the panel's levels, met or not yet, for an assessor to practise on. Their learners are invented.</summary>
    public static IReadOnlyDictionary<string, WorkedExample> Practice() => ReadAll<WorkedExample>("Demo/Practice/");

    public static DemoPeople People() => Parse<DemoPeople>(Text("Demo/people.json"));

    /// <summary>The district's roster, OneRoster 1.1 CSV, as the importer takes single files.</summary>
    public static IEnumerable<(string Name, Func<Stream> Open)> Roster() =>
        Names("Demo/Roster/").Select(name => (Path.GetFileName(name), (Func<Stream>)(() => Open(name))));

    /// <summary>Reads one file's text as strictly as the shipped ones.</summary>
    public static T Parse<T>(string json) => JsonSerializer.Deserialize<T>(json, Strict) ?? throw new JsonException("The file holds null.");

    static SortedDictionary<string, T> ReadAll<T>(string folder) =>
        new(
            Names(folder).ToDictionary(name => Path.GetFileNameWithoutExtension(name), name => Parse<T>(Text(name))),
            StringComparer.Ordinal
        );

    static IEnumerable<string> Names(string folder) =>
        Assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal));

    static string Text(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }

    static Stream Open(string name) =>
        Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException("Not embedded in this assembly.", name);
}
