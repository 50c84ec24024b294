namespace Cairn.Foundation.Storage;

/// <summary>
/// The one exception to immutability: rows of this learner may be deleted. It names the person by id only and outlives them as the
/// tombstone.
/// </summary>
internal sealed class Erasure : Owned<Erasure>
{
    private Erasure() { }

    public Erasure(Id<District> district, Guid learnerId, Guid orderedBy, DateTimeOffset now)
        : base(district, now) => (LearnerId, OrderedById, OrderedAt) = (learnerId, orderedBy, now);

    public Guid LearnerId { get; private set; }
    public Guid OrderedById { get; private set; }
    public DateTimeOffset OrderedAt { get; private set; }
}

internal sealed class ErasureTable : IEntityTypeConfiguration<Erasure>, IFrozenTable
{
    public Frozen Frozen => new("erasures");

    public void Configure(EntityTypeBuilder<Erasure> table) => table.HasIndexInDistrict(nameof(Erasure.LearnerId)).IsUnique();
}
