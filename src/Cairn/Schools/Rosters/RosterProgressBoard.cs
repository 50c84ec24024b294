using System.Collections.Concurrent;

namespace Cairn.Schools.Rosters;

/// <summary>
/// How far this process's imports are. In memory, because the import's single transaction shows nobody its rows and on SQLite lets nobody
/// else write; another node shows only the phase.
/// </summary>
internal sealed class RosterProgressBoard
{
    readonly ConcurrentDictionary<Id<RosterImport>, int> rows = new();

    public void Set(Id<RosterImport> import, int done) => rows[import] = done;

    public int? Find(Id<RosterImport> import) => rows.TryGetValue(import, out var done) ? done : null;

    public void Clear(Id<RosterImport> import) => rows.TryRemove(import, out _);
}
