using Cairn.Design;
using Cairn.Foundation.Storage;
using Cairn.Schools;

namespace Cairn.Earning;

/// <summary>An enrollment as the API shows it. An assessor, who sees what was submitted and nothing else, gets no drafts here.</summary>
internal sealed record EnrollmentView(
    Id<Enrollment> Id,
    Id<MicroCredential> MicroCredentialId,
    Id<MicroCredentialVersion> VersionId,
    string Title,
    Id<Person>? LearnerId,
    EnrollmentState State,
    string Goal,
    DateOnly? TargetDate,
    DateTimeOffset StartedAt,
    DateTimeOffset SavedAt,
    int Attempts,
    bool StatesLevels,
    IReadOnlyList<AnswerView> Answers,
    IReadOnlyList<ArtifactView> Artifacts,
    IReadOnlyList<Gap> Missing,
    IReadOnlyList<SubmittedAttempt> Submissions
)
{
    public static EnrollmentView Of(Work work)
    {
        var (enrollment, drafts) = (work.Enrollment, work.Access.MaySeeDrafts);
        return new EnrollmentView(
            enrollment.Id,
            enrollment.MicroCredentialId,
            enrollment.VersionId,
            work.Blueprint.Title,
            work.Access.MayKnowWhose(work.Blueprint.Tier) ? enrollment.LearnerId : null,
            enrollment.State,
            drafts ? enrollment.Goal : "",
            drafts ? enrollment.TargetDate : null,
            enrollment.StartedAt,
            drafts ? work.SavedAt : enrollment.StartedAt,
            enrollment.Attempts,
            enrollment.StatesLevels,
            drafts ? [.. work.Answers.Values.Select(AnswerView.Of)] : [],
            drafts ? [.. work.Present.Select(ArtifactView.Of)] : [],
            drafts && enrollment.IsOpenForWork ? work.Gaps : [],
            work.Submissions
        );
    }
}

/// <param name="Next">The part to go on with; null: nothing to do now.</param>
internal sealed record EnrollmentLine(
    Id<Enrollment> Id,
    Id<MicroCredential> MicroCredentialId,
    string Title,
    WorkStands Stands,
    Part? Next,
    int Missing,
    DateOnly? TargetDate,
    DateTimeOffset SavedAt
)
{
    public static EnrollmentLine Of(MyWorkItem item) =>
        new(item.Id, item.MicroCredentialId, item.Title, item.Stands, item.Next, item.Missing, item.TargetDate, item.SavedAt);
}

/// <param name="Next">What to ask for as <c>after</c>; null: this is the last page.</param>
internal sealed record EnrollmentPage(IReadOnlyList<EnrollmentLine> Items, Id<Enrollment>? Next);

internal sealed record AnswerView(string Key, string Text, long Version, DateTimeOffset? SavedAt)
{
    public static AnswerView Of(Answer answer) => new(answer.Key, answer.Text, answer.Version, answer.SavedAt);
}

internal sealed record ArtifactView(
    Id<Artifact> Id,
    string Requirement,
    string? Criterion,
    EvidenceKind Kind,
    string Title,
    string Sha256,
    string? FileName,
    string? MediaType,
    long? Size,
    string? Url,
    string? Text,
    Id<Person> AddedBy,
    DateTimeOffset AddedAt,
    bool Attach,
    DateTimeOffset? RemovedAt
)
{
    public static ArtifactView Of(Artifact a) =>
        new(
            a.Id,
            a.Requirement,
            a.Criterion,
            a.Kind,
            a.Title,
            a.Sha256,
            a.FileName,
            a.MediaType,
            a.Size,
            a.Url,
            a.Text,
            a.AddedById,
            a.AddedAt,
            a.Attach,
            a.RemovedAt
        );
}
