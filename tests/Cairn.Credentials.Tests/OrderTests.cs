using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Cairn.Credentials.Tests;

/// <summary>
/// The folders of the library have an order: whoever reads or changes one needs only those below it. The root, which all use, uses none.
/// </summary>
public sealed partial class OrderTests
{
    static readonly IReadOnlySet<Use> Uses = Use.Of(typeof(Limits).Assembly.Location);

    [Fact]
    public void Fails_when_folders_use_each_other_in_a_circle() => None(Circles(Uses));

    [Fact]
    public void Fails_when_a_folder_uses_one_that_the_architecture_names_after_it()
    {
        var order = Order().Match(File.ReadAllText(Path.Combine(Repository(), "ARCHITECTURE.md"))).Groups["folders"].Value;
        List<string> folders = [Use.Root, .. order.Split(',', StringSplitOptions.TrimEntries)];

        Assert.Equal(Sources().Select(FolderOf).Distinct().Order(), folders.Order());
        None(Uses.Where(use => folders.IndexOf(use.OtherFolder) > folders.IndexOf(use.Folder)).Select(use => use.ToString()));
    }

    [Fact]
    public void Fails_when_a_file_has_another_namespace_than_its_folder() =>
        None(
            Sources()
                .Where(file =>
                    Namespace().Match(File.ReadAllText(file)).Groups["name"].Value
                    != string.Join('.', ["Cairn.Credentials", .. Folders(file)])
                )
        );

    [Fact]
    public void Sees_what_is_declared_what_a_body_calls_and_what_a_lambda_names() =>
        Assert.Superset(
            new HashSet<Use>
            {
                new("JsonLd", "JsonLdOptions", "Contexts", "IContextSource"),
                new("Proofs", "EcdsaSd2023", "Canonical", "CanonicalForm"),
                new("Canonical", "TracedString", "JsonLd", "CompiledTerm"),
                new("Verification", "Verifier", Use.Root, "CanonicalWork"),
            },
            Uses.ToHashSet()
        );

    [Theory]
    [InlineData("A>B B>C A>C", "")]
    [InlineData("A>B B>A", "A → B → A: A1 uses B2, B1 uses A2")]
    [InlineData("A>B B>C C>D D>B", "B → C → D → B: B1 uses C2, C1 uses D2, D1 uses B2")]
    [InlineData("A>B B>A B>C C>D D>C", "A → B → A: A1 uses B2, B1 uses A2; C → D → C: C1 uses D2, D1 uses C2")]
    [InlineData("B>(root) (root)>B", "(root) → B → (root): (root)1 uses B2, B1 uses (root)2")]
    public void Finds_the_circles_of_a_graph(string graph, string circles) =>
        Assert.Equal(circles, string.Join("; ", Circles([.. graph.Split(' ').Select(edge => edge.Split('>')).Select(Made)])));

    static Use Made(string[] ends) => new(ends[0], ends[0] + "1", ends[1], ends[1] + "2");

    // An assertion over a collection would cut the lines short.
    static void None(IEnumerable<string> found)
    {
        var lines = string.Join('\n', found);
        Assert.True(string.IsNullOrEmpty(lines), lines);
    }

    /// <summary>The shortest circle through each folder that is the first by name in it, with the types that close it.</summary>
    static IEnumerable<string> Circles(IReadOnlyCollection<Use> uses)
    {
        var below = uses.ToLookup(use => use.Folder, use => use.OtherFolder);
        foreach (var folder in below.Select(group => group.Key).Order(StringComparer.Ordinal))
            if (Circle(folder, below) is { } circle && circle.Min(StringComparer.Ordinal) == folder)
                yield return $"{string.Join(" → ", circle)}: {string.Join(", ", circle.Zip(circle.Skip(1), Types))}";

        string Types(string from, string to) =>
            string.Join(
                ", ",
                uses.Where(use => use.Folder == from && use.OtherFolder == to).Select(use => $"{use.Type} uses {use.OtherType}").Order()
            );
    }

    static List<string>? Circle(string folder, ILookup<string, string> below)
    {
        HashSet<string> seen = [];
        Queue<List<string>> ways = new([
            [folder],
        ]);
        while (ways.TryDequeue(out var way))
            foreach (var next in below[way[^1]].Order(StringComparer.Ordinal))
            {
                if (next == folder)
                    return [.. way, next];
                if (seen.Add(next))
                    ways.Enqueue([.. way, next]);
            }

        return null;
    }

    static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Library(), "*.cs", SearchOption.AllDirectories).Where(file => Folders(file) is not ["bin" or "obj", ..]);

    static string[] Folders(string file) => Path.GetRelativePath(Library(), file).Split(Path.DirectorySeparatorChar)[..^1];

    static string FolderOf(string file) => Folders(file) is [var first, ..] ? first : Use.Root;

    static string Library() => Path.Combine(Repository(), "src", "Cairn.Credentials");

    static string Repository([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));

    [GeneratedRegex(@"^src/Cairn\.Credentials/ +the standards[^:]*:(?<folders>[\w\s,]+);", RegexOptions.Multiline)]
    private static partial Regex Order();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
