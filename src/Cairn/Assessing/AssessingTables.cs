using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Assessing;

internal sealed class ReviewTable : IEntityTypeConfiguration<Review>, IFrozenTable
{
    public Frozen Frozen => new("reviews", SubmissionTable.LearnerOf, "old.completed_at is not null");

    public void Configure(EntityTypeBuilder<Review> table)
    {
        table.BelongsTo<Review, Submission>(nameof(Review.SubmissionId));
        table.BelongsTo<Review, Organization>(nameof(Review.OrganizationId));
        table.BelongsTo<Review, Person>(nameof(Review.AssessorId));
        table.Property(r => r.Scores).HasJson(Blueprint.Json);
        table.Property(r => r.Revision).IsConcurrencyToken();
        table.HasIndexInDistrict(nameof(Review.SubmissionId), nameof(Review.AssessorId)).IsUnique();
        // Two nulls are not equal: a released review makes room for the next.
        table.HasIndexInDistrict(nameof(Review.SubmissionId), nameof(Review.Place)).IsUnique();
        table.HasIndexInDistrict(nameof(Review.AssessorId), nameof(Review.CompletedAt));
    }
}
