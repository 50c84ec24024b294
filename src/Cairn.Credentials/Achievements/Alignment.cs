namespace Cairn.Credentials.Achievements;

/// <summary>A standard, skill or occupation that something aligns to (Open Badges 3.0, Alignment).</summary>
public sealed record Alignment() : TypedObject("Alignment")
{
    /// <summary>1. The target's name.</summary>
    public required string TargetName { get; init; }

    /// <summary>1. The target's address; the CFItem URI for CASE.</summary>
    public required string TargetUrl { get; init; }

    /// <summary>0..1. The target's code within its framework.</summary>
    public string? TargetCode { get; init; }

    /// <summary>0..1. A short description of the target.</summary>
    public string? TargetDescription { get; init; }

    /// <summary>0..1. The framework's name.</summary>
    public string? TargetFramework { get; init; }

    /// <summary>0..1. One of <see cref="AlignmentTargetTypes"/> or an <c>ext:</c> term.</summary>
    public string? TargetType { get; init; }
}
