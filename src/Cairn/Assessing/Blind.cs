using System.Text.RegularExpressions;
using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Assessing;

/// <summary>
/// In the certified tier the assessor does not know whose work it is: a label replaces the name, also in titles.
/// </summary>
internal static class Blind
{
    public static string LabelFor(AssessmentTier tier, Id<Enrollment> enrollment, string name) =>
        tier is AssessmentTier.Certified ? $"Learner {Mark(enrollment)}" : name;

    /// <summary>
    /// The same label replaces every part of the name that is a separate word; parts shorter than three letters are left.
    /// </summary>
    public static string Without(string text, string label, params IEnumerable<string> names)
    {
        foreach (
            var name in names
                .SelectMany(n => n.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries))
                .Where(n => n.Length > 2)
                .OrderByDescending(n => n.Length)
        )
            text = Regex.Replace(
                text,
                $@"(?<![\p{{L}}]){Regex.Escape(name)}(?![\p{{L}}])",
                label,
                RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
                TimeSpan.FromSeconds(1)
            );
        return text;
    }

    // Four hexadecimal digits of a hash: the same for every attempt, and impossible to reverse.
    private static string Mark(Id<Enrollment> enrollment) => Convert.ToHexString(SHA256.HashData(enrollment.Value.ToByteArray()))[..4];
}
