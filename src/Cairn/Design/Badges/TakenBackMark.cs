namespace Cairn.Design.Badges;

/// <summary>
/// The badge of an award that was taken back: without colours and with a bar across, so that nobody takes it for a valid one, even in grey
/// or in print.
/// </summary>
internal static class TakenBackMark
{
    /// <param name="drawing">As it was.</param>
    /// <param name="words">What the mark means, for people who cannot see it.</param>
    public static BadgeDrawing TakenBack(this BadgeDrawing drawing, string words) =>
        drawing with
        {
            Title = $"{words}: {drawing.Title}",
            Description = $"{drawing.Description}, {words}",
            Shapes = [.. drawing.Shapes.Select(Faded), Bar(24, BadgePalette.Paper), Bar(14, BadgePalette.Ink)],
        };

    static BadgeShape Faded(BadgeShape shape) => shape with { Fill = Faded(shape.Fill), Line = Faded(shape.Line) };

    static Colour? Faded(Colour? colour)
    {
        if (colour is not { } seen)
            return null;
        var grey = (byte)Math.Round(255 * Math.Pow(seen.Luminance, 1 / 2.2));
        return new Colour(grey, grey, grey).Toward(BadgePalette.Paper, 0.45);
    }

    // From the lower left to the upper right, over the edge on both sides.
    static BadgeShape Bar(double half, Colour colour) =>
        new(
            VectorPath.Polygon([
                new(14 - half * 0.6, 214 - half),
                new(242 - half * 0.6, 42 - half),
                new(242 + half * 0.6, 42 + half),
                new(14 + half * 0.6, 214 + half),
            ]),
            Fill: colour
        );
}
