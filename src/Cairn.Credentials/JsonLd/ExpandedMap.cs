namespace Cairn.Credentials.JsonLd;

/// <summary>
/// A map of expanded JSON-LD. Values are <see cref="ExpandedMap"/>, <c>List&lt;object?&gt;</c>, <see cref="string"/>, <c>null</c>, or a
/// <see cref="System.Text.Json.JsonElement"/> (a number, a Boolean, or a JSON literal).
/// </summary>
internal sealed class ExpandedMap
{
    readonly OrderedDictionary<string, object?> entries = new(StringComparer.Ordinal);

    public int Count => entries.Count;

    public OrderedDictionary<string, object?> Entries => entries;

    public object? this[string key]
    {
        get => entries.GetValueOrDefault(key);
        set => entries[key] = value;
    }

    public bool Has(string key) => entries.ContainsKey(key);

    public void Remove(string key) => entries.Remove(key);

    public bool IsValueObject => Has("@value");

    public bool IsListObject => Has("@list");

    /// <summary>A map with @graph, and optionally @id and @index, and nothing else.</summary>
    public bool IsGraphObject
    {
        get
        {
            if (!Has("@graph"))
                return false;

            foreach (var key in entries.Keys)
                if (key is not ("@graph" or "@id" or "@index"))
                    return false;

            return true;
        }
    }

    /// <summary>Adds to the array of a property, creating it when it is missing ("add value" with as array true).</summary>
    public void Add(string property, object? value)
    {
        if (!entries.TryGetValue(property, out var existing))
            entries[property] = existing = new List<object?>();
        else if (existing is not List<object?>)
            entries[property] = existing = new List<object?> { existing };

        var list = (List<object?>)existing!;
        if (value is List<object?> items)
            list.AddRange(items);
        else
            list.Add(value);
    }

    public static List<object?> AsArray(object? value) => value as List<object?> ?? [value];
}
