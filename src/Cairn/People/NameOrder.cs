namespace Cairn.People;

/// <summary>
/// The one order in which people, classes and schools are listed: people by family name, then by given name; in the reader's language, so
/// the same on every database; numbers as numbers, so grade 9 stands before grade 10. No database sorts like this, so what a class or a
/// school has is sorted here.
/// </summary>
internal static class NameOrder
{
    public static StringComparer Comparer =>
        CultureInfo.CurrentCulture.CompareInfo.GetStringComparer(CompareOptions.NumericOrdering | CompareOptions.IgnoreCase);

    public static IOrderedEnumerable<T> InNameOrder<T>(this IEnumerable<T> people, Func<T, (string Family, string Given)> name)
    {
        var comparer = Comparer;
        return people.OrderBy(one => name(one).Family, comparer).ThenBy(one => name(one).Given, comparer);
    }

    public static IOrderedEnumerable<Person> InNameOrder(this IEnumerable<Person> people) =>
        people.InNameOrder(person => (person.FamilyName, person.GivenName)).ThenBy(person => person.Id);

    /// <summary>A page of these, as keys.</summary>
    /// <param name="all">All that are listed: of a class, a school, a search.</param>
    /// <param name="everybody">Where the last of the page before is found although it is no longer listed.</param>
    /// <param name="after">That one.</param>
    /// <param name="size">Of the page.</param>
    /// <param name="stop">Ends the reading early.</param>
    public static async Task<PageOf<Id<T>>> PageAsync<T>(
        this IQueryable<Named<T>> all,
        IQueryable<Named<T>> everybody,
        Id<T>? after,
        int size,
        CancellationToken stop
    )
    {
        var rows = (await all.ToListAsync(stop)).InNameOrder(one => (one.First, one.Second)).ThenBy(one => one.Id).ToList();
        if (after is { } key)
        {
            var last = rows.FindIndex(one => one.Id == key);
            if (last < 0 && await everybody.Where(one => one.Id == key).FirstOrDefaultAsync(stop) is { } gone)
                last = rows.Append(gone).InNameOrder(one => (one.First, one.Second)).ThenBy(one => one.Id).ToList().IndexOf(gone) - 1;
            rows.RemoveRange(0, last + 1);
        }
        return PageOf<Id<T>>.Cut(size, [.. rows.Take(size + 1).Select(one => one.Id)]);
    }
}

/// <summary>What something is listed by.</summary>
internal sealed record Named<T>
{
    public required Id<T> Id { get; init; }
    public required string First { get; init; }
    public string Second { get; init; } = "";
}
