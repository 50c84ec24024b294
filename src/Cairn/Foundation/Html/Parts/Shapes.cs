namespace Cairn.Foundation.Html.Parts;

internal static class Shapes
{
    /// <summary>The shape beside a note's or a message's words.</summary>
    public static string Of(Tone tone) =>
        tone switch
        {
            Tone.Good => "check-circle",
            Tone.Yours => "flag",
            Tone.Danger => "exclamation-octagon",
            _ => "info-circle",
        };
}
