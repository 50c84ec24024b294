namespace Cairn.SignIn.Guessing;

/// <summary>
/// How often something was tried that was not right. Global, and about nobody who could be read from it: the key is a keyed hash of a door,
/// of a device or an address, and of the name that was typed, whether somebody has that name or not. Written by <see cref="Guesses"/>
/// alone.
/// </summary>
internal sealed class GuessCount
{
    public string Key { get; private set; } = "";

    /// <summary>Tries that were not taken back by a right one, less what time has forgiven.</summary>
    public long Tries { get; private set; }

    /// <summary>
    /// When the next try is let in; 0: at once. In microseconds since 1970, as the next: one statement counts on both databases.
    /// </summary>
    public long OpensAt { get; private set; }

    /// <summary>The last try, less the part of a forgiveness that had run by then.</summary>
    public long TriedAt { get; private set; }
}

internal sealed class GuessCountTable : IEntityTypeConfiguration<GuessCount>
{
    public void Configure(EntityTypeBuilder<GuessCount> table)
    {
        table.HasKey(count => count.Key);
        table.Property(count => count.Key).HasMaxLength(64);
        table.HasIndex(count => count.TriedAt);
    }
}
