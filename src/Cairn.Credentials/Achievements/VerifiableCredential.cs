using System.Text.Json.Nodes;

namespace Cairn.Credentials.Achievements;

/// <summary>
/// What Open Badges and CLR credentials have in common (Open Badges 3.0, VerifiableCredential; VC Data Model 2.0, 4). A numeral at the
/// start of a member's description is its cardinality. Values are meant to stay as they
/// were built; <see cref="ModelObject.Extensions"/> can be set only because the JSON reader fills it last.
/// </summary>
public abstract record VerifiableCredential : ModelObject
{
    /// <summary>The context that every VC 2.0 document begins with.</summary>
    public const string CredentialsContext = "https://www.w3.org/ns/credentials/v2";

    /// <summary>The context that VC 1.1 documents begin with; read, never written.</summary>
    public const string CredentialsContext11 = "https://www.w3.org/2018/credentials/v1";

    /// <summary>The newest context of Open Badges 3.0.</summary>
    public const string OpenBadgesContext = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

    /// <summary>The context that defines the members of Open Badges' own extensions, status and refresh types among them.</summary>
    public const string OpenBadgesExtensions = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";

    private protected VerifiableCredential(IReadOnlyList<string> context, IReadOnlyList<string> type)
    {
        Context = [.. context.Select(c => JsonValue.Create(c))];
        Type = type;
    }

    /// <summary>
    /// 2..*. Ordered: VC 2.0, then Open Badges 3.0 (CLR 2.0 between them in a learner record), then any others, addresses or objects.
    /// </summary>
    [JsonPropertyName("@context"), JsonPropertyOrder(-10)]
    public IReadOnlyList<JsonNode> Context
    {
        get;
        init => field = value ?? [];
    }

    /// <summary>1. Names the credential for ever: <c>urn:uuid:…</c> or an https address.</summary>
    [JsonPropertyOrder(-9)]
    public required string Id { get; init; }

    /// <summary>1..*. Contains <c>VerifiableCredential</c> and the credential's own type.</summary>
    [JsonPropertyOrder(-8)]
    public IReadOnlyList<string> Type
    {
        get;
        init => field = value ?? [];
    }

    /// <summary>1. Who issued it: an identifier or a <see cref="Profile"/>.</summary>
    [JsonPropertyOrder(-7)]
    public required ProfileRef Issuer { get; init; }

    /// <summary>1. From when it is valid; the newest of several with the same issuer and id supersedes the others.</summary>
    [JsonPropertyOrder(-6)]
    public Timestamp? ValidFrom { get; init; }

    /// <summary>0..1. Until when it is valid.</summary>
    [JsonPropertyOrder(-5)]
    public Timestamp? ValidUntil { get; init; }

    /// <summary>VC 1.1 only: what is <see cref="ValidFrom"/> in 2.0. Read, never written by Cairn.</summary>
    [JsonPropertyOrder(-4)]
    public Timestamp? IssuanceDate { get; init; }

    /// <summary>VC 1.1 only: what is <see cref="ValidUntil"/> in 2.0. Read, never written by Cairn.</summary>
    [JsonPropertyOrder(-4)]
    public Timestamp? ExpirationDate { get; init; }

    /// <summary>0..1. When it was first awarded, which a reissue keeps.</summary>
    [JsonPropertyOrder(-3)]
    public Timestamp? AwardedDate { get; init; }

    /// <summary>0..* (1 in endorsements and learner records). A name for wallets.</summary>
    [JsonPropertyOrder(-2)]
    public string? Name { get; init; }

    /// <summary>0..1. A short description for wallets.</summary>
    [JsonPropertyOrder(-1)]
    public string? Description { get; init; }

    /// <summary>0..1. A picture for wallets.</summary>
    [JsonPropertyOrder(-1)]
    public Image? Image { get; init; }

    /// <summary>0..*. Schemas that the document follows.</summary>
    [JsonPropertyOrder(6)]
    public IReadOnlyList<CredentialSchema> CredentialSchema
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>0..1. Where to find its status; a single object in Open Badges, though VC 2.0 would allow several.</summary>
    [JsonPropertyOrder(7)]
    public CredentialStatus? CredentialStatus { get; init; }

    /// <summary>0..1. Where a newer version can be had.</summary>
    [JsonPropertyOrder(7)]
    public RefreshService? RefreshService { get; init; }

    /// <summary>0..*. The terms under which it was issued.</summary>
    [JsonPropertyOrder(7)]
    public IReadOnlyList<TermsOfUse> TermsOfUse
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>0..*. Embedded proofs; a signer appends here.</summary>
    [JsonPropertyOrder(9)]
    public IReadOnlyList<Proof> Proof
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary><see cref="ValidFrom"/>, or its counterpart in VC 1.1.</summary>
    [JsonIgnore]
    public Timestamp? EffectiveFrom => ValidFrom ?? IssuanceDate;

    /// <summary><see cref="ValidUntil"/>, or its counterpart in VC 1.1.</summary>
    [JsonIgnore]
    public Timestamp? EffectiveUntil => ValidUntil ?? ExpirationDate;

    /// <summary>The document: compact UTF-8 JSON, the same bytes for the same values.</summary>
    public byte[] ToJsonUtf8Bytes() => OpenBadgesJson.Write(this);

    /// <summary>Every departure from the data model; empty if there is none.</summary>
    public IReadOnlyList<ModelViolation> Check() => OpenBadgesModel.Check(ToJsonUtf8Bytes());
}
