using System.Data.Common;
using System.Globalization;

namespace Cairn.Tests.Foundation.Storage.Upgrades;

/// <summary>Every row of every table by its primary key, each value as text that distinguishes all bytes.</summary>
internal sealed class Contents
{
    private readonly Dictionary<string, Dictionary<string, Dictionary<string, string?>>> _tables = [];

    public IReadOnlyDictionary<string, Dictionary<string, Dictionary<string, string?>>> Tables => _tables;

    public static async Task<Contents> OfAsync(DbConnection connection)
    {
        var contents = new Contents();
        foreach (var table in await TableShape.AllAsync(connection))
            contents._tables[table.Name] = (
                await TableShape.RowsAsync(
                    connection,
                    $"select \"{string.Join("\", \"", table.Columns.Select(one => one.Name))}\" from \"{table.Name}\""
                )
            )
                .Select(row => table.Columns.Zip(row, (column, value) => (column, Value: Text(value))).ToList())
                .ToDictionary(
                    row => string.Join(' ', row.Where(one => one.column.IsKey).Select(one => one.Value)),
                    row => row.ToDictionary(one => one.column.Name, one => one.Value)
                );
        return contents;
    }

    private static string? Text(object? value) =>
        value switch
        {
            byte[] bytes => Convert.ToHexString(bytes),
            DateTime instant => instant.ToString("O", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };

    /// <summary>
    /// What differs in the later contents: (table, column, before, after); a null column means a whole row or table.
    /// </summary>
    /// <param name="moved">Which tables and columns have another name there.</param>
    /// <param name="grown">Tables that have more rows there.</param>
    public IEnumerable<Difference> DifferencesIn(Contents later, IReadOnlyList<Move> moved, IReadOnlyList<string> grown)
    {
        foreach (var (table, rows) in _tables)
        {
            var move = moved.FirstOrDefault(one => one.Table == table);
            var to = move?.To ?? table;
            if (!later._tables.TryGetValue(to, out var laterRows))
            {
                yield return new(table, null, "a table", null);
                continue;
            }
            if (laterRows.Count < rows.Count || (laterRows.Count > rows.Count && !grown.Contains(to)))
                yield return new(table, null, $"{rows.Count} rows", $"{laterRows.Count} rows");
            foreach (var (key, row) in rows)
                if (!laterRows.TryGetValue(key, out var laterRow))
                    yield return new(table, null, key, null);
                else
                    foreach (var (column, value) in row)
                        if (!laterRow.TryGetValue(move?[column] ?? column, out var laterValue))
                            yield return new(table, column, value, "no such column");
                        else if (laterValue != value)
                            yield return new(table, column, value, laterValue);
        }
    }
}

internal sealed record Difference(string Table, string? Column, string? Before, string? After);

/// <summary>A migration brings the rows of a table to another one, or gives columns of it other names.</summary>
internal sealed record Move(string Migration, string Table, string To, params IReadOnlyList<(string Column, string To)> Columns)
{
    public string? this[string column] => Columns.FirstOrDefault(one => one.Column == column).To;
}
