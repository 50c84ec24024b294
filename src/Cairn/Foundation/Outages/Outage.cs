using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cairn.Foundation.Outages;

/// <summary>What is wrong around Cairn and not in it, and passes when somebody mends it there.</summary>
internal enum Outage
{
    /// <summary>There is no room left on the disk, or for this account on it.</summary>
    DiskFull,

    /// <summary>The disk takes nothing from this account: read-only, or not permitted.</summary>
    DiskRefuses,

    DatabaseAway,

    /// <summary>Somebody else wrote for longer than a request waits.</summary>
    DatabaseBusy,

    /// <summary>Part of it cannot be read as a database.</summary>
    DatabaseDamaged,
}

internal static class OutageOf
{
    private const int ErrNotPermitted = 1,
        ErrNoRoom = 28,
        ErrReadOnly = 30,
        ErrQuota = 122;

    /// <summary>SQLITE_IOERR_CORRUPTFS.</summary>
    private const int FileSystemDamaged = 8458;
    private const int DiskFullOnWindows = unchecked((int)0x80070070);

    /// <summary>Null: it is none, so a bug or somebody's input.</summary>
    public static Outage? Of(Exception? exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
            if (OfThis(inner) is { } outage)
                return outage;
        return null;
    }

    /// <summary>What is wrong, for the log and for an operator at the terminal.</summary>
    public static string Sentence(this Outage outage) =>
        outage switch
        {
            Outage.DiskFull => "The disk is full: nothing can be saved until there is room again. Reading goes on.",
            Outage.DiskRefuses =>
                "The disk takes nothing from this account: it is read-only, or the permissions are wrong. Reading goes on.",
            Outage.DatabaseAway => "The database does not answer. It is tried again at every request.",
            Outage.DatabaseBusy => "Somebody writes into the database for longer than others wait for it.",
            Outage.DatabaseDamaged => "The database is damaged: part of it cannot be read. Stop Cairn and restore a backup.",
            _ => throw new ArgumentOutOfRangeException(nameof(outage)),
        };

    /// <summary>Its code in problem details.</summary>
    public static string Code(this Outage outage) =>
        outage switch
        {
            Outage.DiskFull => "outage.disk-full",
            Outage.DiskRefuses => "outage.disk-refuses",
            Outage.DatabaseAway => "outage.database-away",
            Outage.DatabaseBusy => "outage.database-busy",
            Outage.DatabaseDamaged => "outage.database-damaged",
            _ => throw new ArgumentOutOfRangeException(nameof(outage)),
        };

    private static Outage? OfThis(Exception exception) =>
        exception switch
        {
            SqliteException sqlite => OfSqlite(sqlite),
            PostgresException postgres => OfPostgres(postgres.SqlState),
            NpgsqlException { InnerException: SocketException or IOException or TimeoutException or null } => Outage.DatabaseAway,
            UnauthorizedAccessException => Outage.DiskRefuses,
            IOException { HResult: ErrNoRoom or ErrQuota or DiskFullOnWindows } => Outage.DiskFull,
            IOException { HResult: ErrNotPermitted or ErrReadOnly } => Outage.DiskRefuses,
            _ => null,
        };

    private static Outage? OfSqlite(SqliteException sqlite) =>
        (sqlite.SqliteErrorCode, sqlite.SqliteExtendedErrorCode) switch
        {
            (SQLitePCL.raw.SQLITE_FULL, _) or (_, SQLitePCL.raw.SQLITE_IOERR_SHMSIZE) => Outage.DiskFull,
            (_, FileSystemDamaged) => Outage.DatabaseDamaged,
            (
                SQLitePCL.raw.SQLITE_READONLY
                    or SQLitePCL.raw.SQLITE_CANTOPEN
                    or SQLitePCL.raw.SQLITE_IOERR
                    or SQLitePCL.raw.SQLITE_PERM,
                _
            ) => Outage.DiskRefuses,
            (SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED, _) => Outage.DatabaseBusy,
            (SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB, _) => Outage.DatabaseDamaged,
            _ => null,
        };

    private static Outage? OfPostgres(string state) =>
        state switch
        {
            PostgresErrorCodes.DiskFull => Outage.DiskFull,
            PostgresErrorCodes.ReadOnlySqlTransaction => Outage.DiskRefuses,
            PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => Outage.DatabaseDamaged,
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
                Outage.DatabaseAway,
            PostgresErrorCodes.TooManyConnections => Outage.DatabaseBusy,
            ['0', '8', ..] => Outage.DatabaseAway,
            _ => null,
        };
}
