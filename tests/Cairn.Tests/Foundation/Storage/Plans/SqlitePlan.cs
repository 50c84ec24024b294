using System.Data.Common;
using System.Text.RegularExpressions;

namespace Cairn.Tests.Foundation.Storage.Plans;

/// <summary>Reads <c>EXPLAIN QUERY PLAN</c>.</summary>
internal static partial class SqlitePlan
{
    private sealed record Row(int Id, int Parent, string Detail);

    public static async Task<List<PlanAccess>> OfAsync(DbConnection connection, Statement statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "explain query plan " + statement.Sql;
        foreach (var value in statement.Values)
            command.Parameters.Add(Statement.Copy(value));
        List<Row> rows = [];
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync())
                rows.Add(new(reader.GetInt32(0), reader.GetInt32(1), reader.GetString(3)));
        return [.. rows.Select(row => Access(row, rows, statement.Sql)).OfType<PlanAccess>()];
    }

    private static PlanAccess? Access(Row row, List<Row> rows, string sql)
    {
        if (Step().Match(row.Detail) is not { Success: true } step)
            return null;
        var (alias, how) = (step.Groups["alias"].Value, step.Groups["how"].Value);
        var constraints =
            Constraints().Match(how) is { Success: true } found && step.Groups["verb"].Value == "SEARCH"
                ? found.Groups[1].Value.Split(" AND ")
                : [];
        // Building an index for this one statement reads the whole table.
        var isMade = how.Contains("AUTOMATIC", StringComparison.Ordinal);
        return new(
            TableOf(alias, sql),
            IndexName().Match(how) is { Success: true } index ? index.Groups[1].Value : null,
            isMade ? [] : [.. constraints.Where(one => one.EndsWith("=?", StringComparison.Ordinal)).Select(one => one[..^2])],
            isMade
                ? []
                : [.. constraints.Where(one => !one.EndsWith("=?", StringComparison.Ordinal)).Select(one => Word().Match(one).Value)],
            StopsEarly(row, rows, alias, sql),
            row.Detail
        );
    }

    private static bool StopsEarly(Row row, List<Row> rows, string alias, string sql)
    {
        var beside = rows.Where(one => one.Parent == row.Parent).ToList();
        var first = beside.First(one => Step().IsMatch(one.Detail));
        if (first != row || beside.Any(one => Gathering().IsMatch(one.Detail)))
            return false;
        var scope = ScopeOf(alias, sql);
        return Own(scope) is var own && Limit().IsMatch(own) && !Counting().IsMatch(own) && !Choosing().IsMatch(WhereOf(scope));
    }

    /// <summary>The select whose FROM has the alias.</summary>
    private static string ScopeOf(string alias, string sql)
    {
        var at = Regex
            .Match(
                sql,
                $@"(?:from|join)\s+""?\w+""?(?:\s+as)?\s+""?{alias}""?(?!\w)|(?:from|join)\s+""?{alias}""?(?!\w)",
                RegexOptions.IgnoreCase
            )
            .Index;
        int from = at,
            to = at;
        for (var depth = 0; from > 0; from--)
        {
            if (sql[from] == ')')
                depth++;
            if (sql[from] == '(' && depth-- == 0)
                break;
        }
        for (var depth = 0; to < sql.Length; to++)
        {
            if (sql[to] == '(')
                depth++;
            if (sql[to] == ')' && depth-- == 0)
                break;
        }
        return sql[Math.Min(from + (from > 0 ? 1 : 0), to)..to];
    }

    /// <summary>The conditions of a select, with the selects in them.</summary>
    private static string WhereOf(string scope)
    {
        for (int at = 0, depth = 0; at < scope.Length; at++)
        {
            if (scope[at] == '(')
                depth++;
            else if (scope[at] == ')')
                depth--;
            else if (depth == 0 && scope.AsSpan(at).StartsWith("where ", StringComparison.OrdinalIgnoreCase))
                return scope[at..];
        }
        return "";
    }

    /// <summary>Without what is in parentheses, which are other selects.</summary>
    private static string Own(string scope)
    {
        for (string before = ""; before != scope; )
            (before, scope) = (scope, Inner().Replace(scope, " "));
        return scope;
    }

    private static string TableOf(string alias, string sql) =>
        Regex.Match(
            sql,
            $@"(?:from|join|update|into)\s+""?(?<table>\w+)""?\s+(?:as\s+)?""?{Regex.Escape(alias)}""?(?!\w)",
            RegexOptions.IgnoreCase
        )
            is { Success: true } named
            ? named.Groups["table"].Value
            : alias;

    [GeneratedRegex(@"^(?<verb>SCAN|SEARCH) (?<alias>\w+)(?<how>.*)$")]
    private static partial Regex Step();

    [GeneratedRegex(@"\((.*)\)")]
    private static partial Regex Constraints();

    [GeneratedRegex(@"INDEX (\w+)")]
    private static partial Regex IndexName();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    /// <summary>
    /// All rows are needed before the first is returned. If only the last term is sorted, that happens within what the index has already
    /// sorted.
    /// </summary>
    [GeneratedRegex("^USE TEMP B-TREE FOR (?:ORDER BY|GROUP BY|count|DISTINCT)")]
    private static partial Regex Gathering();

    [GeneratedRegex(@"\blimit\b", RegexOptions.IgnoreCase)]
    private static partial Regex Limit();

    [GeneratedRegex(@"\bgroup by\b|\b(?:count|sum|max|min|total)\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex Counting();

    /// <summary>
    /// Only those that also appear in another table: reading up to a limit may pass everybody before finding that many of them.
    /// </summary>
    [GeneratedRegex(@"(?<!\bnot )\bexists\s*\(|(?<!\bnot )\bin\s*\(\s*select\b", RegexOptions.IgnoreCase)]
    private static partial Regex Choosing();

    [GeneratedRegex(@"\([^()]*\)")]
    private static partial Regex Inner();
}
