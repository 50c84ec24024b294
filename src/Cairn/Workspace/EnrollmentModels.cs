using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Workspace;

/// <summary>An enrollment as the API shows it. An assessor, who sees only what was submitted, gets no drafts here.</summary>
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
    /// <summary>Begun by this very call.</summary>
    [JsonIgnore]
    public bool First { get; init; }

    public static EnrollmentView Of(FullEnrollment work)
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

/// <param name="Next">The part to continue with; null: nothing to do now.</param>
/// <param name="CameBack">There is feedback, and nothing was changed since it came.</param>
internal sealed record EnrollmentLine(
    Id<Enrollment> Id,
    Id<MicroCredential> MicroCredentialId,
    string Title,
    WorkStands Stands,
    Part? Next,
    bool CameBack,
    int Missing,
    DateOnly? TargetDate,
    DateTimeOffset SavedAt
)
{
    public static EnrollmentLine Of(MyEnrollment item) =>
        new(
            item.Id,
            item.MicroCredentialId,
            item.Title,
            item.Stands,
            item.Next,
            item.CameBack,
            item.Missing,
            item.TargetDate,
            item.SavedAt
        );
}
