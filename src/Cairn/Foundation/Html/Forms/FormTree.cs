using Microsoft.Extensions.Primitives;

namespace Cairn.Foundation.Html.Forms;

/// <summary>
/// A form's fields by what they stand for: those named <c>list[2].name</c> are the fields of the list's third row, and so on inward.
/// </summary>
internal sealed class FormTree
{
    /// <summary>The field that names a row wherever it is moved. Empty: the row is told by its content.</summary>
    public const string KeyField = "key";

    public Dictionary<string, StringValues> Fields { get; } = new(StringComparer.OrdinalIgnoreCase);
    public Dictionary<string, List<FormTree>> Lists { get; } = new(StringComparer.OrdinalIgnoreCase);
    public string Key => Fields.TryGetValue(KeyField, out var key) ? key.ToString() : "";

    /// <param name="form">Gaps in the numbers of its rows do not count.</param>
    public static FormTree Of(Form form) => Of(form.Names.Select(name => (name, form.Values(name))));

    private static FormTree Of(IEnumerable<(string Name, StringValues Value)> fields)
    {
        var tree = new FormTree();
        var rows = new List<(string List, int Index, string Name, StringValues Value)>();
        foreach (var (name, value) in fields)
            if (InRow(name) is var (list, index, rest))
                rows.Add((list, index, rest, value));
            else
                tree.Fields[name] = value;
        foreach (var list in rows.GroupBy(row => row.List, StringComparer.OrdinalIgnoreCase))
            tree.Lists[list.Key] =
            [
                .. list.GroupBy(row => row.Index).OrderBy(row => row.Key).Select(row => Of(row.Select(one => (one.Name, one.Value)))),
            ];
        return tree;
    }

    /// <summary>The token of every field; of a row without a key, one for the row.</summary>
    public IEnumerable<KeyValuePair<string, string>> Tokens(string path = "")
    {
        foreach (var (name, value) in Fields)
            if (name is not KeyField)
                yield return new(path + name, Seen.TokenOf(value));
        foreach (var (list, rows) in Lists)
            for (var index = 0; index < rows.Count; index++)
                if (rows[index].Key is { Length: > 0 } key)
                    foreach (var token in rows[index].Tokens($"{path}{list}[{key}]."))
                        yield return token;
                else
                    yield return new($"{path}{list}[{index}]", rows[index].Content);
    }

    /// <summary>One token for all fields of a row.</summary>
    public string Content =>
        Seen.TokenOf(
            string.Join(
                '\u001e',
                Fields
                    .Where(one => one.Key is not KeyField)
                    .OrderBy(one => one.Key, StringComparer.Ordinal)
                    .Select(one => $"{one.Key}={Seen.Plain(one.Value)}")
            )
        );

    /// <summary>Every field.</summary>
    public IEnumerable<Place> Places(string name = "", string path = "") =>
        Fields
            .Keys.Select(field => new Place(name + field, path + field, this, field))
            .Concat(
                Lists.SelectMany(list =>
                    list.Value.SelectMany(
                        (row, index) =>
                            row.Places(
                                $"{name}{list.Key}[{index}].",
                                $"{path}{list.Key}[{(row.Key.Length > 0 ? row.Key : index.ToString(CultureInfo.InvariantCulture))}]."
                            )
                    )
                )
            );

    private static (string List, int Index, string Name)? InRow(string name) =>
        name.IndexOf('[', StringComparison.Ordinal) is var open and > 0
        && name.IndexOf("].", open, StringComparison.Ordinal) is var close and > 0
        && int.TryParse(name.AsSpan(open + 1, close - open - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? (name[..open], index, name[(close + 2)..])
            : null;
}

/// <param name="Name">As a form names it: <c>rubric[0].title</c>.</param>
/// <param name="Path">The same wherever its row is moved: <c>rubric[k2x].title</c>.</param>
internal sealed record Place(string Name, string Path, FormTree Row, string Field)
{
    public StringValues Value
    {
        get => Row.Fields[Field];
        set => Row.Fields[Field] = value;
    }
}
