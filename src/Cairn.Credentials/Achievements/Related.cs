using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cairn.Credentials.Achievements;

/// <summary>An achievement that is the same for most purposes (Open Badges 3.0, Related).</summary>
public sealed record Related
{
    /// <summary>1. The other achievement's id.</summary>
    public required string Id { get; init; }

    /// <summary>1..*. Contains <c>Related</c>.</summary>
    public IReadOnlyList<string> Type
    {
        get;
        init => field = value ?? [];
    } = ["Related"];

    /// <summary>0..1. The other's language tag.</summary>
    public string? InLanguage { get; init; }

    /// <summary>0..1. The other's version.</summary>
    public string? Version { get; init; }

    /// <summary>Members beyond the model, kept as they were read.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extensions { get; set; }
}
