using Cairn.Credentials.Achievements;

namespace Cairn.Verifying;

/// <summary>
/// What a person wants to know about a credential besides the verdict: who says what about whom, what it took and who judged.
/// </summary>
/// <param name="Holder">A name that the credential states openly; null if it names nobody.</param>
/// <param name="Criteria">Markdown.</param>
/// <param name="From">With the issuer's offset, like <paramref name="Until"/>: their days are the issuer's.</param>
/// <param name="Results">Name of what was judged → what was reached.</param>
/// <param name="Digests">Results that are a SHA-256 of a record kept elsewhere: for software, not for reading.</param>
/// <param name="Evidence">Name, and the address if it has one.</param>
public sealed record CredentialStory(
    string Title,
    string Competency,
    string? Holder,
    string Issuer,
    string? IssuerUrl,
    string? Judged,
    string? Criteria,
    DateTimeOffset? From,
    DateTimeOffset? Until,
    IReadOnlyList<KeyValuePair<string, string>> Results,
    IReadOnlyList<KeyValuePair<string, string>> Digests,
    IReadOnlyList<KeyValuePair<string, string?>> Evidence,
    IReadOnlyList<StoryAlignment> Alignments
)
{
    /// <summary>
    /// With its days as the district counts them: for what was granted here, even before dates were written with the district's offset.
    /// </summary>
    internal CredentialStory In(TimeZoneInfo zone) => this with { From = From?.In(zone), Until = Until?.In(zone) };

    /// <summary>Null if the bytes are not an Open Badges 3.0 credential.</summary>
    public static CredentialStory? Of(ReadOnlyMemory<byte> credential)
    {
        if (!AchievementCredential.TryRead(credential.Span, out var badge, out _))
            return null;
        var achievement = badge.CredentialSubject.Achievement;
        var results = badge
            .CredentialSubject.Result.Select(result => Reached(result, achievement))
            .OfType<KeyValuePair<string, string>>()
            .ToList();
        return new CredentialStory(
            badge.Name ?? achievement.Name,
            badge.Description ?? achievement.Description,
            badge.CredentialSubject.Identifier.FirstOrDefault(i => !i.Hashed && i.IdentityType == "name")?.IdentityHash,
            badge.Issuer.Profile?.Name ?? badge.Issuer.Id,
            badge.Issuer.Profile?.Url,
            badge.CredentialSubject.Source?.Name,
            achievement.Criteria.Narrative,
            badge.AwardedDate?.Instant ?? badge.EffectiveFrom?.Instant,
            badge.EffectiveUntil?.Instant,
            [.. results.Where(result => !IsDigest(result.Value))],
            [.. results.Where(result => IsDigest(result.Value))],
            [.. badge.Evidence.Where(e => e.Name is not null).Select(e => KeyValuePair.Create(e.Name!, WebAddress(e.Id)))],
            [.. achievement.Alignment.Select(a => new StoryAlignment(Named(a), WebAddress(a.TargetUrl)))]
        );
    }

    private static KeyValuePair<string, string>? Reached(Result result, Achievement achievement)
    {
        if (achievement.ResultDescription.FirstOrDefault(d => d.Id == result.ResultDescription) is not { } description)
            return null;
        var reached =
            description.RubricCriterionLevel.FirstOrDefault(l => l.Id == result.AchievedLevel)?.Name ?? result.Value ?? result.Status;
        return reached is null ? null : KeyValuePair.Create(description.Name, reached);
    }

    private static bool IsDigest(string value) => value.Length == 64 && value.All(char.IsAsciiHexDigit);

    private static string Named(Alignment alignment) =>
        alignment.TargetFramework is { } framework && !alignment.TargetName.Contains(framework, StringComparison.Ordinal)
            ? $"{framework}: {alignment.TargetName}"
            : alignment.TargetName;

    // Addresses come from strangers: only what a browser may follow becomes a link.
    private static string? WebAddress(string? id) =>
        Uri.TryCreate(id, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? id : null;
}

public sealed record StoryAlignment(string Name, string? Url);
