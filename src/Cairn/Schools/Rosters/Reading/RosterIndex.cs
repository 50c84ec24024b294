namespace Cairn.Schools.Rosters.Reading;

/// <summary>What is remembered of a row that others refer to.</summary>
internal readonly record struct RosterEntry(int Line, RosterUserRole? Role = null, UInt128 Parent = default);

/// <summary>
/// Which sourcedIds exist, so that a reference can be checked without keeping the rows: 16 bytes of a SHA-256 each, because an id may be
/// any 255 characters.
/// </summary>
internal sealed class RosterIndex
{
    /// <summary>The line for rows that are not in this bundle but came with an earlier one.</summary>
    public const int Earlier = 0;

    const int DeepestTree = 32;

    readonly Dictionary<RosterFile, Dictionary<UInt128, RosterEntry>> entries = [];
    readonly HashSet<RosterFile> open = [];

    /// <summary>Remembers an id and returns the line that holds it: this one, or the first that used it.</summary>
    public int Claim(RosterFile file, string sourcedId, RosterEntry entry)
    {
        var of = Of(file);
        var key = Key(sourcedId);
        if (of.TryGetValue(key, out var first) && first.Line != Earlier)
            return first.Line;

        of[key] = entry;
        return entry.Line;
    }

    /// <summary>Any id of this file may exist: the earlier ones were not kept.</summary>
    public void Open(RosterFile file) => open.Add(file);

    public bool Find(RosterFile file, string sourcedId, out RosterEntry entry) =>
        Of(file).TryGetValue(Key(sourcedId), out entry) || open.Contains(file);

    /// <summary>Whether following parents from this row never comes to an end.</summary>
    public bool IsEndless(RosterFile file, string sourcedId)
    {
        var of = Of(file);
        var at = Key(sourcedId);
        for (var steps = 0; steps < DeepestTree; steps++)
        {
            if (!of.TryGetValue(at, out var entry) || entry.Parent == default)
                return false;
            at = entry.Parent;
        }

        return true;
    }

    public static UInt128 Key(string sourcedId)
    {
        if (sourcedId.Length == 0)
            return default;

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(sourcedId), hash);
        return new UInt128(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash[8..]));
    }

    Dictionary<UInt128, RosterEntry> Of(RosterFile file) => entries.TryGetValue(file, out var of) ? of : entries[file] = [];
}
