using System.Security;

namespace Cairn.Design.Badges;

/// <summary>Writes a drawing as SVG. Presentation attributes only: the content security policy allows no inline style.</summary>
internal static class BadgeSvg
{
    public static string Write(BadgeDrawing drawing)
    {
        var svg = new StringBuilder(4096);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {BadgeDrawing.Side} {BadgeDrawing.Side}\" role=\"img\">"
        );
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<title>{SecurityElement.Escape(drawing.Title)}</title><desc>{SecurityElement.Escape(drawing.Description)}</desc>"
        );
        foreach (var shape in drawing.Shapes)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{shape.Path.ToData()}\" fill=\"{shape.Fill?.Hex ?? "none"}\"");
            if (shape.Line is { } line)
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $" stroke=\"{line.Hex}\" stroke-width=\"{shape.LineWidth:0.##}\" stroke-linecap=\"round\" stroke-linejoin=\"round\""
                );
            svg.Append("/>");
        }

        return svg.Append("</svg>").ToString();
    }
}
