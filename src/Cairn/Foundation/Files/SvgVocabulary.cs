using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Cairn.Foundation.Files;

/// <summary>What an uploaded picture may contain. Everything else is left out.</summary>
internal static partial class SvgVocabulary
{
    public const string Namespace = "http://www.w3.org/2000/svg";

    public static FrozenSet<string> Elements { get; } =
        Words(
            "svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan "
                + "linearGradient radialGradient stop clipPath mask pattern marker"
        );

    /// <summary>Elements that are drawn only if something refers to them.</summary>
    public static FrozenSet<string> Templates { get; } = Words("symbol clipPath mask pattern marker");

    private static readonly FrozenSet<string> Presentation = Words(
        "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit "
            + "stroke-dasharray stroke-dashoffset "
            + "opacity color display visibility clip-path clip-rule mask paint-order vector-effect shape-rendering text-rendering "
            + "stop-color stop-opacity "
            + "font-family font-size font-style font-weight font-variant font-stretch letter-spacing word-spacing text-anchor "
            + "text-decoration dominant-baseline "
            + "marker-start marker-mid marker-end transform"
    );

    private static readonly FrozenSet<string> Geometry = Words(
        "id viewBox preserveAspectRatio version width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy d points pathLength rotate "
            + "textLength lengthAdjust "
            + "gradientUnits gradientTransform spreadMethod offset patternUnits patternContentUnits patternTransform clipPathUnits "
            + "maskUnits maskContentUnits "
            + "markerUnits markerWidth markerHeight refX refY orient role aria-hidden aria-label"
    );

    /// <summary>
    /// Whether an attribute may stay. References may stay only if they point to a part of the same file and are not inside something that
    /// is itself referred to.
    /// </summary>
    public static bool Allows(string name, string value, bool referable)
    {
        if (!Presentation.Contains(name) && !Geometry.Contains(name))
            return false;
        // A backslash begins a CSS escape, in which anything can hide.
        if (value.Contains('\\', StringComparison.Ordinal) || value.Contains("javascript:", StringComparison.OrdinalIgnoreCase))
            return false;
        if (name == "id")
            return Name().IsMatch(value);
        if (!Functions().IsMatch(value))
            return true;

        return !referable && OwnPaint().IsMatch(value);
    }

    public static bool IsOwnReference(string value) => value.Trim() is ['#', .. var id] && Name().IsMatch(id);

    /// <summary>The declarations of a style attribute that are presentation attributes too.</summary>
    public static IEnumerable<(string Name, string Value)> Declarations(string? style)
    {
        foreach (var declaration in (style ?? "").Split(';'))
        {
            var colon = declaration.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && declaration[..colon].Trim().ToLowerInvariant() is var name && Presentation.Contains(name))
                yield return (name, declaration[(colon + 1)..].Replace("!important", "", StringComparison.Ordinal).Trim());
        }
    }

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(@"^[A-Za-z_][\w.-]{0,99}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    // CSS functions that load or compute; transforms and colours have others.
    [GeneratedRegex(@"url|image|src|expression|attr|var|env|element|paint|@|/\*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Functions();

    [GeneratedRegex(
        @"^\s*url\(\s*(['""]?)#[A-Za-z_][\w.-]{0,99}\1\s*\)(\s+(none|#[0-9A-Fa-f]{3,8}|[a-z]+))?\s*\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex OwnPaint();
}
