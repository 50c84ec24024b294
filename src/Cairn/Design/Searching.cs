namespace Cairn.Design;

internal static class Searching
{
    /// <summary>Lower case without accents, so that "leccion" finds "Lección" on every database.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var character in text.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(character) is not UnicodeCategory.NonSpacingMark)
                folded.Append(char.ToLowerInvariant(character));
        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    private const string Vowels = "aeiouy";

    /// <summary>With the fewest letters that must be left.</summary>
    private static readonly (string Ending, int Left)[] Endings =
    [
        ("ations", 4),
        ("ation", 4),
        ("ciones", 3),
        ("cion", 3),
        ("ings", 3),
        ("ing", 3),
        ("ies", 3),
        ("ers", 5),
        ("er", 5),
        ("ed", 4),
        ("es", 3),
        ("s", 3),
        ("y", 3),
        ("e", 3),
    ];

    /// <summary>
    /// What a folded word has in common with its other forms, as a beginning that all of them contain: "computers" and "computing" both hold
    /// "comput". It is only ever looked for inside texts, so nothing is stored by it.
    /// </summary>
    public static string Stem(string word)
    {
        if (!word.All(char.IsLetter))
            return word;
        foreach (var (ending, left) in Endings)
        {
            if (!word.EndsWith(ending, StringComparison.Ordinal) || word.Length - ending.Length < left)
                continue;
            var stem = word[..^ending.Length];
            // "string" is no form of "str", "class" of "clas", "play" of "pla".
            if (
                !stem.Any(Vowels.Contains)
                || ending is "s" or "y" or "e" && (stem[^1] == ending[0] || ending is not "s" && IsVowel(stem[^1]))
            )
                return word;
            // "running" holds "run".
            return
                ending is "ings" or "ing" or "ers" or "er" or "ed"
                && stem[^1] == stem[^2]
                && !"lsz".Contains(stem[^1])
                && !IsVowel(stem[^1])
                ? stem[..^1]
                : stem;
        }
        return word;

        static bool IsVowel(char letter) => Vowels.Contains(letter);
    }
}
