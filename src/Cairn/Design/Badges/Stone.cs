namespace Cairn.Design.Badges;

/// <summary>How a stone lies: in place, or still to come in a pathway.</summary>
internal enum BadgeFinish
{
    Solid,
    Outlined,
}

/// <summary>
/// A badge is a stone: outline by category, colour by subject, one to three bands by level, an icon of the skill. The author's choices
/// override these defaults; an unknown name falls back to them, so that an old blueprint can always be drawn.
/// </summary>
internal static class Stone
{
    const double BandWidth = 12;
    const double BandPitch = 22;
    static readonly Dot Middle = new(128, 128);

    public static BadgeDrawing Draw(Blueprint blueprint, BadgeFinish finish = BadgeFinish.Solid) =>
        Draw(blueprint.Badge, blueprint.Category, blueprint.Subject, blueprint.Level, blueprint.Title, finish);

    public static BadgeDrawing Draw(
        BadgeDesign design,
        SkillCategory category,
        SubjectFamily subject,
        SkillLevel level,
        string title,
        BadgeFinish finish = BadgeFinish.Solid
    )
    {
        var (shape, outline) = Named(BadgeOutline.ByName, design.Shape, BadgeOutline.NameOf(category));
        var (name, colour) = Named(BadgePalette.ByName, design.Colour, BadgePalette.NameOf(subject));
        var (icon, drawing) = Named(BadgeIcons.ByName, design.Icon, "star");
        var bands = (int)level + 1;
        var shapes = finish == BadgeFinish.Solid ? Solid(outline, colour, bands) : Outlined(outline, colour, bands);
        var ink = finish == BadgeFinish.Solid ? BadgePalette.Paper : colour;
        return new(title, $"{shape}, {name}, {bands}/3, {icon}", [.. shapes, .. drawing.At(outline.IconAt, outline.IconSide, ink)]);
    }

    // A dark rim, lit from above on the left; a face; a lighter facet on it; bands of quartz.
    static IEnumerable<BadgeShape> Solid(BadgeOutline outline, Colour colour, int bands)
    {
        var face = outline.Path.Placed(0.915, Middle, Middle);
        yield return new(outline.Path, Fill: colour.Toward(BadgePalette.Ink, 0.42));
        yield return new(Facets.Above(outline.Path, new(0, 218), new(256, 40)), Fill: colour.Toward(BadgePalette.Paper, 0.34));
        yield return new(face, Fill: colour);
        yield return new(Facets.Above(face, new(0, 128), new(256, 34)), Fill: colour.Toward(BadgePalette.Paper, 0.07));
        yield return new(Facets.Below(face, new(0, 232), new(256, 146)), Fill: colour.Toward(BadgePalette.Ink, 0.14));
        foreach (var band in Bands(face, outline.Bands, bands))
            yield return new(band, Fill: colour.Toward(BadgePalette.Paper, 0.82));
    }

    static IEnumerable<BadgeShape> Outlined(BadgeOutline outline, Colour colour, int bands)
    {
        var edge = outline.Path.Placed(0.955, Middle, Middle);
        yield return new(edge, Fill: BadgePalette.Paper, Line: colour, LineWidth: 9);
        var face = outline.Path.Placed(0.84, Middle, Middle);
        foreach (var band in Bands(face, outline.Bands, bands))
            yield return new(band, Fill: colour.Toward(BadgePalette.Paper, 0.35));
    }

    static IEnumerable<VectorPath> Bands(VectorPath face, double middle, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var y = middle + (i - (count - 1) / 2d) * BandPitch;
            yield return Facets.Between(
                face,
                (new(0, y - BandWidth / 2 + 5), new(256, y - BandWidth / 2 - 5)),
                (new(0, y + BandWidth / 2 + 5), new(256, y + BandWidth / 2 - 5))
            );
        }
    }

    static (string Name, T Value) Named<T>(IReadOnlyDictionary<string, T> all, string? chosen, string otherwise) =>
        chosen is not null && all.TryGetValue(chosen, out var value) ? (chosen, value) : (otherwise, all[otherwise]);
}
