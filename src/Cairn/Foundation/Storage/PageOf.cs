namespace Cairn.Foundation.Storage;

/// <summary>
/// A page of a list with a keyset cursor; <paramref name="HasMore"/>: the next page starts after the last item.
/// </summary>
internal sealed record PageOf<T>(IReadOnlyList<T> Items, bool HasMore)
{
    /// <param name="rows">Read with one more than the page holds.</param>
    public static PageOf<T> Cut(int size, List<T> rows) => rows.Count > size ? new([.. rows.Take(size)], true) : new(rows, false);

    public PageOf<TOther> As<TOther>(Func<T, TOther> view) => new([.. Items.Select(view)], HasMore);

    /// <summary>As it is shown at an address; what comes next is asked for there with the last item's key as <c>after</c>.</summary>
    /// <param name="address">With what it is filtered by, if it is.</param>
    /// <param name="key">What the list is ordered by.</param>
    public ListOf<T> At(string address, Func<T, object> key) =>
        new(Items, HasMore ? $"{address}{(address.Contains('?') ? '&' : '?')}after={key(Items[^1])}" : null);
}
