namespace Cairn.Credentials.Achievements;

/// <summary>One level of a rubric's criterion (Open Badges 3.0, RubricCriterionLevel).</summary>
public sealed record RubricCriterionLevel() : AlignedObject("RubricCriterionLevel")
{
    /// <summary>1. The id by which results refer to it.</summary>
    [JsonPropertyOrder(-2)]
    public required string Id { get; init; }

    /// <summary>1. Its name.</summary>
    public required string Name { get; init; }

    /// <summary>0..1. What work at this level looks like.</summary>
    public string? Description { get; init; }

    /// <summary>0..1. The level in terms of success.</summary>
    public string? Level { get; init; }

    /// <summary>0..1. Its points, as text.</summary>
    public string? Points { get; init; }
}
