using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Cairn.Foundation.Storage;

/// <summary>
/// A context on SQLite opens its connection once and keeps it until it is disposed. EF closes it after each query, and each opening
/// registers its several dozen functions with SQLite again: that cost more than most queries.
/// </summary>
internal sealed class OneConnection : DbConnectionInterceptor
{
    public static OneConnection Instance { get; } = new();

    /// <summary>The open connections of the pool, which keep their settings until they are closed.</summary>
    private readonly ConditionalWeakTable<sqlite3, object> _bounded = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (connection is not SqliteConnection { Handle: { } handle } || !_bounded.TryAdd(handle, this))
            return;
        using var command = connection.CreateCommand();
        command.CommandText = WriteAheadLog.Bound;
        command.ExecuteNonQuery();
    }

    // SQLite answers at once; there is nothing to wait for.
    public override Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }

    public override InterceptionResult ConnectionClosing(
        DbConnection connection,
        ConnectionEventData eventData,
        InterceptionResult result
    ) => InterceptionResult.Suppress();

    public override ValueTask<InterceptionResult> ConnectionClosingAsync(
        DbConnection connection,
        ConnectionEventData eventData,
        InterceptionResult result
    ) => ValueTask.FromResult(InterceptionResult.Suppress());
}
