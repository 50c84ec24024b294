namespace Cairn.Credentials.Achievements;

/// <summary>What can be said about how well: a grade, a rubric's criterion, a status (Open Badges 3.0, ResultDescription).</summary>
public sealed record ResultDescription() : AlignedObject("ResultDescription")
{
    /// <summary>1. The id by which results refer to it.</summary>
    [JsonPropertyOrder(-2)]
    public required string Id { get; init; }

    /// <summary>1. Its name.</summary>
    public required string Name { get; init; }

    /// <summary>1. One of <see cref="ResultTypes"/> or an <c>ext:</c> term.</summary>
    public required string ResultType { get; init; }

    /// <summary>0..*. The possible values, from low to high.</summary>
    public IReadOnlyList<string> AllowedValue
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>0..1. The value that passes.</summary>
    public string? RequiredValue { get; init; }

    /// <summary>0..1. The least value, as text.</summary>
    public string? ValueMin { get; init; }

    /// <summary>0..1. The greatest value, as text.</summary>
    public string? ValueMax { get; init; }

    /// <summary>0..*. A rubric criterion's levels, from low to high.</summary>
    public IReadOnlyList<RubricCriterionLevel> RubricCriterionLevel
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>0..1. Id of the level that passes.</summary>
    public string? RequiredLevel { get; init; }
}
