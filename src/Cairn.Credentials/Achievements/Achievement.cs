namespace Cairn.Credentials.Achievements;

/// <summary>What can be achieved: the definition that many credentials share (Open Badges 3.0, Achievement).</summary>
public sealed record Achievement() : EndorsedObject("Achievement")
{
    /// <summary>1. Names the definition; an https address lets others compare and fetch it.</summary>
    [JsonPropertyOrder(-2)]
    public required string Id { get; init; }

    /// <summary>0..1. One of <see cref="AchievementTypes"/> or an <c>ext:</c> term.</summary>
    public string? AchievementType { get; init; }

    /// <summary>1. Its name.</summary>
    public required string Name { get; init; }

    /// <summary>1. A short description.</summary>
    public required string Description { get; init; }

    /// <summary>1. What it takes to earn it.</summary>
    public required Criteria Criteria { get; init; }

    /// <summary>0..1. A picture, not baked.</summary>
    public Image? Image { get; init; }

    /// <summary>0..1. Who created the definition.</summary>
    public Profile? Creator { get; init; }

    /// <summary>0..*. Standards and skills that it aligns to.</summary>
    public IReadOnlyList<Alignment> Alignment
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>0..*. What can be said about how well it was achieved.</summary>
    public IReadOnlyList<ResultDescription> ResultDescription
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>0..1. Credits that can be earned.</summary>
    public decimal? CreditsAvailable { get; init; }

    /// <summary>0..1. The field of study.</summary>
    public string? FieldOfStudy { get; init; }

    /// <summary>0..1. The focus within the field.</summary>
    public string? Specialization { get; init; }

    /// <summary>0..1. A code for people, such as a course number.</summary>
    public string? HumanCode { get; init; }

    /// <summary>0..1. Language tag of its texts.</summary>
    public string? InLanguage { get; init; }

    /// <summary>0..1. The version of the definition.</summary>
    public string? Version { get; init; }

    /// <summary>0..*. Keywords.</summary>
    public IReadOnlyList<string> Tag
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>0..*. Identifiers in other systems.</summary>
    public IReadOnlyList<IdentifierEntry> OtherIdentifier
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>0..*. Editions in other languages and earlier versions.</summary>
    public IReadOnlyList<Related> Related
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>The definition as a document of its own: compact UTF-8 JSON, the same bytes for the same values.</summary>
    public byte[] ToJsonUtf8Bytes() => OpenBadgesJson.Write(this);
}
