using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Workspace;

/// <summary>A frozen attempt with what came back on it.</summary>
public sealed class SubmissionModel
{
    internal SubmissionModel(Submission submission, EnrollmentAccess access, Blueprint blueprint, string? learner, Feedback? feedback) =>
        (Submission, Snapshot, Access, Blueprint, Learner, Feedback) = (
            submission,
            submission.Read(),
            access,
            blueprint,
            learner,
            feedback
        );

    internal Submission Submission { get; }
    internal SubmissionSnapshot Snapshot { get; }
    internal EnrollmentAccess Access { get; }
    internal Blueprint Blueprint { get; }

    /// <summary>Null for an assessor of the certified tier.</summary>
    internal string? Learner { get; }

    internal Feedback? Feedback { get; }
    internal bool IsMine => Access.Tie is EnrollmentTie.Learner;
    internal string Url => EarningUrls.Of(Submission.Id);
}
