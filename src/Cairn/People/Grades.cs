namespace Cairn.People;

/// <summary>School grades, as rosters code them and as people say them.</summary>
internal static class Grades
{
    /// <summary>"09,10,KG" as "K, 9, 10": the youngest first.</summary>
    public static string Shown(string? codes) =>
        string.Join(", ", (codes ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Word).Order(Comparer.Instance));

    private static string Word(string code) => code is "KG" ? "K" : code.TrimStart('0');

    /// <summary>Before kindergarten, kindergarten, 1 to 13, and whatever else there is.</summary>
    public sealed class Comparer : IComparer<string>
    {
        public static readonly Comparer Instance = new();

        private static readonly string[] BeforeSchool = ["IT", "PR", "PK", "TK", "K", "KG"];

        public int Compare(string? x, string? y) =>
            Rank(x).CompareTo(Rank(y)) is var byRank and not 0 ? byRank : string.CompareOrdinal(x, y);

        private static int Rank(string? grade) =>
            Array.IndexOf(BeforeSchool, grade) is >= 0 and var early ? early - BeforeSchool.Length
            : int.TryParse(grade, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : int.MaxValue;
    }
}
