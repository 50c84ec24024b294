namespace Cairn.Credentials.Achievements;

/// <summary>An Open Badge: one achievement of one earner (Open Badges 3.0, AchievementCredential).</summary>
public sealed record AchievementCredential()
    : EarnedCredential([CredentialsContext, OpenBadgesContext], ["VerifiableCredential", "OpenBadgeCredential"])
{
    /// <summary>1. Who achieved what.</summary>
    [JsonPropertyOrder(0)]
    public required AchievementSubject CredentialSubject { get; init; }

    /// <summary>
    /// Reads a document, VC 2.0 or 1.1, at most 4 MiB and 64 levels; a single value is accepted where the model has several.
    /// </summary>
    /// <param name="utf8Json">The document.</param>
    /// <param name="credential">What it says; null if its shape does not fit the model.</param>
    /// <param name="violations">Every departure from the model; even a readable document may have some.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8Json,
        [NotNullWhen(true)] out AchievementCredential? credential,
        out IReadOnlyList<ModelViolation> violations
    ) => OpenBadgesJson.TryRead(utf8Json, out credential, out violations);
}
