using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Cairn.Tests.Foundation.Storage.Plans;

/// <summary>
/// Reads <c>EXPLAIN (FORMAT JSON)</c>. The planner decides by what it knows about the tables, so it is told the same each time: never
/// analysed, and one district has all rows.
/// </summary>
internal static partial class PostgresPlan
{
    private static readonly Lazy<Task<string>> Empty = new(PostgresHost.MakeBesideAsync);

    /// <summary>
    /// The planner checks the size of the tables' files, and in a host's database that depends on earlier tests. So it is asked in a
    /// database with the same schema and no rows.
    /// </summary>
    public static async Task GoWhereNothingIsAsync(CairnDb db)
    {
        StatementLog.TestAsks();
        db.Database.SetDbConnection(new NpgsqlConnection(await Empty.Value), contextOwnsConnection: true);
    }

    /// <summary>
    /// In a transaction that is rolled back. A table counts as at least ten pages, so rows are made expensive and pages cheap: the plan is
    /// then that of large tables. How far a column's value narrows the search is what the product tells SQLite.
    /// </summary>
    public static async Task PretendAsync(DbConnection connection, IModel model)
    {
        var sql = new StringBuilder(
            """
            delete from pg_statistic where starelid in (select oid from pg_class where relnamespace = 'public'::regnamespace);
            update pg_class set reltuples = -1, relpages = 0, relallvisible = 0 where relnamespace = 'public'::regnamespace and relkind = 'r';
            set local enable_seqscan = off; set local cpu_tuple_cost = 10; set local cpu_index_tuple_cost = 5; set local cpu_operator_cost = 1;
            """
        );
        foreach (
            var (table, column, share) in (
                from entity in model.GetEntityTypes()
                where entity.GetTableName() is not null
                from property in entity.GetProperties()
                let key = entity.FindPrimaryKey()!.Properties
                select (
                    Table: entity.GetTableName(),
                    Column: property.GetColumnName(),
                    Share: property == key[^1] && key.Count <= 2 ? 0 : Statistics.Share(property)
                )
            ).DistinctBy(one => (one.Table, one.Column))
        )
            sql.Append(
                CultureInfo.InvariantCulture,
                $"""
                insert into pg_statistic (starelid, staattnum, stainherit, stanullfrac, stawidth, stadistinct, stakind1, stakind2, stakind3, stakind4, stakind5,
                    staop1, staop2, staop3, staop4, staop5, stacoll1, stacoll2, stacoll3, stacoll4, stacoll5)
                select attrelid, attnum, false, 0, 16, {(
                    share == 0 ? -1
                    : share > 0.1 ? Math.Round(1 / share)
                    : share > 0.002 ? 10
                    : -0.1
                )}, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
                from pg_attribute where attrelid = '{table}'::regclass and attname = '{column}';
                """
            );
        await using var command = connection.CreateCommand();
        command.CommandText = sql.ToString();
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<List<PlanAccess>> OfAsync(DbConnection connection, Statement statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "explain (format json) " + statement.Sql;
        foreach (var value in statement.Values)
            command.Parameters.Add(Statement.Copy(value));
        using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!);
        List<PlanAccess> found = [];
        Walk(plan.RootElement[0].GetProperty("Plan"), false, found);
        return found;
    }

    /// <param name="limited">The node above takes rows as they come, and stops at a limit.</param>
    private static void Walk(JsonElement node, bool limited, List<PlanAccess> found)
    {
        var type = Text(node, "Node Type")!;
        if (Text(node, "Filter") is { } chosen && Exists().IsMatch(chosen))
            limited = false;
        if (Text(node, "Relation Name") is { } table && type is not "ModifyTable")
            foreach (var (index, condition) in Indexes(node).DefaultIfEmpty((null, "")))
                found.Add(Access(node, type, table, index, condition, limited));
        limited = type switch
        {
            "Limit" => true,
            // Only those that also appear in another table: reading up to a limit may pass everybody before finding that many of them.
            _ when Text(node, "Join Type") is "Semi" => false,
            "Sort" or "Aggregate" or "Group" or "WindowAgg" or "Hash" or "SetOp" => false,
            _ => limited,
        };
        if (!node.TryGetProperty("Plans", out var below))
            return;
        foreach (var one in below.EnumerateArray())
        {
            if (
                Text(one, "Node Type")!.StartsWith("Bitmap", StringComparison.Ordinal)
                && type.StartsWith("Bitmap", StringComparison.Ordinal)
            )
                continue; // is told with its table
            Walk(one, limited && Text(one, "Parent Relationship") is ("Outer" or "Member" or "Subquery"), found);
        }
    }

    /// <summary>
    /// If one of several indexes is enough for a row, each must suffice by itself; if all are needed, they count together.
    /// </summary>
    private static IEnumerable<(string? Index, string Condition)> Indexes(JsonElement node)
    {
        var below = node.TryGetProperty("Plans", out var plans) ? plans.EnumerateArray().ToList() : [];
        return Text(node, "Node Type") switch
        {
            "Bitmap Heap Scan" => below
                .Where(one => Text(one, "Node Type")!.StartsWith("Bitmap", StringComparison.Ordinal))
                .SelectMany(Indexes),
            "BitmapOr" => below.SelectMany(Indexes),
            "BitmapAnd" =>
            [
                (
                    string.Join(" and ", below.SelectMany(Indexes).Select(one => one.Index)),
                    string.Join(" AND ", below.SelectMany(Indexes).Select(one => one.Condition))
                ),
            ],
            _ when Text(node, "Index Name") is { } index => [(index, Text(node, "Index Cond") ?? "")],
            _ => [],
        };
    }

    private static PlanAccess Access(JsonElement node, string type, string table, string? index, string condition, bool limited)
    {
        var line =
            $"{type} on {table}{(index is null ? "" : $" using {index} {condition}")}{(Text(node, "Filter") is { } filter ? $" filter {filter}" : "")}";
        return new(table, index, Columns(Equal()), Columns(Ranged()), limited && type is not "Bitmap Heap Scan", line);

        List<string> Columns(Regex how) =>
            [.. condition.Split(" AND ").Select(one => how.Match(one)).Where(one => one.Success).Select(one => one.Groups[1].Value)];
    }

    private static string? Text(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetString() : null;

    [GeneratedRegex(@"(?<!NOT )\((?:alternatives: )?(?:hashed )?SubPlan|EXISTS\(SubPlan|ANY \(.*SubPlan")]
    private static partial Regex Exists();

    [GeneratedRegex(@"^\(*""?(\w+)""?\)?(?:::[\w ]+)? (?:=|IS NULL)")]
    private static partial Regex Equal();

    [GeneratedRegex(@"^\(*(?:ROW\()?""?(\w+)""?[\),]?.*? (?:<|>|<=|>=|~>=~|~<~|IS NOT NULL)")]
    private static partial Regex Ranged();
}
