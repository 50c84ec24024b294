namespace Cairn.Earning;

/// <param name="StatesLevels">Whether the credential states the level of each criterion, an adult's choice; left out: as chosen
/// before.</param>
internal sealed record HandingInAsked(bool? StatesLevels = null);

/// <param name="Sha256">Lowercase hex, of the snapshot's bytes.</param>
/// <param name="StatesLevels">Whether a credential for it states the level of each criterion.</param>
internal sealed record SubmissionView(
    Id<Submission> Id,
    Id<Enrollment> EnrollmentId,
    int Attempt,
    DateTimeOffset SubmittedAt,
    string Sha256,
    bool StatesLevels,
    SubmissionSnapshot Snapshot
)
{
    public static SubmissionView Of(Submission s) =>
        new(s.Id, s.EnrollmentId, s.Attempt, s.SubmittedAt, s.Sha256, s.StatesLevels, s.Read());
}
