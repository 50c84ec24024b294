using Cairn.Credentials.Status;

namespace Cairn.Credentials.Achievements;

/// <summary>A schema that the document follows (Open Badges 3.0, CredentialSchema).</summary>
public sealed record CredentialSchema : ModelObject
{
    /// <summary>The schema of an Open Badge, in the form with arrays everywhere, as Cairn writes them.</summary>
    public static CredentialSchema OpenBadge { get; } =
        new() { Id = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json" };

    /// <summary>1. The schema's address.</summary>
    public required string Id { get; init; }

    /// <summary>1. How it is checked.</summary>
    public string Type { get; init; } = "1EdTechJsonSchemaValidator2019";
}

/// <summary>
/// Where to find a credential's status (Open Badges 3.0, CredentialStatus), with the members of a Bitstring Status List entry.
/// </summary>
public sealed record CredentialStatus : ModelObject
{
    /// <summary>1. The entry's identifier; never the list's own address.</summary>
    public required string Id { get; init; }

    /// <summary>1. The method.</summary>
    public required string Type { get; init; }

    /// <summary>0..1. What the status is about.</summary>
    public string? StatusPurpose { get; init; }

    /// <summary>0..1. The index in the list, as text in base 10.</summary>
    public string? StatusListIndex { get; init; }

    /// <summary>0..1. The address of the list's credential.</summary>
    public string? StatusListCredential { get; init; }

    /// <summary>An entry of a bitstring status list.</summary>
    /// <param name="entry">The entry.</param>
    public static CredentialStatus From(StatusListEntry entry) => OpenBadgesJson.Status(entry.ToJson());
}

/// <summary>Where a newer version can be had (Open Badges 3.0, RefreshService).</summary>
public sealed record RefreshService : ModelObject
{
    /// <summary>1. The address.</summary>
    public required string Id { get; init; }

    /// <summary>1. The method.</summary>
    public string Type { get; init; } = "1EdTechCredentialRefresh";
}

/// <summary>Terms under which a credential was issued (Open Badges 3.0, TermsOfUse).</summary>
public sealed record TermsOfUse : ModelObject
{
    /// <summary>0..1. The terms' identifier.</summary>
    public string? Id { get; init; }

    /// <summary>1. Their type.</summary>
    public required string Type { get; init; }
}

/// <summary>An embedded proof (Open Badges 3.0, Proof; VC Data Integrity 1.0, 2.1).</summary>
public sealed record Proof : ModelObject
{
    /// <summary>1. <c>DataIntegrityProof</c> or an older suite's name.</summary>
    public required string Type { get; init; }

    /// <summary>0..1. When it was made.</summary>
    public Timestamp? Created { get; init; }

    /// <summary>0..1. The cryptosuite.</summary>
    public string? Cryptosuite { get; init; }

    /// <summary>0..1. The verifier's challenge.</summary>
    public string? Challenge { get; init; }

    /// <summary>0..1. The domain that it is meant for.</summary>
    public string? Domain { get; init; }

    /// <summary>0..1. A random value against correlation.</summary>
    public string? Nonce { get; init; }

    /// <summary>0..1. What it is for; <c>assertionMethod</c> in badges.</summary>
    public string? ProofPurpose { get; init; }

    /// <summary>0..1. The key.</summary>
    public string? VerificationMethod { get; init; }

    /// <summary>0..1. The signature, multibase.</summary>
    public string? ProofValue { get; init; }
}
