namespace Cairn.SignIn.Guessing;

/// <summary>
/// How often something wrong was tried. Global, and nobody can be identified from it: the key is a keyed hash of a door, a device or
/// address, and the typed name, whether somebody has that name or not. Written only by <see cref="Guesses"/>.
/// </summary>
internal sealed class GuessCount
{
    public string Key { get; private set; } = "";

    /// <summary>Tries not taken back by a right one, less what time has forgiven.</summary>
    public long Tries { get; private set; }

    /// <summary>
    /// When the next try is allowed; 0: at once. In microseconds since 1970, like the next member, so that one statement counts on both
    /// databases.
    /// </summary>
    public long OpensAt { get; private set; }

    /// <summary>The last try, less the part of the forgiving time that had already run.</summary>
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
