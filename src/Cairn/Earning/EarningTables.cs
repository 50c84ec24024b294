using Cairn.Design;

namespace Cairn.Earning;

internal sealed class EnrollmentTable : IEntityTypeConfiguration<Enrollment>
{
    /// <summary>SQL: the learner of the enrollment that <c>old</c> is about.</summary>
    public const string LearnerOf =
        "(select e.learner_id from enrollments e where e.district_id = old.district_id and e.id = old.enrollment_id)";

    public void Configure(EntityTypeBuilder<Enrollment> table)
    {
        table.BelongsTo<Enrollment, Person>(nameof(Enrollment.LearnerId));
        table.BelongsTo<Enrollment, MicroCredentialVersion>(nameof(Enrollment.VersionId));
        table.BelongsTo<Enrollment, MicroCredential>(nameof(Enrollment.MicroCredentialId));
        table.BelongsTo<Enrollment, Organization>(nameof(Enrollment.OrganizationId));
        table.Property(e => e.Goal).HasMaxLength(1000);
        table.Property(e => e.Revision).IsConcurrencyToken();
        table.Ignore(e => e.IsOpenForWork);
        // A learner whose award was taken back may begin again; the first attempt's results stay.
        table
            .HasIndexInDistrict(nameof(Enrollment.LearnerId), nameof(Enrollment.VersionId))
            .IsUnique()
            .HasFilter($"state <> '{EnrollmentState.Revoked}'");
        // The index before has a condition that a query must repeat to use it.
        table.HasIndexInDistrict(nameof(Enrollment.LearnerId));
        table.HasIndexInDistrict(nameof(Enrollment.VersionId), nameof(Enrollment.State));
        table.HasIndexInDistrict(nameof(Enrollment.State));
        // A queue is read in order from its head, for one school or for all, however long it is. Somebody who judges only one tier does not
        // read the other.
        table
            .HasIndexInDistrict(nameof(Enrollment.Tier), nameof(Enrollment.WaitingSubmissionId))
            .HasFilter("waiting_submission_id is not null")
            .HasDatabaseName("ix_enrollments_to_judge");
        table
            .HasIndexInDistrict(nameof(Enrollment.OrganizationId), nameof(Enrollment.Tier), nameof(Enrollment.WaitingSubmissionId))
            .HasFilter("waiting_submission_id is not null")
            .HasDatabaseName("ix_enrollments_to_judge_at");
        table.HasIndexInDistrict(nameof(Enrollment.OrganizationId));
    }
}

internal sealed class AnswerTable : IEntityTypeConfiguration<Answer>
{
    /// <summary>SQL: the learner of the answer that <c>old</c> is about.</summary>
    public const string LearnerOf =
        "(select e.learner_id from answers a join enrollments e on e.district_id = a.district_id and e.id = a.enrollment_id where "
        + "a.district_id = old.district_id and a.id = old.answer_id)";

    public void Configure(EntityTypeBuilder<Answer> table)
    {
        table.BelongsTo<Answer, Enrollment>(nameof(Answer.EnrollmentId));
        table.Property(a => a.Key).HasMaxLength(60);
        table.Property(a => a.Version).IsConcurrencyToken();
        table.HasIndexInDistrict(nameof(Answer.EnrollmentId), nameof(Answer.Key)).IsUnique();
    }
}

internal sealed class AnswerHistoryTable : IEntityTypeConfiguration<AnswerHistory>, IFrozenTable
{
    public Frozen Frozen => new("answer_history", AnswerTable.LearnerOf);

    public void Configure(EntityTypeBuilder<AnswerHistory> table)
    {
        table.BelongsTo<AnswerHistory, Answer>(nameof(AnswerHistory.AnswerId));
        table.HasIndexInDistrict(nameof(AnswerHistory.AnswerId), nameof(AnswerHistory.Version)).IsUnique();
    }
}

internal sealed class ArtifactTable : IEntityTypeConfiguration<Artifact>
{
    public void Configure(EntityTypeBuilder<Artifact> table)
    {
        table.BelongsTo<Artifact, Enrollment>(nameof(Artifact.EnrollmentId));
        table.BelongsTo<Artifact, Person>(nameof(Artifact.AddedById));
        table.Property(a => a.Title).HasMaxLength(200);
        table.HasIndexInDistrict(nameof(Artifact.EnrollmentId));
        table.HasIndexInDistrict(nameof(Artifact.FileSha256)).HasFilter("file_sha256 is not null");
    }
}

internal sealed class HandTable : IEntityTypeConfiguration<Hand>, IFrozenTable
{
    public Frozen Frozen => new("hands", EnrollmentTable.LearnerOf);

    public void Configure(EntityTypeBuilder<Hand> table)
    {
        table.BelongsTo<Hand, Enrollment>(nameof(Hand.EnrollmentId));
        table.BelongsTo<Hand, Person>(nameof(Hand.PersonId));
        table.HasIndexInDistrict(nameof(Hand.EnrollmentId), nameof(Hand.PersonId)).IsUnique();
    }
}

internal sealed class SubmissionTable : IEntityTypeConfiguration<Submission>, IFrozenTable
{
    /// <summary>SQL: the learner of the submission that <c>old</c> is about.</summary>
    public const string LearnerOf =
        "(select s.learner_id from submissions s where s.district_id = old.district_id and s.id = old.submission_id)";

    public Frozen Frozen => new("submissions", "old.learner_id");

    public void Configure(EntityTypeBuilder<Submission> table)
    {
        table.BelongsTo<Submission, Enrollment>(nameof(Submission.EnrollmentId));
        table.BelongsTo<Submission, Person>(nameof(Submission.LearnerId));
        table.BelongsTo<Submission, MicroCredentialVersion>(nameof(Submission.VersionId));
        table.BelongsTo<Submission, Organization>(nameof(Submission.OrganizationId));
        table.BelongsTo<Submission, Person>(nameof(Submission.SubmittedById));
        table.HasIndexInDistrict(nameof(Submission.EnrollmentId), nameof(Submission.Attempt)).IsUnique();
        table.HasIndexInDistrict(nameof(Submission.OrganizationId), nameof(Submission.SubmittedAt));
    }
}
