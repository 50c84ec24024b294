namespace Cairn.Credentials.Achievements;

/// <summary>What it takes to earn an achievement (Open Badges 3.0, Criteria). One of the two should be there.</summary>
public sealed record Criteria : ModelObject
{
    /// <summary>0..1. A page that explains it.</summary>
    public string? Id { get; init; }

    /// <summary>0..1. The explanation itself (Markdown).</summary>
    public string? Narrative { get; init; }
}
