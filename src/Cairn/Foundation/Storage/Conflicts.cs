using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cairn.Foundation.Storage;

internal static class Conflicts
{
    /// <summary>What SQLite's triggers say before the unique index of a frozen table can.</summary>
    public const string RowExists = "row exists";

    /// <summary>
    /// Another request did the same at the same instant: a unique index or a revision refused. Read again and return the first result.
    /// </summary>
    public static bool IsConflict(this DbUpdateException exception) =>
        exception is DbUpdateConcurrencyException
        || exception.InnerException is SqliteException { SqliteExtendedErrorCode: 2067 or 1555 }
        || exception.InnerException is SqliteException { SqliteExtendedErrorCode: 1811 } frozen
            && frozen.Message.Contains(RowExists, StringComparison.Ordinal)
        || exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>
    /// Runs <paramref name="act"/>; if somebody else was first, forgets what this context holds and runs it again, so that it reads the
    /// winner's row.
    /// </summary>
    public static async Task<T> OnceAsync<T>(this CairnDb db, Func<Task<T>> act)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await act();
            }
            catch (DbUpdateException exception) when (attempt < 4 && exception.IsConflict())
            {
                db.ChangeTracker.Clear();
            }
        }
    }
}
