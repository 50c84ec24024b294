namespace Cairn.Foundation.Files;

/// <summary>That a file is in the store: how big it is, whose, and when somebody last brought it.</summary>
internal sealed class FileEntry : Owned<FileEntry>
{
    private FileEntry() { }

    public FileEntry(Id<District> district, string sha256, long size, Guid? owner, DateTimeOffset now)
        : base(district, now) => (Sha256, Size, OwnerId, KeptAt) = (sha256, size, owner, now);

    public string Sha256 { get; private set; } = "";
    public long Size { get; private set; }

    /// <summary>The person who brought it first; null: nobody knows any more.</summary>
    public Guid? OwnerId { get; private set; }

    /// <summary>A row that names it may be on its way since then.</summary>
    public DateTimeOffset KeptAt { get; private set; }
}

internal sealed class FileEntryTable : IEntityTypeConfiguration<FileEntry>
{
    public void Configure(EntityTypeBuilder<FileEntry> table)
    {
        table.Property(entry => entry.Sha256).HasMaxLength(64);
        table.HasIndexInDistrict(nameof(FileEntry.Sha256)).IsUnique();
        // The sum of what somebody has is read from the index alone.
        table.HasIndexInDistrict(nameof(FileEntry.OwnerId), nameof(FileEntry.Size));
    }
}
