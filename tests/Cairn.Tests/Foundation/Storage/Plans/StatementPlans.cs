using System.Collections.Concurrent;
using Cairn.Earning;
using Cairn.Schools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Foundation.Storage.Plans;

/// <summary>Explains what the log has kept, on the database of a host about to end.</summary>
internal static class StatementPlans
{
    private static readonly ConcurrentBag<(Statement Statement, PlanAccess Access)> Found = [];
    private static readonly ConcurrentBag<string> NotExplained = [];
    private static readonly SemaphoreSlim One = new(1);
    private static int _explained;

    public static int Explained => _explained;

    /// <summary>The statements that read a growing table whole.</summary>
    public static IReadOnlyCollection<(Statement Statement, PlanAccess Access)> Offences => Found;

    public static IReadOnlyCollection<string> Failures => NotExplained;

    /// <summary>Never throws: a failure at the end of a host is not counted. The test class reports it.</summary>
    public static async Task ExplainAsync(IServiceProvider services, bool postgres)
    {
        // On PostgreSQL they all change what one database knows of its tables.
        await One.WaitAsync();
        try
        {
            await ExplainAllAsync(services, postgres);
        }
        catch (Exception exception)
        {
            NotExplained.Add(exception.ToString());
        }
        finally
        {
            One.Release();
        }
    }

    /// <summary>A migration reads tables whole, once, before anybody is served.</summary>
    private static bool IsOfAMigration(Statement one) =>
        one.Method?.StartsWith("Cairn.Foundation.Storage.DatabaseSetup", StringComparison.Ordinal) is true
        || ((string[])[KnownBefore.Sqlite, KnownBefore.Postgres, HandsBefore.Sql, WaitingBefore.Sql, TierBefore.Sql]).Any(sql =>
            sql.Contains(one.Sql.Trim(), StringComparison.Ordinal)
        );

    private static async Task ExplainAllAsync(IServiceProvider services, bool postgres)
    {
        var due = StatementLog.Statements.Where(one => one.Postgres == postgres && !IsOfAMigration(one) && one.TakeToExplain()).ToList();
        if (due.Count == 0)
            return;
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CairnDb>();
        var tables = new GrowingTables(db.Model);
        if (postgres)
            await PostgresPlan.GoWhereNothingIsAsync(db);
        await using var transaction = await db.Database.BeginTransactionAsync();
        var connection = db.Database.GetDbConnection();
        if (postgres)
            await PostgresPlan.PretendAsync(connection, db.Model);
        foreach (var statement in due)
        {
            if (postgres)
                await transaction.CreateSavepointAsync("one");
            try
            {
                var accesses = postgres
                    ? await PostgresPlan.OfAsync(connection, statement)
                    : await SqlitePlan.OfAsync(connection, statement);
                foreach (var access in accesses.Where(tables.IsReadWhole))
                    Found.Add((statement, access));
                Interlocked.Increment(ref _explained);
            }
            catch (System.Data.Common.DbException exception)
            {
                NotExplained.Add($"{statement}: {exception.Message}\n{statement.Sql}");
                if (postgres)
                    await transaction.RollbackToSavepointAsync("one");
            }
        }
        await transaction.RollbackAsync();
    }
}
