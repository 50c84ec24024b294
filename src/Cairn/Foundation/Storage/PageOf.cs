namespace Cairn.Foundation.Storage;

/// <summary>
/// A page of a list that is gone through by key; <paramref name="HasMore"/>: the last item is where the next page goes on.
/// </summary>
internal sealed record PageOf<T>(IReadOnlyList<T> Items, bool HasMore)
{
    /// <param name="rows">Read with one more than the page holds.</param>
    public static PageOf<T> Cut(int size, List<T> rows) => rows.Count > size ? new([.. rows.Take(size)], true) : new(rows, false);
}
