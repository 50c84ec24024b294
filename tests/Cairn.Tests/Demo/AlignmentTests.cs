using Cairn.Design;

namespace Cairn.Tests.Demo;

/// <summary>
/// Every alignment names an item that its publisher knows, by identifier, code and address. The publishers' tables are not part of
/// the repository; where they are absent the look-up is skipped and only the form is tested.
/// </summary>
public sealed class AlignmentTests
{
    static readonly FrameworkAlignment[] Alignments =
    [
        .. SampleBlueprints.All.Values.SelectMany(blueprint => blueprint.Alignments).Distinct(),
    ];

    [Fact]
    public void Addresses_are_made_of_identifiers() =>
        Assert.All(
            Alignments,
            alignment =>
                Assert.Equal(
                    alignment.TargetType == "CFItem"
                        ? $"https://casenetwork.1edtech.org/uri/{Guid.ParseExact(alignment.Identifier, "D")}"
                        : $"https://www.onetonline.org/link/summary/{alignment.Code}",
                    alignment.Url
                )
        );

    [PublishersTableFact("frameworks/ccsso-ela-items.csv")]
    public void Standards_exist_under_that_identifier_and_code()
    {
        var items = PublishersTable
            .Read("frameworks/ccsso-ela-items.csv")
            .Select(row => (row["identifier"], row["humanCodingScheme"]))
            .ToHashSet();

        Assert.All(
            Alignments.Where(alignment => alignment.TargetType == "CFItem"),
            alignment => Assert.Contains((alignment.Identifier, alignment.Code), items)
        );
        Assert.DoesNotContain((Alignments[0].Identifier, "W.4.99"), items);
    }

    [PublishersTableFact("occupations/onet-import.csv")]
    public void Occupations_exist_under_that_code()
    {
        var codes = PublishersTable.Read("occupations/onet-import.csv").Select(row => row["O*NET-SOC Code"]).ToHashSet();

        Assert.All(
            Alignments.Where(alignment => alignment.TargetType == "ext:ONetOccupation"),
            alignment => Assert.Contains(alignment.Identifier, codes)
        );
    }

    [PublishersTableFact("frameworks/ccsso-ela-items.csv")]
    public void No_text_of_a_standard_is_copied()
    {
        var statements = PublishersTable
            .Read("frameworks/ccsso-ela-items.csv")
            .Select(row => row["fullStatement"])
            .Where(text => text.Length > 40)
            .ToArray();
        var texts = SampleBlueprints.All.Values.SelectMany(blueprint =>
            new[] { blueprint.Competency, blueprint.Summary, blueprint.Method }
        );

        Assert.All(
            texts,
            text => Assert.DoesNotContain(statements, statement => text.Contains(statement, StringComparison.OrdinalIgnoreCase))
        );
    }
}
