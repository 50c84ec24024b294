using System.Text;
using Xunit.Abstractions;

namespace Cairn.Tests.Foundation.Storage.Plans;

/// <summary>
/// No statement of any page, call or job reads a growing table whole. The hosts explain, as they end, every distinct statement that the product
/// sent in any test of the run; this class runs after all of them (a collection that is not parallel comes last) and tells what they found.
/// </summary>
[CollectionDefinition("plans", DisableParallelization = true)]
[Collection("plans")]
public sealed class PlanTests(ITestOutputHelper output)
{
    /// <summary>A method of the product (or the beginning of its name) whose statement may, and why.</summary>
    private static readonly Dictionary<string, string> MayReadAll = new()
    {
    };

    [Fact]
    public void No_statement_reads_a_growing_table_whole()
    {
        output.WriteLine($"{StatementPlans.Explained} statements explained");
        foreach (var g in StatementLog.Statements.GroupBy(o => (o.Postgres, o.Method is null, o.Address is null))) output.WriteLine($"{g.Key} {g.Count()}");
        File.WriteAllLines("/tmp/load-statements.txt", StatementLog.Statements.Select(o => o + "\n" + o.Sql));
        Assert.Empty(StatementPlans.Failures);
        var wrong = StatementPlans.Offences.Where(one => !MayReadAll.Keys.Any(name => one.Statement.Method?.StartsWith(name, StringComparison.Ordinal) is true)).ToList();
        Assert.True(wrong.Count == 0, Told(wrong));
    }

    private static string Told(List<(Statement Statement, PlanAccess Access)> wrong)
    {
        var told = new StringBuilder();
        told.AppendLine($"{wrong.Count} reads of all that a district (or a school, a version, a state) has of a growing table:");
        foreach (var of in wrong.GroupBy(one => one.Statement).OrderBy(one => one.Key.Method, StringComparer.Ordinal))
        {
            told.AppendLine().AppendLine($"== {of.Key}");
            foreach (var (_, access) in of) told.AppendLine($"   {access.Table}: {access.Line}");
            told.AppendLine(of.Key.Sql);
        }
        return told.ToString();
    }
}
