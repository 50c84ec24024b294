namespace Cairn.Foundation.Storage;

internal static class OwnedTables
{
    /// <summary>
    /// A foreign key inside the district: (district, <paramref name="property"/>) → (district, id) of <typeparamref name="TParent"/>.
    /// Nothing is deleted with its parent.
    /// </summary>
    public static void BelongsTo<TChild, TParent>(this EntityTypeBuilder<TChild> table, string property)
        where TChild : class, IOwned
        where TParent : Owned<TParent> =>
        table.HasOne<TParent>().WithMany().HasForeignKey(nameof(IOwned.DistrictId), property).OnDelete(DeleteBehavior.Restrict);
}
