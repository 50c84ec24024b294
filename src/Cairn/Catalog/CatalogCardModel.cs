namespace Cairn.Catalog;

/// <summary>One entry as a card.</summary>
public sealed class CatalogCardModel
{
    internal CatalogCardModel(CatalogEntry entry, Reason? why = null) => (Entry, Why) = (entry, why);

    internal CatalogEntry Entry { get; }

    /// <summary>Why it is shown first; null: it is not.</summary>
    internal Reason? Why { get; }
}
