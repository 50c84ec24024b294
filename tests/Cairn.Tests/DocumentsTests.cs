using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Cairn.Tests;

/// <summary>The project's documents against the project.</summary>
public sealed partial class DocumentsTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    [Fact]
    public void Fails_when_a_document_links_to_what_is_not_there()
    {
        var broken = Documents()
            .SelectMany(document =>
                Link()
                    .Matches(File.ReadAllText(document))
                    .Select(link => (link.Groups[1].Value + link.Groups[2].Value).Split('#')[0])
                    .Where(target => target.Length > 0 && !target.Contains(':', StringComparison.Ordinal))
                    .Where(target => !Path.Exists(Path.Combine(Path.GetDirectoryName(document)!, Uri.UnescapeDataString(target))))
                    .Select(target => $"{Path.GetRelativePath(Root, document)}: {target}")
            );

        Assert.Empty(broken);
    }

    /// <summary>What stands in italics and begins with a capital is a word of the screen, or a way over several: <c>*My work* → *Set aside*</c>.</summary>
    [Fact]
    public void Fails_when_a_guide_names_what_no_screen_says()
    {
        var said = Directory
            .EnumerateFiles(Path.Combine(Root, "src/Cairn"), "*Texts.resx", SearchOption.AllDirectories)
            .SelectMany(file => System.Xml.Linq.XDocument.Load(file).Descendants("data").Select(one => one.Element("value")!.Value))
            .Select(text => Placeholder().Replace(text, "…").TrimEnd('…', ':', '.', ' '))
            .ToHashSet();
        var unknown = Directory
            .EnumerateFiles(Path.Combine(Root, "docs/guides"), "*.md")
            .SelectMany(guide =>
                Italic()
                    .Matches(Code().Replace(File.ReadAllText(guide), ""))
                    .SelectMany(italic => italic.Groups[1].Value.ReplaceLineEndings(" ").Split('→', StringSplitOptions.TrimEntries))
                    .Where(word => char.IsUpper(word[0]) && !said.Contains(word.TrimEnd('…', ':', '.', ' ')))
                    .Select(word => $"{Path.GetFileName(guide)}: {word}")
            );

        Assert.Empty(unknown);
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"(?<![\w*])\*([^*\s][^*]*?)\*(?![\w*])")]
    private static partial Regex Italic();

    [GeneratedRegex(@"```.*?```|`[^`]*`|\*\*.*?\*\*", RegexOptions.Singleline)]
    private static partial Regex Code();

    [Fact]
    public void Fails_when_the_readme_does_not_tell_of_a_setting()
    {
        var readme = File.ReadAllText(Path.Combine(Root, "README.md"));
        var read = new HashSet<string>();
        CairnOptions.Read(name =>
        {
            read.Add(name);
            return null;
        });

        Assert.NotEmpty(read);
        Assert.DoesNotContain(read, name => !readme.Contains($"| `{name}` |", StringComparison.Ordinal));
    }

    [Fact]
    public void Fails_when_a_picture_is_too_big_to_load_quickly()
    {
        var big = Directory.EnumerateFiles(Path.Combine(Root, "docs", "images")).Where(file => new FileInfo(file).Length > 200 * 1024);
        Assert.Empty(big);
    }

    private static IEnumerable<string> Documents() =>
        Directory
            .EnumerateFiles(Root, "*.md")
            .Concat(
                new[] { "docs", "src" }.SelectMany(folder =>
                    Directory.EnumerateFiles(Path.Combine(Root, folder), "*.md", SearchOption.AllDirectories)
                )
            );

    private static string ThisFile([CallerFilePath] string file = "") => file;

    [GeneratedRegex(@"\]\(([^)\s]+)\)|src=""([^""]+)""")]
    private static partial Regex Link();
}
