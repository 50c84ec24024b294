using System.Net.Sockets;
using Cairn.Foundation.Outages;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cairn.Tests.Foundation.Outages;

public sealed class OutageTests
{
    public static TheoryData<Exception, string?> Faults =>
        new()
        {
            { new SqliteException("database or disk is full", 13), "DiskFull" },
            { new SqliteException("disk I/O error", 10, 4874), "DiskFull" },
            { new SqliteException("attempt to write a readonly database", 8), "DiskRefuses" },
            { new SqliteException("unable to open database file", 14), "DiskRefuses" },
            { new SqliteException("database is locked", 5), "DatabaseBusy" },
            { new SqliteException("database disk image is malformed", 11), "DatabaseDamaged" },
            { new SqliteException("file is not a database", 26), "DatabaseDamaged" },
            { new SqliteException("constraint failed", 19, 2067), null },
            { new PostgresException("no space left on device", "ERROR", "ERROR", "53100"), "DiskFull" },
            { new PostgresException("too many connections", "FATAL", "FATAL", "53300"), "DatabaseBusy" },
            { new PostgresException("the database system is shutting down", "FATAL", "FATAL", "57P01"), "DatabaseAway" },
            { new PostgresException("connection failure", "FATAL", "FATAL", "08006"), "DatabaseAway" },
            { new PostgresException("invalid page", "ERROR", "ERROR", "XX001"), "DatabaseDamaged" },
            { new PostgresException("read-only transaction", "ERROR", "ERROR", "25006"), "DiskRefuses" },
            { new PostgresException("duplicate key", "ERROR", "ERROR", "23505"), null },
            { new NpgsqlException("Failed to connect", new SocketException(111)), "DatabaseAway" },
            { new InvalidOperationException("likely transient", new NpgsqlException("x", new TimeoutException())), "DatabaseAway" },
            { new IOException("No space left on device", 28), "DiskFull" },
            { new IOException("Disk quota exceeded", 122), "DiskFull" },
            { new IOException("Read-only file system", 30), "DiskRefuses" },
            { new UnauthorizedAccessException(), "DiskRefuses" },
            { new IOException("The client is gone."), null },
            { new InvalidOperationException("a bug"), null },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public void An_outage_is_told_from_a_bug(Exception thrown, string? outage)
    {
        Assert.Equal(outage, OutageOf.Of(thrown)?.ToString());
        Assert.Equal(outage, OutageOf.Of(new InvalidOperationException("around it", thrown))?.ToString());
    }
}
