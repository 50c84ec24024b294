namespace Cairn.Credentials.Achievements;

/// <summary>How well something was achieved (Open Badges 3.0, Result).</summary>
public sealed record Result() : AlignedObject("Result")
{
    /// <summary>0..1. Id of a <see cref="Achievements.ResultDescription"/> in the same achievement.</summary>
    public string? ResultDescription { get; init; }

    /// <summary>0..1. Id of a <see cref="RubricCriterionLevel"/> of that description.</summary>
    public string? AchievedLevel { get; init; }

    /// <summary>0..1. One of <see cref="ResultStatusTypes"/>; required if the description's type is <c>Status</c>.</summary>
    public string? Status { get; init; }

    /// <summary>0..1. A grade, score or other text.</summary>
    public string? Value { get; init; }
}
