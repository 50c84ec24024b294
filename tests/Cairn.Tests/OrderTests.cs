using System.Text.RegularExpressions;
using Cairn.Credentials.Tests;
using Cairn.Tests.Foundation.Html;

namespace Cairn.Tests;

/// <summary>
/// The features have an order: whoever reads or changes one needs only those below it. Held over what the compiled types really use.
/// </summary>
public sealed partial class OrderTests
{
    /// <summary>From the ground up.</summary>
    private static readonly IReadOnlyList<string> Order =
    [
        "Foundation",
        "People",
        .. CairnApplication.Features.Select(feature => feature.GetType().Namespace!.Split('.')[1]),
    ];

    private static readonly IReadOnlySet<Use> Uses = Use.Of(typeof(CairnApplication).Assembly.Location, "Cairn");

    /// <summary>Of the root all may use the database, the options and what a feature is; nobody uses the table of contents.</summary>
    private static readonly IReadOnlySet<string> Ground = new HashSet<string>
    {
        nameof(CairnDb),
        "SqliteCairnDb",
        "PostgresCairnDb",
        nameof(CairnOptions),
        nameof(Feature),
        nameof(Routes),
        nameof(Word),
        nameof(NavPlace),
        nameof(HomePart),
        nameof(HomeTile),
        nameof(HomeMoment),
        nameof(HomeSection),
    };

    [Fact]
    public void Fails_when_a_feature_uses_one_that_stands_on_it() => Assert.Empty(Up(Uses, Order));

    [Fact]
    public void Fails_when_a_feature_uses_the_table_of_contents() =>
        Assert.DoesNotContain(Uses, use => use.OtherFolder == Use.Root && use.Folder != "Migrations" && !Ground.Contains(use.OtherType));

    [Fact]
    public void Every_folder_has_its_place_in_the_order() =>
        Assert.Equal(
            Directory
                .EnumerateDirectories(Sources.Platform)
                .Select(folder => Path.GetFileName(folder)!)
                .Where(name => char.IsAsciiLetterUpper(name[0]) && name != "Migrations")
                .Order(),
            Order.Order()
        );

    [Fact]
    public void The_architecture_says_the_same_order()
    {
        var text = File.ReadAllText(Path.Combine(Sources.Platform, "..", "..", "ARCHITECTURE.md"));
        Assert.Equal(Order, Arrows().Match(text).Groups["order"].Value.Split('→', StringSplitOptions.TrimEntries));
    }

    [Fact]
    public void Fails_when_a_file_has_another_namespace_than_its_folder() =>
        Assert.Empty(
            Directory
                .EnumerateFiles(Sources.Platform, "*.cs", SearchOption.AllDirectories)
                .Select(file =>
                    (File: file, Folders: Path.GetRelativePath(Sources.Platform, file).Split(Path.DirectorySeparatorChar)[..^1])
                )
                .Where(one =>
                    one.Folders is not ["bin" or "obj" or "Migrations", ..] && !one.File.EndsWith("Db.cs", StringComparison.Ordinal)
                )
                .Where(one =>
                    Namespace().Match(File.ReadAllText(one.File)) is { Success: true } found
                    && found.Groups["name"].Value != string.Join('.', ["Cairn", .. one.Folders])
                )
                .Select(one => one.File)
        );

    [Fact]
    public void Sees_what_a_query_a_lambda_and_a_page_use()
    {
        Assert.Contains(
            Uses,
            use => use is { Folder: "Awarding", Type: "WaitingDecisions", OtherFolder: "Earning", OtherType: "Enrollment" }
        );
        Assert.Contains(Uses, use => use is { Folder: "Home", Type: "Navigation", OtherFolder: "People" });
        Assert.Contains(Uses, use => use is { Folder: "Workspace", Type: "SubmissionPage", OtherFolder: "Design" });
    }

    [Theory]
    [InlineData("A>B", "A1 uses B2")]
    [InlineData("B>A", "")]
    [InlineData("C>A C>B A>C", "A1 uses C2")]
    public void Finds_what_points_up(string uses, string found) =>
        Assert.Equal(
            found,
            string.Join(
                "; ",
                Up([.. uses.Split(' ').Select(use => new Use(use[..1], use[0] + "1", use[2..], use[2] + "2"))], ["A", "B", "C"])
            )
        );

    private static IEnumerable<string> Up(IReadOnlyCollection<Use> uses, IReadOnlyList<string> order)
    {
        var places = order.Index().ToDictionary(one => one.Item, one => one.Index);
        return from use in uses
            where places.ContainsKey(use.Folder) && places.ContainsKey(use.OtherFolder) && places[use.OtherFolder] > places[use.Folder]
            select $"{use.Type} uses {use.OtherType}";
    }

    [GeneratedRegex(@"(?<order>Foundation → People(?:\s+→\s+\w+)+)")]
    private static partial Regex Arrows();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
