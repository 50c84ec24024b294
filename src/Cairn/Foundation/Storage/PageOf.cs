namespace Cairn.Foundation.Storage;

/// <summary>
/// A page of a list with a keyset cursor; <paramref name="HasMore"/>: the next page starts after the last item.
/// </summary>
internal sealed record PageOf<T>(IReadOnlyList<T> Items, bool HasMore)
{
    /// <param name="rows">Read with one more than the page holds.</param>
    public static PageOf<T> Cut(int size, List<T> rows) => rows.Count > size ? new([.. rows.Take(size)], true) : new(rows, false);

    /// <summary>How many there are, as far as this first page tells.</summary>
    public BoundedCount Count => new(Items.Count, HasMore);

    public PageOf<TOther> As<TOther>(Func<T, TOther> view) => new([.. Items.Select(view)], HasMore);

    /// <summary>As it is shown at an address; what comes next is asked for there with the last item's key as <c>after</c>.</summary>
    /// <param name="address">With what it is filtered by, if it is.</param>
    /// <param name="key">What the list is ordered by.</param>
    /// <param name="asked">Another name than <c>after</c>, for a page with two lists.</param>
    public ListOf<T> At(string address, Func<T, object> key, string asked = "after") =>
        new(
            Items,
            HasMore
                ? $"{address}{(address.Contains('?') ? '&' : '?')}{asked}={(key(Items[^1]) is var last && last is Guid id ? id.ToString("N") : last)}"
                : null
        );
}

internal static class Paging
{
    /// <summary>Reads a page; one row more than it holds says whether there is a next one.</summary>
    public static async Task<PageOf<T>> ToPageAsync<T>(this IQueryable<T> rows, int size, CancellationToken stop) =>
        PageOf<T>.Cut(size, await rows.Take(size + 1).ToListAsync(stop));
}

/// <summary>A number beside a link. Nothing is read only to be counted: past a page it is "50+".</summary>
public readonly record struct BoundedCount(int Counted, bool AndMore)
{
    public override string ToString() => Counted.ToString("N0", CultureInfo.CurrentCulture) + (AndMore ? "+" : "");
}
