using System.Collections.Frozen;

namespace Cairn.Design.Badges;

/// <summary>The colours of the stones: slate and earth. White has a contrast of at least 4.5 to 1 on each (WCAG 2.2 AA).</summary>
internal static class BadgePalette
{
    public static Colour Paper { get; } = Colour.FromHex("#fbfaf6");
    public static Colour Ink { get; } = Colour.FromHex("#20262b");

    public static FrozenDictionary<string, Colour> ByName { get; } =
        new Dictionary<string, Colour>
        {
            ["slate"] = Colour.FromHex("#2c5c8f"),
            ["clay"] = Colour.FromHex("#a8481f"),
            ["moss"] = Colour.FromHex("#3f7030"),
            ["ochre"] = Colour.FromHex("#846006"),
            ["heather"] = Colour.FromHex("#94407f"),
            ["basalt"] = Colour.FromHex("#46525d"),
            ["lagoon"] = Colour.FromHex("#0e7272"),
            ["iris"] = Colour.FromHex("#5848ad"),
            ["umber"] = Colour.FromHex("#5f3d2b"),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string NameOf(SubjectFamily subject) =>
        subject switch
        {
            SubjectFamily.Mathematics => "slate",
            SubjectFamily.Language => "clay",
            SubjectFamily.Science => "moss",
            SubjectFamily.SocialStudies => "ochre",
            SubjectFamily.Arts => "heather",
            SubjectFamily.Computing => "basalt",
            SubjectFamily.Wellbeing => "lagoon",
            SubjectFamily.Career => "iris",
            SubjectFamily.Teaching => "umber",
            _ => throw new ArgumentOutOfRangeException(nameof(subject)),
        };
}
