namespace Cairn.Foundation.Html.Forms;

/// <summary>One option of a select, a radio group or a checkbox group.</summary>
/// <param name="Value">What is posted.</param>
/// <param name="Label">In the reader's language.</param>
/// <param name="Hint">A line below the label (not in a select).</param>
public sealed record Choice(string Value, string Label, string? Hint = null);

internal static class Choices
{
    public static string WordOf(this IReadOnlyList<Choice> choices, string value) =>
        choices.FirstOrDefault(choice => choice.Value == value)?.Label ?? value;
}
