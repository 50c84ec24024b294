using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Cairn.Tests.Foundation.Storage.Upgrades;

/// <summary>
/// Two rows for every table of any schema: the first with something in every column, the second with only what is required. The first rows
/// belong to each other, and so do the second. A row's contents follow from its place alone.
/// </summary>
internal static class Filling
{
    /// <summary>What the migrations' backfills need; anything else may be arbitrary.</summary>
    private static readonly Dictionary<(string Table, string Column), string> Words = new()
    {
        [("enrollments", "state")] = "Submitted",
        [("role_assignments", "role")] = "Learner",
    };

    public static async Task FillAsync(DbConnection connection, IReadOnlyList<TableShape> tables)
    {
        Dictionary<(string Table, int Row), Dictionary<string, object>> rows = [];
        foreach (var table in ParentsFirst(tables))
        foreach (var row in (int[])[1, 2])
            await InsertAsync(connection, table, rows[(table.Name, row)] = RowOf(table, row, rows));
    }

    private static IEnumerable<TableShape> ParentsFirst(IReadOnlyList<TableShape> tables)
    {
        HashSet<string> done = [];
        for (var left = tables.ToList(); left.Count > 0; )
        {
            var next =
                left.Find(table => table.ForeignKeys.All(key => done.Contains(key.Parent) || key.Parent == table.Name))
                // Two that refer to each other: one of them may be empty.
                ?? left.First(table => table.ForeignKeys.All(key => done.Contains(key.Parent) || table.IsOptional(key)));
            left.Remove(next);
            done.Add(next.Name);
            yield return next;
        }
    }

    private static Dictionary<string, object> RowOf(
        TableShape table,
        int row,
        Dictionary<(string Table, int Row), Dictionary<string, object>> rows
    )
    {
        Dictionary<string, object> values = [];
        foreach (var key in table.ForeignKeys)
            if (rows.TryGetValue((key.Parent, row), out var parent) && (row == 1 || !table.IsOptional(key)))
                foreach (var (column, parentColumn) in key.Pairs)
                    values[column] = parent[parentColumn];
        var references = table.ForeignKeys.Where(table.IsOptional).SelectMany(key => key.Pairs).Select(pair => pair.Column).ToHashSet();
        foreach (var column in table.Columns.Where(column => !values.ContainsKey(column.Name)))
            if (column.IsRequired || (row == 1 && !references.Contains(column.Name)))
                values[column.Name] = ValueOf(table, column, row);
        return values;
    }

    private static object ValueOf(TableShape table, ColumnShape column, int row)
    {
        var text = Words.GetValueOrDefault((table.Name, column.Name)) ?? $"{row} {table.Name}.{column.Name}";
        var bytes = SHA512.HashData(Encoding.UTF8.GetBytes(text));
        return column.Type switch
        {
            "TEXT" or "text" or "character varying" => text[..Math.Min(text.Length, column.Length ?? text.Length)],
            "INTEGER" or "integer" or "bigint" => (long)row,
            "BLOB" or "bytea" => bytes,
            "boolean" => row == 1,
            "uuid" => new Guid(bytes.AsSpan(0, 16)),
            "date" => new DateOnly(2010, 1, row),
            "timestamp with time zone" => new DateTime(2026, 11, row, 8, 0, 0, DateTimeKind.Utc),
            "jsonb" => $$"""{"row": {{row}}}""",
            var other => throw new InvalidOperationException($"{table.Name}.{column.Name} is of type {other}: say here what fills it."),
        };
    }

    private static async Task InsertAsync(DbConnection connection, TableShape table, Dictionary<string, object> values)
    {
        await using var command = connection.CreateCommand();
        foreach (var (column, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@p{command.Parameters.Count}", value);
            command.Parameters.Add(parameter);
        }
        var sqlite = connection is SqliteConnection;
        var parameters = values.Keys.Select((column, at) => sqlite ? $"@p{at}" : $"cast(@p{at} as {table[column].Type})");
        command.CommandText =
            $"insert into \"{table.Name}\" (\"{string.Join("\", \"", values.Keys)}\") values ({string.Join(", ", parameters)})";
        await command.ExecuteNonQueryAsync();
    }
}
