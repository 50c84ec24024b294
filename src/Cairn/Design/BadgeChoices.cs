using Cairn.Design.Badges;

namespace Cairn.Design;

/// <summary>The names that a badge drawing knows, in the order offered.</summary>
internal static class BadgeChoices
{
    public static IReadOnlyList<string> Shapes { get; } = [.. BadgeOutline.ByName.Keys.Order(StringComparer.Ordinal)];
    public static IReadOnlyList<string> Colours { get; } = [.. BadgePalette.ByName.Keys.Order(StringComparer.Ordinal)];
    public static IReadOnlyList<string> Icons { get; } = [.. BadgeIcons.All.Select(icon => icon.Name)];
}
