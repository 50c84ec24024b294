namespace Cairn.Credentials.Achievements;

/// <summary>A learner record: everything earned, as one signed document (CLR 2.0, ClrCredential). Its name is required.</summary>
public sealed record ClrCredential()
    : EarnedCredential([CredentialsContext, ClrContext, OpenBadgesContext], ["VerifiableCredential", "ClrCredential"])
{
    /// <summary>The newest context of CLR 2.0.</summary>
    public const string ClrContext = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";

    /// <summary>0..1. True when not everything known about the learner is in it.</summary>
    public bool? Partial { get; init; }

    /// <summary>1. The learner and what was earned.</summary>
    [JsonPropertyOrder(0)]
    public required ClrSubject CredentialSubject { get; init; }

    /// <summary>Reads a document, at most 4 MiB and 64 levels.</summary>
    /// <param name="utf8Json">The document.</param>
    /// <param name="credential">What it says; null if its shape does not fit the model.</param>
    /// <param name="violations">Every departure from the model; even a readable document may have some.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8Json,
        [NotNullWhen(true)] out ClrCredential? credential,
        out IReadOnlyList<ModelViolation> violations
    ) => OpenBadgesJson.TryRead(utf8Json, out credential, out violations);
}

/// <summary>The learner of a record (CLR 2.0, ClrSubject). <see cref="Id"/> or an <see cref="Identifier"/> must be there.</summary>
public sealed record ClrSubject() : TypedObject("ClrSubject")
{
    /// <summary>0..1. The learner's identifier.</summary>
    [JsonPropertyOrder(-2)]
    public string? Id { get; init; }

    /// <summary>0..*. Other identifiers of the learner.</summary>
    public IReadOnlyList<IdentityObject> Identifier
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>1..*. The signed credentials, member for member as they were signed.</summary>
    public required IReadOnlyList<JsonElement> VerifiableCredential
    {
        get;
        init => field = value ?? [];
    }

    /// <summary>0..*. The achievements that associations speak of.</summary>
    public IReadOnlyList<Achievement> Achievement
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>0..*. How the achievements belong together.</summary>
    public IReadOnlyList<Association> Association
    {
        get;
        init => field = value ?? [];
    } = [];
}

/// <summary>How two achievements belong together (CLR 2.0, Association). The ids are those of achievements, not of credentials.</summary>
public sealed record Association : ModelObject
{
    /// <summary>1. <c>Association</c>.</summary>
    public string Type { get; init; } = "Association";

    /// <summary>1. One of <see cref="AssociationTypes"/>.</summary>
    public required string AssociationType { get; init; }

    /// <summary>1. Id of the achievement that the association starts from.</summary>
    public required string SourceId { get; init; }

    /// <summary>1. Id of the achievement that it points to.</summary>
    public required string TargetId { get; init; }
}
