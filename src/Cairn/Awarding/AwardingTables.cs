using Cairn.Assessing;
using Cairn.Design;
using Cairn.Earning;
using Cairn.Issuing;

namespace Cairn.Awarding;

internal sealed class AwardTable : IEntityTypeConfiguration<Award>, IFrozenTable
{
    /// <summary>SQL: the learner of the award that <c>old</c> is about.</summary>
    public const string LearnerOf = "(select a.learner_id from awards a where a.district_id = old.district_id and a.id = old.award_id)";

    public Frozen Frozen => new("awards", "old.learner_id");

    public void Configure(EntityTypeBuilder<Award> table)
    {
        table.BelongsTo<Award, Enrollment>(nameof(Award.EnrollmentId));
        table.BelongsTo<Award, Submission>(nameof(Award.SubmissionId));
        table.BelongsTo<Award, Decision>(nameof(Award.DecisionId));
        table.BelongsTo<Award, Person>(nameof(Award.LearnerId));
        table.BelongsTo<Award, MicroCredentialVersion>(nameof(Award.VersionId));
        table.BelongsTo<Award, MicroCredential>(nameof(Award.MicroCredentialId));
        table.BelongsTo<Award, Organization>(nameof(Award.OrganizationId));
        table.HasIndexInDistrict(nameof(Award.EnrollmentId)).IsUnique();
        table.HasIndexInDistrict(nameof(Award.LearnerId));
        table.HasIndexInDistrict(nameof(Award.OrganizationId), nameof(Award.Id)); // the newest of a school
    }
}

internal sealed class RevocationTable : IEntityTypeConfiguration<Revocation>, IFrozenTable
{
    public Frozen Frozen => new("revocations", AwardTable.LearnerOf);

    public void Configure(EntityTypeBuilder<Revocation> table)
    {
        table.BelongsTo<Revocation, Award>(nameof(Revocation.AwardId));
        table.BelongsTo<Revocation, Person>(nameof(Revocation.RevokedById));
        table.Property(r => r.ToldWords).HasMaxLength(300);
        table.HasIndexInDistrict(nameof(Revocation.AwardId)).IsUnique();
    }
}

internal sealed class CredentialIssueTable : IEntityTypeConfiguration<CredentialIssue>, IFrozenTable
{
    public Frozen Frozen => new("credential_issues", "old.learner_id");

    public void Configure(EntityTypeBuilder<CredentialIssue> table)
    {
        table.BelongsTo<CredentialIssue, Award>(nameof(CredentialIssue.AwardId));
        table.BelongsTo<CredentialIssue, Person>(nameof(CredentialIssue.LearnerId));
        table.BelongsTo<CredentialIssue, IssuerKey>(nameof(CredentialIssue.IssuerKeyId));
        table.BelongsTo<CredentialIssue, StatusList>(nameof(CredentialIssue.StatusListId));
        table.Property(i => i.Facts).HasJson(Blueprint.Json);
        table.HasIndexInDistrict(nameof(CredentialIssue.AwardId)).IsUnique();
        table.HasIndexInDistrict(nameof(CredentialIssue.CredentialId)).IsUnique();
        table.HasIndexInDistrict(nameof(CredentialIssue.StatusListId), nameof(CredentialIssue.StatusIndex)).IsUnique();
        table.HasIndexInDistrict(nameof(CredentialIssue.IssuerKeyId), nameof(CredentialIssue.ValidFrom)); // what a key signed since a day
    }
}

internal sealed class CredentialTable : IEntityTypeConfiguration<Credential>, IFrozenTable
{
    public Frozen Frozen => new("credentials", "old.learner_id");

    public void Configure(EntityTypeBuilder<Credential> table)
    {
        table.BelongsTo<Credential, CredentialIssue>(nameof(Credential.IssueId));
        table.BelongsTo<Credential, Award>(nameof(Credential.AwardId));
        table.BelongsTo<Credential, Person>(nameof(Credential.LearnerId));
        table.HasIndexInDistrict(nameof(Credential.IssueId)).IsUnique();
        table.HasIndexInDistrict(nameof(Credential.AwardId));
        table.HasIndexInDistrict(nameof(Credential.PublicId)).IsUnique();
        table.HasIndexInDistrict(nameof(Credential.LearnerId));
    }
}

internal sealed class DecisionTable : IEntityTypeConfiguration<Decision>, IFrozenTable
{
    public Frozen Frozen => new("decisions", SubmissionTable.LearnerOf);

    public void Configure(EntityTypeBuilder<Decision> table)
    {
        table.BelongsTo<Decision, Submission>(nameof(Decision.SubmissionId));
        table.BelongsTo<Decision, Review>(nameof(Decision.ReviewId));
        table.BelongsTo<Decision, Person>(nameof(Decision.GrantorId));
        table.HasIndexInDistrict(nameof(Decision.SubmissionId)).IsUnique();
    }
}
