namespace Cairn.Schools.Rosters.Reading;

/// <summary>What a row that others point at is remembered by.</summary>
internal readonly record struct RosterEntry(int Line, RosterUserRole? Role = null, UInt128 Parent = default);

/// <summary>
/// Which sourcedIds there are, so that a reference can be judged without holding the rows: 16 bytes of a SHA-256 each, since an id may
/// be 255 characters of anybody's choosing.
/// </summary>
internal sealed class RosterIndex
{
    /// <summary>The line of rows that are not in this bundle but came with an earlier one.</summary>
    public const int Earlier = 0;

    const int DeepestTree = 32;

    readonly Dictionary<RosterFile, Dictionary<UInt128, RosterEntry>> entries = [];
    readonly HashSet<RosterFile> open = [];

    /// <summary>Remembers an id and gives the line that holds it: this one, or the first that took it.</summary>
    public int Claim(RosterFile file, string sourcedId, RosterEntry entry)
    {
        var of = Of(file);
        var key = Key(sourcedId);
        if (of.TryGetValue(key, out var first) && first.Line != Earlier)
            return first.Line;

        of[key] = entry;
        return entry.Line;
    }

    /// <summary>Any id of this file may exist: nobody kept the earlier ones.</summary>
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
