namespace Cairn.Credentials.Achievements;

/// <summary>An achievement that is the same for most purposes (Open Badges 3.0, Related).</summary>
public sealed record Related() : TypedObject("Related")
{
    /// <summary>1. The other achievement's id.</summary>
    [JsonPropertyOrder(-2)]
    public required string Id { get; init; }

    /// <summary>0..1. The other's language tag.</summary>
    public string? InLanguage { get; init; }

    /// <summary>0..1. The other's version.</summary>
    public string? Version { get; init; }
}
