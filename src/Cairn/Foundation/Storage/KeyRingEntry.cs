namespace Cairn.Foundation.Storage;

/// <summary>One element of ASP.NET's Data Protection key ring, encrypted with the master key.</summary>
internal sealed class KeyRingEntry
{
    private KeyRingEntry() { }

    public KeyRingEntry(string name, byte[] sealedXml, DateTimeOffset now) => (Name, SealedXml, StoredAt) = (name, sealedXml, now);

    public string Name { get; private set; } = "";
    public byte[] SealedXml { get; private set; } = [];
    public DateTimeOffset StoredAt { get; private set; }
}

internal sealed class KeyRingEntryTable : IEntityTypeConfiguration<KeyRingEntry>
{
    public void Configure(EntityTypeBuilder<KeyRingEntry> table)
    {
        table.HasKey(e => e.Name);
        table.Property(e => e.Name).HasMaxLength(200);
    }
}
