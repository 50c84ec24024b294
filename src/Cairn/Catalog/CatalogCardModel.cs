namespace Cairn.Catalog;

/// <summary>One entry as a card.</summary>
public sealed class CatalogCardModel
{
    internal CatalogCardModel(CatalogEntry entry) => Entry = entry;

    internal CatalogEntry Entry { get; }
}
