namespace Cairn.Credentials.Achievements;

/// <summary>
/// The earner and what was earned (Open Badges 3.0, AchievementSubject). <see cref="Id"/> or an <see cref="Identifier"/> must be there.
/// </summary>
public sealed record AchievementSubject() : TypedObject("AchievementSubject")
{
    /// <summary>0..1. The earner's identifier: a DID, <c>mailto:</c> or another URI.</summary>
    [JsonPropertyOrder(-2)]
    public string? Id { get; init; }

    /// <summary>0..*. Other identifiers of the earner, hashed or plain.</summary>
    public IReadOnlyList<IdentityObject> Identifier
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>1. What was achieved.</summary>
    public required Achievement Achievement { get; init; }

    /// <summary>0..1. When the activity began.</summary>
    public Timestamp? ActivityStartDate { get; init; }

    /// <summary>0..1. When the activity ended.</summary>
    public Timestamp? ActivityEndDate { get; init; }

    /// <summary>0..1. Credits earned, as in <see cref="Achievement.CreditsAvailable"/>.</summary>
    public decimal? CreditsEarned { get; init; }

    /// <summary>0..1. A baked picture of this award.</summary>
    public Image? Image { get; init; }

    /// <summary>0..1. The number of a licence that came with it.</summary>
    public string? LicenseNumber { get; init; }

    /// <summary>0..1. How the pieces of evidence belong together (Markdown).</summary>
    public string? Narrative { get; init; }

    /// <summary>0..*. Results, each of a description in the achievement.</summary>
    public IReadOnlyList<Result> Result
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>0..1. The earner's role at the time.</summary>
    public string? Role { get; init; }

    /// <summary>0..1. Who assessed on the issuer's behalf: the school of a district.</summary>
    public Profile? Source { get; init; }

    /// <summary>0..1. The academic term.</summary>
    public string? Term { get; init; }
}
