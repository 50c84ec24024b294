using System.Text.RegularExpressions;
using Cairn.Tests.Foundation.Html;

namespace Cairn.Tests.Foundation;

public sealed partial class FoundationTests
{
    [Fact]
    public void Foundation_names_no_feature()
    {
        var features = Directory
            .EnumerateDirectories(Sources.Platform)
            .Select(folder => Path.GetFileName(folder)!)
            .Where(name => char.IsAsciiLetterUpper(name[0]) && name is not ("Foundation" or "Migrations"))
            .ToHashSet();
        Assert.Contains("Earning", features);

        var named = Directory
            .EnumerateFiles(Path.Combine(Sources.Platform, "Foundation"), "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .SelectMany(file =>
                Namespace().Matches(File.ReadAllText(file)).Select(match => (File: Path.GetFileName(file), Feature: match.Groups[1].Value))
            )
            .Where(found => features.Contains(found.Feature));
        Assert.Empty(named);
    }

    [GeneratedRegex(@"\bCairn\.([A-Z]\w+)")]
    private static partial Regex Namespace();
}
