namespace Cairn.Credentials.Achievements;

/// <summary>Work that shows the achievement (Open Badges 3.0, Evidence).</summary>
public sealed record Evidence() : TypedObject("Evidence")
{
    /// <summary>0..1. Its address; it should never change. Not a data URI: canonical forms repeat the id once per statement.</summary>
    [JsonPropertyOrder(-2)]
    public string? Id { get; init; }

    /// <summary>0..1. A title.</summary>
    public string? Name { get; init; }

    /// <summary>0..1. A longer description.</summary>
    public string? Description { get; init; }

    /// <summary>0..1. How the evidence came about and what it shows (Markdown).</summary>
    public string? Narrative { get; init; }

    /// <summary>0..1. The kind of work: prose, film.</summary>
    public string? Genre { get; init; }

    /// <summary>0..1. For whom the work was made.</summary>
    public string? Audience { get; init; }
}
