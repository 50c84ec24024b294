using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Cairn.Foundation.Jobs;

/// <summary>
/// A place between two steps where the process can be told to die as in a power cut, so that a test can prove that nothing is lost or
/// doubled there. <c>CAIRN_FAULT_POINT</c> names the place; unset, as in every real installation, this does nothing.
/// </summary>
internal static class FaultPoint
{
    private static readonly string? Fatal = Environment.GetEnvironmentVariable("CAIRN_FAULT_POINT");

    public static void Pass(string name)
    {
        if (Fatal is null || Fatal != name)
            return;
        // SIGKILL: no finally, no flush, no graceful stop.
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Counts the statements that change the database: <c>statement:40</c> dies before the fortieth. Otherwise null.</summary>
    public static DbCommandInterceptor? Statements { get; } =
        Fatal?.StartsWith("statement:", StringComparison.Ordinal) is true ? new StatementFault() : null;

    private sealed class StatementFault : DbCommandInterceptor
    {
        private int _count;

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        )
        {
            Pass($"statement:{Interlocked.Increment(ref _count)}");
            return ValueTask.FromResult(result);
        }
    }
}
