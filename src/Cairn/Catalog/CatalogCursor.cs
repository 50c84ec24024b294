using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using Cairn.Design;

namespace Cairn.Catalog;

/// <summary>The key of the row at a page's edge: paging continues from there, however many rows there are.</summary>
/// <param name="Picked">1 for a pick of the searcher's school, which come first.</param>
/// <param name="PublishedAt">Key of <see cref="CatalogOrder.Newest"/>.</param>
/// <param name="Title">Key of <see cref="CatalogOrder.Title"/>: folded.</param>
/// <param name="Id">Makes the order complete.</param>
/// <param name="Back">Whether the page before the row is meant.</param>
internal sealed record CatalogCursor(int Picked, DateTimeOffset PublishedAt, string Title, Guid Id, bool Back = false)
    : IParsable<CatalogCursor>
{
    public Id<MicroCredential> MicroCredentialId => new(Id);

    public override string ToString() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    public static CatalogCursor Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var cursor) ? cursor : throw new FormatException("Not a cursor.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out CatalogCursor result)
    {
        result = null;
        if (s is not { Length: > 0 and < 1000 } || !Base64Url.IsValid(s))
            return false;
        try
        {
            result = JsonSerializer.Deserialize<CatalogCursor>(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(s)));
            return result is { Title: not null };
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
