using Cairn.Design;

namespace Cairn.Earning;

/// <param name="LearnerId">A child in the asker's care; null: they begin it themselves.</param>
internal sealed record EnrollingAsked(
    Id<MicroCredential> MicroCredentialId,
    Id<Person>? LearnerId = null,
    [MaxLength(Enrollment.GoalLength)] string? Goal = null,
    DateOnly? TargetDate = null
);

/// <param name="LearnerId">Children in the asker's care; none: they begin it themselves.</param>
internal sealed record StartingAsked(
    IReadOnlyList<Id<Person>> LearnerId,
    [MaxLength(Enrollment.GoalLength)] string? Goal = null,
    DateOnly? TargetDate = null
);

/// <param name="Last">The one begun last.</param>
internal sealed record ManyStarted(Id<Enrollment> Last, int Children);

internal sealed record PlanAsked([MaxLength(Enrollment.GoalLength)] string? Goal = null, DateOnly? TargetDate = null);
