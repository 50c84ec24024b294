using System.Text.RegularExpressions;
using Cairn.Tests.Foundation.Html;

namespace Cairn.Tests.Awarding;

/// <summary>
/// Everything that lists or counts awards uses only those that still stand. Code that reads all of them is named here, with how often and
/// why.
/// </summary>
public sealed partial class AwardReadersTests
{
    private static readonly Dictionary<string, (int Times, string Why)> OfAll = new()
    {
        ["Awarding/AwardsThatStand.cs"] = (1, "Those that stand are made of all."),
        ["Awarding/AwardQueries.cs"] = (5, "The record for those who grant, each with its revocation."),
        ["Awarding/Granting.cs"] = (1, "Adds one."),
        ["Awarding/Revoking.cs"] = (1, "Takes one back."),
        ["Awarding/SignCredential.cs"] = (1, "Signs what was granted; its status says the rest."),
        ["Awarding/TakenBack.cs"] = (1, "Finds what was taken back."),
        ["Awarding/Deciding.cs"] = (1, "Names the award that a decision made; the award says whether it stands."),
        ["Portfolio/PortfolioQueries.cs"] = (1, "The holder sees both, apart."),
        ["Portfolio/PublicPages.cs"] = (2, "One credential's own address, which says that it was taken back."),
        ["Portfolio/CredentialPictures.cs"] = (1, "One credential's picture, which shows that it was taken back."),
    };

    [Fact]
    public void Whoever_reads_all_awards_is_named()
    {
        var readers =
            from file in Directory.EnumerateFiles(Sources.Platform, "*.cs", SearchOption.AllDirectories)
            let name = Path.GetRelativePath(Sources.Platform, file).Replace('\\', '/')
            where
                !name.EndsWith("Db.cs", StringComparison.Ordinal)
                && !name.StartsWith("Migrations/", StringComparison.Ordinal)
                && !name.StartsWith("obj/", StringComparison.Ordinal)
            let times = AllAwards().Count(File.ReadAllText(file))
            where times > 0
            orderby name
            select $"{name} {times}";

        Assert.Equal(
            OfAll.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} {one.Value.Times}"),
            readers.Order(StringComparer.Ordinal)
        );
    }

    [GeneratedRegex(@"\b[dD]b\.Awards\b|\bvisit\.Awards\(\)|Set<Award>")]
    private static partial Regex AllAwards();
}
