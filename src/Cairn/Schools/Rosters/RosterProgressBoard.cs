using System.Collections.Concurrent;

namespace Cairn.Schools.Rosters;

/// <summary>
/// How far the imports of this process are. In memory, since writing it down would be one more transaction for each chunk; another node shows
/// the phase alone.
/// </summary>
internal sealed class RosterProgressBoard
{
    readonly ConcurrentDictionary<Id<RosterImport>, int> rows = new();

    public void Set(Id<RosterImport> import, int done) => rows[import] = done;

    public int? Find(Id<RosterImport> import) => rows.TryGetValue(import, out var done) ? done : null;

    public void Clear(Id<RosterImport> import) => rows.TryRemove(import, out _);
}
