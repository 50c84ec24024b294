using Cairn.Design;

namespace Cairn.Catalog;

/// <summary>What somebody is looking for. Anything left out matches everything.</summary>
internal sealed record CatalogFilter
{
    public const int LongestSearch = 200,
        MostWords = 8;

    /// <summary>Words that must all be there, in any order and form; accents and case do not matter.</summary>
    public string? Search { get; init; }

    public Audience? Audience { get; init; }

    /// <summary>That one as versions hold theirs; 0 without one.</summary>
    public int AudienceBit => Audience is { } one ? 1 << (int)one : 0;

    public SkillCategory? Category { get; init; }
    public SubjectFamily? Subject { get; init; }
    public SkillLevel? Level { get; init; }
    public AssessmentTier? Tier { get; init; }

    /// <summary>At most this many minutes.</summary>
    public int? Minutes { get; init; }

    public string? Language { get; init; }
    public CatalogOrder Order { get; init; }

    /// <summary>Whose short lists come first: the searcher's schools.</summary>
    public IReadOnlyList<Id<Organization>> Schools { get; init; } = [];

    /// <summary>Only those schools' short lists.</summary>
    public bool PicksOnly { get; init; }

    public IReadOnlyList<string> Words =>
        [
            .. Searching
                .Fold(Search ?? "")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(Searching.Stem)
                .Distinct()
                .Take(MostWords),
        ];

    private static readonly IReadOnlyList<(SubjectFamily Subject, string Name)> SubjectNames =
    [
        .. from language in CairnCulture.Languages
        let words = new SignedWords(typeof(Design.Texts), language)
        from subject in Enum.GetValues<SubjectFamily>()
        select (subject, Searching.Fold(words[$"SubjectFamily.{subject}"])),
    ];

    /// <summary>The subjects that have the word in their name, in any of Cairn's languages.</summary>
    public static IReadOnlyList<SubjectFamily> SubjectsNamed(string word) =>
        [.. SubjectNames.Where(one => one.Name.Contains(word, StringComparison.Ordinal)).Select(one => one.Subject).Distinct()];

    /// <summary>The audience that a school grade belongs to; null without one.</summary>
    public static Audience? AudienceOf(string? grade) =>
        grade?.TrimStart('0') switch
        {
            null => null,
            "KG" or "PK" or "TK" or "IT" or "PR" or "1" or "2" => Design.Audience.KTo2,
            "3" or "4" or "5" => Design.Audience.Grades3To5,
            "6" or "7" or "8" => Design.Audience.Grades6To8,
            "9" or "10" or "11" or "12" or "13" or "PS" => Design.Audience.Grades9To12,
            _ => null,
        };
}

internal enum CatalogOrder
{
    Newest,
    Title,
}
