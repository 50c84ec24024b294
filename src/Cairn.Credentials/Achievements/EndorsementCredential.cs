namespace Cairn.Credentials.Achievements;

/// <summary>
/// Somebody's signed support for a profile, an achievement or a credential (Open Badges 3.0, EndorsementCredential). Its name is required.
/// </summary>
public sealed record EndorsementCredential()
    : VerifiableCredential([CredentialsContext, OpenBadgesContext], ["VerifiableCredential", "EndorsementCredential"])
{
    /// <summary>1. What is endorsed, and the text.</summary>
    [JsonPropertyOrder(0)]
    public required EndorsementSubject CredentialSubject { get; init; }

    /// <summary>Reads a document, VC 2.0 or 1.1, at most 4 MiB and 64 levels.</summary>
    /// <param name="utf8Json">The document.</param>
    /// <param name="credential">What it says; null if its shape does not fit the model.</param>
    /// <param name="violations">Every departure from the model; even a readable document may have some.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8Json,
        [NotNullWhen(true)] out EndorsementCredential? credential,
        out IReadOnlyList<ModelViolation> violations
    ) => OpenBadgesJson.TryRead(utf8Json, out credential, out violations);
}

/// <summary>What is endorsed (Open Badges 3.0, EndorsementSubject).</summary>
public sealed record EndorsementSubject() : TypedObject("EndorsementSubject")
{
    /// <summary>1. Id of the profile, achievement or credential.</summary>
    [JsonPropertyOrder(-2)]
    public required string Id { get; init; }

    /// <summary>0..1. The words of support (Markdown).</summary>
    public string? EndorsementComment { get; init; }
}
