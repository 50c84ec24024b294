using Cairn.Earning;

namespace Cairn.Assessing;

/// <summary>
/// The grantors' queue: an enrollment waits for the grantor with its complete review, until that is decided. It is a column of the
/// enrollment's table, so that the queue is read in its order; enrollments themselves know nothing of reviews.
/// </summary>
internal static class DecisionQueue
{
    public const string Column = "WaitingReviewId";

    /// <summary>The review is complete: from the assessors' queue into the grantors'.</summary>
    public static void WaitForGrantor(this CairnDb db, Enrollment enrollment, Review review)
    {
        enrollment.IsJudged();
        db.Entry(enrollment).Property<Id<Review>?>(Column).CurrentValue = review.Id;
    }

    /// <summary>The grantor has spoken.</summary>
    public static void LeaveQueue(this CairnDb db, Enrollment enrollment) =>
        db.Entry(enrollment).Property<Id<Review>?>(Column).CurrentValue = null;
}

internal sealed class DecisionQueueColumn : IEntityTypeConfiguration<Enrollment>
{
    public void Configure(EntityTypeBuilder<Enrollment> table)
    {
        table.Property<Id<Review>?>(DecisionQueue.Column);
        table
            .HasIndex(nameof(Enrollment.DistrictId), DecisionQueue.Column)
            .HasFilter("waiting_review_id is not null")
            .HasDatabaseName("ix_enrollments_to_decide");
        table
            .HasIndex(nameof(Enrollment.DistrictId), nameof(Enrollment.OrganizationId), DecisionQueue.Column)
            .HasFilter("waiting_review_id is not null")
            .HasDatabaseName("ix_enrollments_to_decide_at");
    }
}
