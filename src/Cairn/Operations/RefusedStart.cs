using System.Net.Sockets;
using Cairn.Foundation.Outages;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cairn.Operations;

/// <summary>
/// Why the process does not start, or a command was not done: a sentence that names the setting, and an exit code of <c>sysexits.h</c>. What
/// is not foreseen here is a bug and keeps its stack.
/// </summary>
/// <param name="ExitCode">
/// 78 a setting is wrong; 65 the database is damaged; 69 somebody else has the port, or the database does not answer; 73 a file or folder
/// cannot be used; 74 the disk is full.
/// </param>
internal sealed record RefusedStart(int ExitCode, string Sentence)
{
    private const int Data = 65,
        Unavailable = 69,
        CannotCreate = 73,
        Disk = 74,
        Setting = 78;

    /// <param name="problem">What was thrown.</param>
    /// <param name="options">Null: the settings could not be read.</param>
    public static RefusedStart? Of(Exception problem, CairnOptions? options)
    {
        if (problem is ArgumentException or InvalidDataException)
            return new(Setting, problem.Message);
        if (options is null)
            return null;
        if (Find<SocketException>(problem) is { } socket && Find<NpgsqlException>(problem) is null && OfPort(socket, options) is { } port)
            return port;
        if (Find<PostgresException>(problem) is { } postgres && OfSetting(postgres) is { } setting)
            return new(Setting, $"CAIRN_DATABASE: {setting}");
        if (OutageOf.Of(problem) is not { } outage)
            return problem is IOException ? new(CannotCreate, Detail(problem, options)) : null;
        return outage switch
        {
            Outage.DatabaseAway => new(
                Unavailable,
                $"CAIRN_DATABASE: the database at {Place(options)} does not answer ({Find<NpgsqlException>(problem)?.Message})."
            ),
            Outage.DatabaseBusy => new(
                Unavailable,
                $"CAIRN_DATABASE: {Place(options)} is being written by somebody else, or takes nobody."
            ),
            Outage.DatabaseDamaged => new(
                Data,
                $"CAIRN_DATABASE: {Place(options)} is damaged: part of it cannot be read. Keep a copy of it, and put a backup in its place: "
                    + "docs/guides/operators.md, Backup and restore."
            ),
            Outage.DiskFull => new(Disk, $"The disk is full ({Detail(problem, options)}). Make room and start again."),
            _ => new(CannotCreate, $"{Detail(problem, options)} It must be a place where this account may read and write."),
        };
    }

    private static RefusedStart? OfPort(SocketException socket, CairnOptions options) =>
        socket.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => new(
                Unavailable,
                $"PORT: another program listens on port {options.Port} of {options.Bind}. Stop it, or choose another port."
            ),
            SocketError.AccessDenied => new(
                Setting,
                $"PORT: this account may not listen on port {options.Port}. Choose one above 1023, and let the proxy in front listen there."
            ),
            SocketError.AddressNotAvailable => new(Setting, $"CAIRN_BIND: {options.Bind} is no address of this machine."),
            _ => null,
        };

    /// <summary>Null: nothing that another connection string would mend.</summary>
    private static string? OfSetting(PostgresException postgres) =>
        postgres.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword
            or PostgresErrorCodes.InvalidAuthorizationSpecification
            or PostgresErrorCodes.InvalidCatalogName
            or PostgresErrorCodes.InsufficientPrivilege => postgres.MessageText + ".",
            _ => null,
        };

    /// <summary>Where the database is, without its password.</summary>
    private static string Place(CairnOptions options)
    {
        if (!Databases.IsPostgres(options.Database))
            return new SqliteConnectionStringBuilder(options.Database).DataSource;
        var connection = new NpgsqlConnectionStringBuilder(options.Database);
        return $"{connection.Host}:{connection.Port}";
    }

    /// <summary>.NET names the file; SQLite does not. The setting that leads there is named with it.</summary>
    private static string Detail(Exception problem, CairnOptions options)
    {
        if (Find<SqliteException>(problem) is { } sqlite)
            return $"CAIRN_DATABASE: {Place(options)}: {sqlite.Message.TrimEnd('.')}.";
        var message = Find<Exception>(problem, inner => inner is IOException or UnauthorizedAccessException)?.Message ?? problem.Message;
        return message.Contains(options.MasterKeyFile, StringComparison.Ordinal) ? $"CAIRN_MASTER_KEY_FILE: {message}"
            : message.Contains(options.Data, StringComparison.Ordinal) ? $"CAIRN_DATA: {message}"
            : message;
    }

    private static T? Find<T>(Exception problem, Func<T, bool>? which = null)
        where T : Exception
    {
        for (var inner = problem; inner is not null; inner = inner.InnerException)
            if (inner is T found && which?.Invoke(found) is not false)
                return found;
        return null;
    }
}
