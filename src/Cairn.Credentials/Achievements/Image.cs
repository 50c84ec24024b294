namespace Cairn.Credentials.Achievements;

/// <summary>A picture (Open Badges 3.0, Image).</summary>
public sealed record Image : ModelObject
{
    /// <summary>1. Its address or a data URI.</summary>
    public required string Id { get; init; }

    /// <summary>1. <c>Image</c>.</summary>
    public string Type { get; init; } = "Image";

    /// <summary>0..1. Words for the picture.</summary>
    public string? Caption { get; init; }
}
