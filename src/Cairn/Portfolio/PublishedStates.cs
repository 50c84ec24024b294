using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;

namespace Cairn.Portfolio;

/// <summary>
/// What the answer at a published credential's address depends on, besides rows that never change, in one indexed query: whether it is
/// published, the revision of its status list (every revocation raises it), the retirement or theft of its key, the name of its issuer
/// today, what is known about its holder's age, and whether now is before, within or after its period of validity. Queried on each request,
/// so a withdrawal or a revocation counts at once, whichever node received it. Plain SQL across districts: a public address names no
/// district; this file is on the list of files that may. </summary>
internal sealed class PublishedStates(DbDataSource database, CairnOptions options, TimeProvider clock) : IAsyncDisposable
{
    private const string Sql = """
        select p.published_at, l.revision, k.retired_at, k.compromised_since, i.valid_from <= @now, i.valid_until <= @now,
            g.name, h.birth_date, h.known_adult_at
        from locators o
        join credentials c on c.district_id = o.district_id and c.id = o.target_id
        join people h on h.district_id = c.district_id and h.id = c.learner_id
        join credential_publications p on p.district_id = c.district_id and p.credential_id = c.id and p.withdrawn_at is null
        join credential_issues i on i.district_id = c.district_id and i.id = c.issue_id
        join status_lists l on l.district_id = i.district_id and l.id = i.status_list_id
        join issuer_keys k on k.district_id = i.district_id and k.id = i.issuer_key_id
        join organizations g on g.district_id = k.district_id and g.id = k.organization_id
        where o.kind = 'Credential' and o.key = @key
        """;

    private readonly bool _postgres = Databases.IsPostgres(options.Database);

    /// <summary>
    /// SQLite only: planning the query costs more than running it, and the plan ends with the connection. Npgsql keeps its own.
    /// </summary>
    private readonly ConcurrentBag<DbCommand> _prepared = [];

    /// <summary>
    /// It runs before a request has taken a place: a flood of addresses waits here, and not in front of everybody's connections.
    /// </summary>
    private readonly SemaphoreSlim _places = new(4 * Environment.ProcessorCount);

    /// <summary>Equal while the same answer is right; null if nothing is published there.</summary>
    public async ValueTask<string?> FindAsync(Guid id, CancellationToken stop)
    {
        await _places.WaitAsync(stop);
        try
        {
            return await AskAsync(id, stop);
        }
        finally
        {
            _places.Release();
        }
    }

    private async ValueTask<string?> AskAsync(Guid id, CancellationToken stop)
    {
        if (!_prepared.TryTake(out var command))
            command = await PrepareAsync(stop);
        var usable = false;
        try
        {
            command.Parameters["key"].Value = id.ToString("D");
            command.Parameters["now"].Value = _postgres ? clock.Now() : clock.Now().UnixMicroseconds();
            await using var reader = await command.ExecuteReaderAsync(stop);
            var state = await reader.ReadAsync(stop) ? Written(reader) : null;
            usable = !_postgres;
            return state;
        }
        finally
        {
            if (usable)
                _prepared.Add(command);
            else
                await CloseAsync(command);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _places.Dispose();
        while (_prepared.TryTake(out var command))
            await CloseAsync(command);
    }

    private async Task<DbCommand> PrepareAsync(CancellationToken stop)
    {
        var command = (await database.OpenConnectionAsync(stop)).CreateCommand();
        command.CommandText = Sql;
        Declare("key", DbType.String);
        Declare("now", _postgres ? DbType.DateTimeOffset : DbType.Int64);
        await command.PrepareAsync(stop);
        return command;

        void Declare(string name, DbType type)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.DbType) = (name, type);
            command.Parameters.Add(parameter);
        }
    }

    private static async Task CloseAsync(DbCommand command)
    {
        await using var connection = command.Connection!;
        await command.DisposeAsync();
    }

    private static string Written(DbDataReader row) =>
        string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(field => Written(row.GetValue(field))));

    private static string? Written(object value) =>
        value is DateTime instant
            ? instant.ToString("O", CultureInfo.InvariantCulture)
            : Convert.ToString(value, CultureInfo.InvariantCulture);
}
