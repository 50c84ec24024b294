using System.Data.Common;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

// The SQL is put together from the model's names; nothing in it comes from a roster.
#pragma warning disable EF1002, EF1003

namespace Cairn.Schools.Rosters.Saving;

/// <summary>
/// What an import is about to do, of which nobody sees anything yet. A new row whose place nobody else can take is written at once and
/// hidden (<see cref="Stages"/>). Whatever touches what is there waits here for the one short transaction that also shows the new rows
/// (<see cref="Prepare"/>). What is read goes through here too, so that a later step sees what an earlier one is about to do.
/// </summary>
internal sealed class RosterStage(CairnDb db, Guid stage, CancellationToken stop)
{
    /// <summary>How many rows one statement changes.</summary>
    private const int AtOnce = 5000;

    private readonly Dictionary<(Type Table, Guid Id), SortedDictionary<string, object?>> _changes = [];
    private readonly Dictionary<Type, HashSet<Guid>> _removed = [];
    private readonly List<object> _added = [];

    /// <summary>Schools, people and classes that are hidden.</summary>
    private readonly HashSet<Guid> _hidden = [];
    private readonly Pauses _pauses = new(db);

    /// <summary>Writes the tracked new rows that can be hidden; keeps every other change for later; forgets the rows.</summary>
    public async Task SaveAsync()
    {
        db.ChangeTracker.DetectChanges();
        foreach (var entry in db.ChangeTracker.Entries().ToList())
            Keep(entry);
        await db.SaveChangesAsync(stop);
        db.ChangeTracker.Clear();
        await _pauses.TakeAsync(stop);
    }

    /// <summary>The rows as they will be, tracked; without those that will be gone.</summary>
    public async Task<List<T>> ReadAsync<T>(IQueryable<T> query)
        where T : Owned<T>
    {
        var rows = await query.ToListAsync(stop);
        rows.RemoveAll(row => IsRemoved(typeof(T), row.Id.Value));
        foreach (var row in rows)
        {
            if (!_changes.TryGetValue((typeof(T), row.Id.Value), out var changes))
                continue;
            var entry = db.Entry(row);
            foreach (var (property, value) in changes)
                entry.Property(property).CurrentValue = value;
            entry.State = EntityState.Unchanged;
        }

        return rows;
    }

    /// <summary>Whether a new row is written when all is shown and not before: somebody may take its place meanwhile.</summary>
    public bool Waits<T>(T row)
        where T : Owned<T> => !HangsOnHidden(db.Entry(row));

    /// <summary>Changes a column of rows that are not read; of how many it was not known yet that they change so.</summary>
    public int Change<T>(IEnumerable<Id<T>> ids, string property, object? value)
        where T : Owned<T> => ids.Count(id => Change(typeof(T), id.Value, property, value));

    /// <summary>
    /// What to do in the transaction that shows all. Thought out before it begins: rows that change alike are changed by one statement.
    /// </summary>
    public Func<Task> Prepare()
    {
        List<Alike> alike =
        [
            .. from change in _changes
            group change by (change.Key.Table, JsonSerializer.Serialize(change.Value)) into same
            select new Alike(Model(same.Key.Table), same.First().Value, [.. same.Select(change => change.Key.Id)]),
        ];
        return () => ApplyAsync(alike);
    }

    private async Task ApplyAsync(List<Alike> alike)
    {
        foreach (var (table, ids) in _removed)
            await EachAsync(
                ids,
                table,
                some => db.Database.ExecuteSqlRawAsync($"delete from {Model(table).GetTableName()} where {Which}", some, stop)
            );
        foreach (var (table, changes, ids) in alike)
        {
            var set = string.Join(", ", changes.Keys.Select(name => $"{ColumnOf(table, name)} = @{name}"));
            await EachAsync(
                ids,
                table.ClrType,
                some =>
                    db.Database.ExecuteSqlRawAsync(
                        $"update {table.GetTableName()} set {set} where {Which}",
                        [.. some, .. changes.Select(change => Parameter(table, change.Key, change.Value))],
                        stop
                    )
            );
        }

        // A place that somebody has taken meanwhile is theirs.
        foreach (var entity in _added)
        {
            var entry = db.Entry(entity);
            var properties = entry.Metadata.GetProperties().ToList();
            var columns = string.Join(", ", properties.Select(one => ColumnOf(entry.Metadata, one.Name)));
            await db.Database.ExecuteSqlRawAsync(
                $"insert into {entry.Metadata.GetTableName()} ({columns})"
                    + $" values ({string.Join(", ", properties.Select(one => "@" + one.Name))}) on conflict do nothing",
                properties.Select(one => Parameter(entry.Metadata, one.Name, entry.Property(one.Name).CurrentValue)),
                stop
            );
        }
    }

    private void Keep(EntityEntry entry)
    {
        var (table, id) = (entry.Metadata.ClrType, IdOf(entry));
        switch (entry.State)
        {
            // By their roster's key, which nobody but an import gives.
            case EntityState.Added when entry.Entity is Organization or Person or SchoolClass:
                _hidden.Add(id);
                entry.Property(Stages.Column).CurrentValue = stage;
                break;
            case EntityState.Added when HangsOnHidden(entry):
                entry.Property(Stages.Column).CurrentValue = stage;
                break;
            case EntityState.Added:
                _added.Add(entry.Entity);
                entry.State = EntityState.Detached;
                break;
            case EntityState.Modified:
                foreach (var property in entry.Properties.Where(one => one.IsModified))
                    Change(table, id, property.Metadata.Name, property.CurrentValue);
                entry.State = EntityState.Unchanged;
                break;
            case EntityState.Deleted:
                Removed(table).Add(id);
                entry.State = EntityState.Detached;
                break;
        }
    }

    private bool Change(Type table, Guid id, string property, object? value)
    {
        if (!_changes.TryGetValue((table, id), out var changes))
            _changes.Add((table, id), changes = new(StringComparer.Ordinal));
        if (changes.TryGetValue(property, out var before) && Equals(before, value))
            return false;
        changes[property] = value;
        return true;
    }

    private bool HangsOnHidden(EntityEntry entry) =>
        entry
            .Metadata.GetForeignKeys()
            .Where(key => typeof(IStaged).IsAssignableFrom(key.PrincipalEntityType.ClrType))
            .Select(key => entry.Property(key.Properties[^1].Name))
            .Any(property => property.CurrentValue is { } value && _hidden.Contains(Plain(property.Metadata, value)));

    private bool IsRemoved(Type table, Guid id) => _removed.TryGetValue(table, out var ids) && ids.Contains(id);

    private HashSet<Guid> Removed(Type table) => _removed.TryGetValue(table, out var ids) ? ids : _removed[table] = [];

    private async Task EachAsync(IEnumerable<Guid> ids, Type table, Func<DbParameter[], Task<int>> act)
    {
        foreach (var some in ids.Chunk(AtOnce))
            await act([Parameter(Model(table), nameof(IOwned.DistrictId), db.Tenant.DistrictId), Ids(some)]);
    }

    /// <summary>Which rows: those of the parameters that <see cref="EachAsync"/> gives.</summary>
    private string Which =>
        "district_id = @DistrictId and id " + (db.Database.IsNpgsql() ? "= any(@Ids)" : "in (select value from json_each(@Ids))");

    private DbParameter Ids(Guid[] ids)
    {
        using var command = db.Database.GetDbConnection().CreateCommand();
        var parameter = command.CreateParameter();
        parameter.ParameterName = "Ids";
        parameter.Value = db.Database.IsNpgsql() ? ids : JsonSerializer.Serialize(ids.Select(id => id.ToString().ToUpperInvariant()));
        return parameter;
    }

    private DbParameter Parameter(IEntityType table, string property, object? value)
    {
        using var command = db.Database.GetDbConnection().CreateCommand();
        var of = table.FindProperty(property)!;
        return of.GetRelationalTypeMapping().CreateParameter(command, property, value, of.IsNullable);
    }

    private IEntityType Model(Type table) => db.Model.FindEntityType(table)!;

    private static string ColumnOf(IEntityType table, string property) => table.FindProperty(property)!.GetColumnName();

    private static Guid IdOf(EntityEntry entry) => Plain(entry.Property("Id").Metadata, entry.Property("Id").CurrentValue!);

    private static Guid Plain(IProperty property, object value) => (Guid)property.GetTypeMapping().Converter!.ConvertToProvider(value)!;

    private sealed record Alike(IEntityType Table, SortedDictionary<string, object?> Changes, List<Guid> Ids);
}
