using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Catalog;

/// <summary>Why one of the catalogue is shown to somebody first: a fact about them or their school, never a guess.</summary>
/// <param name="Key">The text that says it.</param>
/// <param name="Words">What it names; may be in any language.</param>
internal sealed record Reason(string Key, string Words)
{
    /// <summary>The school's word first, then the reader's own goal, then what they earned, then their grade.</summary>
    public static Reason? Of(CatalogEntry entry, IReadOnlyList<Begun> begun, bool fits)
    {
        if (entry.Picked)
            return entry.PickedBecause is { } because ? new(Texts.WhySchoolSays, because) : new(Texts.WhySchool, "");
        var title = Stems(entry.Title).ToHashSet();
        foreach (var goal in begun.Select(one => one.Goal))
        foreach (var word in goal.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            if (Stems(word) is [var stem] && title.Contains(stem))
                return new(Texts.WhyGoal, word.Trim([.. word.Where(char.IsPunctuation)]));
        if (begun.FirstOrDefault(one => one.State is EnrollmentState.Earned && one.Subject == entry.Subject) is { } earned)
            return new(Texts.WhyEarned, earned.Title);
        return fits ? new(Texts.WhyGrade, "") : null;
    }

    // Shorter words are in every sentence.
    private const int ShortestWord = 5;

    private static string[] Stems(string text) =>
        [
            .. new string([.. Searching.Fold(text).Select(letter => char.IsLetter(letter) ? letter : ' ')])
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Where(word => word.Length >= ShortestWord)
                .Select(Searching.Stem),
        ];
}

/// <summary>What the reader has begun.</summary>
internal sealed record Begun(
    Id<MicroCredential> MicroCredentialId,
    EnrollmentState State,
    string Goal,
    string Title,
    SubjectFamily Subject
);
