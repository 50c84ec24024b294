using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Cairn.Tests.Foundation.Storage.Upgrades;

/// <summary>A table as the database itself describes it: an earlier schema has no model any more.</summary>
internal sealed record TableShape(string Name, IReadOnlyList<ColumnShape> Columns, IReadOnlyList<ForeignKeyShape> ForeignKeys)
{
    // EF's own tables begin with two underscores.
    private const string SqliteColumns = """
        select t.name, c.name, c.type, c."notnull", c.pk > 0, null
        from sqlite_master t join pragma_table_info(t.name) c
        where t.type = 'table' and t.name not like 'sqlite%' and substr(t.name, 1, 2) <> '__'
        order by t.name, c.cid
        """;

    private const string SqliteForeignKeys = """
        select t.name, k.id, k."table", k."from", k."to"
        from sqlite_master t join pragma_foreign_key_list(t.name) k
        where t.type = 'table'
        order by t.name, k.id, k.seq
        """;

    private const string PostgresColumns = """
        select c.table_name::text, c.column_name::text, c.data_type::text, c.is_nullable = 'NO',
            exists (select 1 from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
                where i.indisprimary and i.indrelid = c.table_name::regclass and a.attname = c.column_name),
            c.character_maximum_length::int
        from information_schema.columns c
        where c.table_schema = 'public' and left(c.table_name, 2) <> '__'
        order by c.table_name, c.ordinal_position
        """;

    private const string PostgresForeignKeys = """
        select k.conrelid::regclass::text, k.conname::text, k.confrelid::regclass::text, own.attname::text, parent.attname::text
        from pg_constraint k
        cross join lateral unnest(k.conkey, k.confkey) with ordinality as pair (own, parent, place)
        join pg_attribute own on own.attrelid = k.conrelid and own.attnum = pair.own
        join pg_attribute parent on parent.attrelid = k.confrelid and parent.attnum = pair.parent
        where k.contype = 'f'
        order by 1, 2, pair.place
        """;

    public ColumnShape this[string column] => Columns.Single(one => one.Name == column);

    /// <summary>May stand empty.</summary>
    public bool IsOptional(ForeignKeyShape key) => key.Pairs.Any(pair => !this[pair.Column].IsRequired);

    public static async Task<IReadOnlyList<TableShape>> AllAsync(DbConnection connection)
    {
        var sqlite = connection is SqliteConnection;
        var columns = await RowsAsync(connection, sqlite ? SqliteColumns : PostgresColumns);
        var keys = (await RowsAsync(connection, sqlite ? SqliteForeignKeys : PostgresForeignKeys)).ToLookup(row => $"{row[0]}");
        return
        [
            .. columns
                .GroupBy(row => $"{row[0]}")
                .Select(table => new TableShape(
                    table.Key,
                    [.. table.Select(row => new ColumnShape($"{row[1]}", $"{row[2]}", IsTrue(row[3]), IsTrue(row[4]), row[5] as int?))],
                    [
                        .. keys[table.Key]
                            .GroupBy(row => $"{row[1]}")
                            .Select(key => new ForeignKeyShape($"{key.First()[2]}", [.. key.Select(row => ($"{row[3]}", $"{row[4]}"))])),
                    ]
                )),
        ];
    }

    public static async Task<List<object?[]>> RowsAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        List<object?[]> rows = [];
        while (await reader.ReadAsync())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(at => reader.IsDBNull(at) ? null : reader.GetValue(at))]);
        return rows;
    }

    private static bool IsTrue(object? value) => value is true or 1L;
}

internal sealed record ColumnShape(string Name, string Type, bool IsRequired, bool IsKey, int? Length);

internal sealed record ForeignKeyShape(string Parent, IReadOnlyList<(string Column, string ParentColumn)> Pairs);
