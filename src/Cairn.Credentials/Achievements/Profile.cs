namespace Cairn.Credentials.Achievements;

/// <summary>A person or organization: issuer, creator, endorser (Open Badges 3.0, Profile).</summary>
public sealed record Profile() : EndorsedObject("Profile")
{
    /// <summary>1. Its identifier, for issuers the controller of the key that signs.</summary>
    [JsonPropertyOrder(-2)]
    public required string Id { get; init; }

    /// <summary>0..1. Its name.</summary>
    public string? Name { get; init; }

    /// <summary>0..1. Its home page.</summary>
    public string? Url { get; init; }

    /// <summary>0..1. A telephone number.</summary>
    public string? Phone { get; init; }

    /// <summary>0..1. A short description.</summary>
    public string? Description { get; init; }

    /// <summary>0..1. A picture, PNG or SVG.</summary>
    public Image? Image { get; init; }

    /// <summary>0..1. An e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>0..1. A postal address.</summary>
    public Address? Address { get; init; }

    /// <summary>0..*. Identifiers in other systems.</summary>
    public IReadOnlyList<IdentifierEntry> OtherIdentifier
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>0..1. For an organization: the name of the person who may speak for it.</summary>
    public string? Official { get; init; }

    /// <summary>0..1. The organization above it: the district of a school.</summary>
    public Profile? ParentOrg { get; init; }

    /// <summary>0..1. Of a person: the family name.</summary>
    public string? FamilyName { get; init; }

    /// <summary>0..1. Of a person: the given name.</summary>
    public string? GivenName { get; init; }

    /// <summary>0..1. Of a person: additional names.</summary>
    public string? AdditionalName { get; init; }

    /// <summary>0..1. Of a person: the patronymic.</summary>
    public string? PatronymicName { get; init; }

    /// <summary>0..1. Of a person: what goes before the name.</summary>
    public string? HonorificPrefix { get; init; }

    /// <summary>0..1. Of a person: what goes after the name.</summary>
    public string? HonorificSuffix { get; init; }

    /// <summary>0..1. Of a person: the prefix of the family name, such as <c>de</c>.</summary>
    public string? FamilyNamePrefix { get; init; }

    /// <summary>0..1. Of a person: the date of birth, <c>yyyy-MM-dd</c>.</summary>
    public string? DateOfBirth { get; init; }

    /// <summary>The profile as a document of its own: compact UTF-8 JSON, the same bytes for the same values.</summary>
    public byte[] ToJsonUtf8Bytes() => OpenBadgesJson.Write(this);
}
