namespace Cairn.Foundation.Storage;

internal static class OwnedTables
{
    /// <summary>
    /// A foreign key inside the district: (district, <paramref name="property"/>) → (district, id) of <typeparamref name="TParent"/>.
    /// Nothing is deleted with its parent.
    /// </summary>
    /// <param name="table">The child's.</param>
    /// <param name="property">Of the child.</param>
    /// <param name="name">The constraint's, where a migration already gave it one that the model would not; null: the model's.</param>
    public static void BelongsTo<TChild, TParent>(this EntityTypeBuilder<TChild> table, string property, string? name = null)
        where TChild : class, IOwned
        where TParent : Owned<TParent>
    {
        var key = table.HasOne<TParent>().WithMany().HasForeignKey(nameof(IOwned.DistrictId), property).OnDelete(DeleteBehavior.Restrict);
        // Cut as EF cuts the names that it makes itself.
        if (name is not null)
            key.HasConstraintName(
                table.Metadata.Model.GetMaxIdentifierLength() is var most && name.Length > most ? $"{name[..(most - 1)]}~" : name
            );
    }

    /// <summary>An index inside the district: (district, <paramref name="properties"/>).</summary>
    public static IndexBuilder<T> HasIndexInDistrict<T>(this EntityTypeBuilder<T> table, params string[] properties)
        where T : class, IOwned => table.HasIndex([nameof(IOwned.DistrictId), .. properties]);
}
