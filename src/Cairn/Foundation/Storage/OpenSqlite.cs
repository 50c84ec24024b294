using System.Collections.Concurrent;
using System.Data;
using Microsoft.Data.Sqlite;

namespace Cairn.Foundation.Storage;

/// <summary>
/// Open connections to SQLite, each lent to one context at a time. Opening one costs more than most queries, and so does the parsing of a
/// long statement; a connection keeps what it has parsed.
/// </summary>
internal sealed class SqlitePool(string connectionString) : IDisposable
{
    /// <summary>More than this many work at once only for a moment.</summary>
    private const int Most = 8;

    // The last one returned is taken first: its statements are warm.
    private readonly ConcurrentStack<OpenSqlite> _free = [];
    private volatile bool _over;

    public OpenSqlite Take()
    {
        if (_free.TryPop(out var kept))
            return kept;
        var made = new OpenSqlite(connectionString);
        try
        {
            made.Open();
            using var bound = made.CreateCommand();
            bound.CommandText = WriteAheadLog.Bound;
            bound.ExecuteNonQuery();
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    public void Return(OpenSqlite connection)
    {
        if (!_over && _free.Count < Most && connection.IsClean)
            _free.Push(connection);
        else
            connection.Dispose();
    }

    public void Dispose()
    {
        _over = true;
        while (_free.TryPop(out var kept))
            kept.Dispose();
    }
}

/// <summary>A connection whose commands find their statements parsed from the last time.</summary>
internal sealed class OpenSqlite(string connectionString) : SqliteConnection(connectionString)
{
    /// <summary>Statements kept; when there are more, all are forgotten and parsed again when they come.</summary>
    private const int Most = 150;

    private readonly Dictionary<string, Statement> _statements = [];

    /// <summary>Nothing of its last borrower is left: no transaction, and nothing that is still being read.</summary>
    public bool IsClean =>
        State is ConnectionState.Open
        && Transaction is null
        && SQLitePCL.raw.sqlite3_get_autocommit(Handle) != 0
        && !_statements.Values.Any(statement => statement.IsRead);

    public override SqliteCommand CreateCommand() =>
        new Command(this)
        {
            Connection = this,
            CommandTimeout = DefaultTimeout,
            Transaction = Transaction,
        };

    /// <summary>Null: it is being read just now, or of a kind that does not come again.</summary>
    private Statement? FindFree(string sql)
    {
        if (_statements.TryGetValue(sql, out var found))
            return found.IsRead ? null : found;
        if (!ComesAgain(sql))
            return null;
        if (_statements.Count == Most)
        {
            foreach (var old in _statements.Values.Where(old => !old.IsRead))
                old.Dispose();
            _statements.Clear();
        }
        return _statements[sql] = new Statement { Connection = this, CommandText = sql };
    }

    /// <summary>What EF writes for queries and changes; not what alters tables.</summary>
    private static bool ComesAgain(string sql) =>
        sql.StartsWith("SELECT", StringComparison.Ordinal)
        || sql.StartsWith("INSERT", StringComparison.Ordinal)
        || sql.StartsWith("UPDATE", StringComparison.Ordinal)
        || sql.StartsWith("DELETE", StringComparison.Ordinal)
        || sql.StartsWith("-- ", StringComparison.Ordinal);

    private sealed class Command(OpenSqlite connection) : SqliteCommand
    {
        private Statement? _used;

        // All other ways to execute a command end here.
        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            if (connection.FindFree(CommandText) is not { } statement)
                return base.ExecuteReader(behavior);
            statement.Transaction = Transaction;
            statement.CommandTimeout = CommandTimeout;
            statement.Parameters.Clear();
            foreach (SqliteParameter parameter in Parameters)
                statement.Parameters.Add(parameter);
            _used = statement;
            return statement.ExecuteReader(behavior);
        }

        // A statement is kept for its text; what somebody wrote last is let go. (SQLite has its own copy until the statement is used again.)
        protected override void Dispose(bool disposing)
        {
            if (disposing && _used is { IsRead: false } used)
                used.Parameters.Clear();
            base.Dispose(disposing);
        }
    }

    private sealed class Statement : SqliteCommand
    {
        public bool IsRead => DataReader is not null;
    }
}
