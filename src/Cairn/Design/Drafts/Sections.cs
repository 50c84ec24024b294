namespace Cairn.Design.Drafts;

internal static class Sections
{
    public static IReadOnlyList<string> All { get; } =
    ["basics", "competency", "overview", "evidence", "rubric", "reflection", "resources", "alignments", "badge"];

    /// <summary>Where to find a path of the blueprint in the editor: "Rubric 2".</summary>
    public static string SectionOf(this IStringLocalizer<Texts> texts, string path)
    {
        var root = path.Split('[', '.')[0];
        var section = root switch
        {
            "competency" or "method" => "competency",
            "overview" or "evidence" or "rubric" or "reflection" or "resources" or "alignments" or "badge" => root,
            _ => "basics",
        };
        var text = texts[$"Section.{section}"].Value;
        return
            path.StartsWith(root + "[", StringComparison.Ordinal) && int.TryParse(path[(root.Length + 1)..path.IndexOf(']')], out var index)
            ? $"{text} {index + 1}"
            : text;
    }
}
