using System.Collections.Frozen;

namespace Cairn.Design.Badges;

/// <summary>The outline of a stone on the square of 256, and where its icon and bands go.</summary>
/// <param name="Path">Clockwise, without dents.</param>
/// <param name="IconAt">The icon's centre.</param>
/// <param name="IconSide">The icon's side.</param>
/// <param name="Bands">Where the bands' middle is, down from the top.</param>
internal sealed record BadgeOutline(VectorPath Path, Dot IconAt, double IconSide, double Bands)
{
    /// <summary>Hewn: six rounded corners, no two alike.</summary>
    static readonly BadgeOutline Hexagon = new(
        VectorPath.Rounded(26, new(70, 22), new(188, 18), new(244, 124), new(190, 236), new(66, 238), new(12, 132)),
        new(128, 104),
        116,
        196
    );

    /// <summary>Rounded by water, wider than high.</summary>
    static readonly BadgeOutline Pebble = new(
        VectorPath.Parse("M8 142C4 84 56 36 130 32C204 28 250 70 248 128C246 190 198 224 122 226C56 228 12 196 8 142Z"),
        new(128, 108),
        110,
        190
    );

    /// <summary>Standing, higher than wide, with an arched head.</summary>
    static readonly BadgeOutline Slab = new(
        VectorPath.Parse("M40 222L46 92C48 38 84 12 130 12C176 12 208 38 211 90L217 220Q218 244 194 244L64 246Q39 246 40 222Z"),
        new(128, 102),
        112,
        204
    );

    /// <summary>A keystone: broad shoulders, narrow foot.</summary>
    static readonly BadgeOutline Shield = new(
        VectorPath.Parse(
            "M16 60Q14 36 38 30Q128 6 218 30Q242 36 240 60L234 116C228 176 190 216 138 244Q128 249 118 244C66 216 28 176 22 116Z"
        ),
        new(128, 96),
        112,
        182
    );

    public static FrozenDictionary<string, BadgeOutline> ByName { get; } =
        new Dictionary<string, BadgeOutline>
        {
            ["hexagon"] = Hexagon,
            ["pebble"] = Pebble,
            ["slab"] = Slab,
            ["shield"] = Shield,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string NameOf(SkillCategory category) =>
        category switch
        {
            SkillCategory.Technical => "hexagon",
            SkillCategory.Soft => "pebble",
            SkillCategory.Subject => "slab",
            SkillCategory.Industry => "shield",
            _ => throw new ArgumentOutOfRangeException(nameof(category)),
        };
}
