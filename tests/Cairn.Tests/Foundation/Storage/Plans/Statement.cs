using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Cairn.Tests.Foundation.Storage.Plans;

/// <summary>One statement that the product sent, with the first values that it came with and where it came from.</summary>
/// <param name="Address">The address that was asked when it was first sent, or none for a job.</param>
internal sealed record Statement(bool Postgres, string Sql, IReadOnlyList<DbParameter> Values, string? Address)
{
    private int _explained;

    /// <summary>The product's method that sent it, or none while it is unknown.</summary>
    public string? Method { get; set; }

    /// <summary>True once: the first caller explains it.</summary>
    public bool TakeToExplain() => Interlocked.Exchange(ref _explained, 1) == 0;

    /// <summary>A copy that outlives the command.</summary>
    public static DbParameter Copy(DbParameter one) =>
        one is SqliteParameter sqlite
            ? new SqliteParameter(sqlite.ParameterName, sqlite.Value) { SqliteType = sqlite.SqliteType }
            : (DbParameter)((ICloneable)one).Clone();

    public override string ToString() => $"{(Postgres ? "PostgreSQL" : "SQLite")}, {Method ?? "?"}, {Address ?? "no address"}";
}
