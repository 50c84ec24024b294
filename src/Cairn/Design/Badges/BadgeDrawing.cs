namespace Cairn.Design.Badges;

/// <summary>An opaque colour.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    public static Colour FromHex(string hex) =>
        new(Convert.ToByte(hex[1..3], 16), Convert.ToByte(hex[3..5], 16), Convert.ToByte(hex[5..7], 16));

    public string Hex => $"#{Red:x2}{Green:x2}{Blue:x2}";

    /// <summary>Part of the way to another colour, 0 to 1.</summary>
    public Colour Toward(Colour other, double part) =>
        new(Mix(Red, other.Red, part), Mix(Green, other.Green, part), Mix(Blue, other.Blue, part));

    /// <summary>Contrast with another colour, 1 to 21 (WCAG 2.2, contrast ratio).</summary>
    public double Contrast(Colour other)
    {
        var (light, dark) = (Math.Max(Luminance, other.Luminance), Math.Min(Luminance, other.Luminance));
        return (light + 0.05) / (dark + 0.05);
    }

    /// <summary>Relative luminance, 0 to 1 (WCAG 2.2).</summary>
    public double Luminance => 0.2126 * Linear(Red) + 0.7152 * Linear(Green) + 0.0722 * Linear(Blue);

    static byte Mix(byte from, byte to, double part) => (byte)Math.Round(from + (to - from) * part);

    static double Linear(byte value) => value / 255d <= 0.04045 ? value / 255d / 12.92 : Math.Pow((value / 255d + 0.055) / 1.055, 2.4);
}

/// <summary>A path with its fill, its line, or both. Lines have round ends and corners.</summary>
internal sealed record BadgeShape(VectorPath Path, Colour? Fill = null, Colour? Line = null, double LineWidth = 0);

/// <summary>A picture as one list of shapes, painted in order on a square of 256; SVG and PNG are written from it.</summary>
/// <param name="Title">Its name for people who cannot see it.</param>
/// <param name="Description">What can be seen.</param>
/// <param name="Shapes">From back to front.</param>
internal sealed record BadgeDrawing(string Title, string Description, IReadOnlyList<BadgeShape> Shapes)
{
    public const int Side = 256;

    /// <summary>An SVG document of its own; no style, no script, no ids, so that it can also be put inside a page.</summary>
    public string ToSvg() => BadgeSvg.Write(this);

    /// <summary>A PNG with transparent surroundings.</summary>
    /// <param name="size">Pixels of a side, 8 to 2048.</param>
    public byte[] ToPng(int size = 512) => BadgePng.Write(this, size);
}
