namespace Cairn.Credentials.Achievements;

/// <summary>An identifier of the earner, hashed or plain (Open Badges 3.0, IdentityObject).</summary>
public sealed record IdentityObject : ModelObject
{
    /// <summary>1. <c>IdentityObject</c>.</summary>
    public string Type { get; init; } = "IdentityObject";

    /// <summary>1. Whether <see cref="IdentityHash"/> is a hash.</summary>
    public required bool Hashed { get; init; }

    /// <summary>1. <c>sha256$…</c> over identifier and salt, or the identifier itself.</summary>
    public required string IdentityHash { get; init; }

    /// <summary>1. One of <see cref="IdentifierTypes"/> or an <c>ext:</c> term.</summary>
    public required string IdentityType { get; init; }

    /// <summary>0..1. What was appended to the identifier before hashing.</summary>
    public string? Salt { get; init; }

    /// <summary>An identifier in the clear.</summary>
    /// <param name="identifier">The identifier.</param>
    /// <param name="type">One of <see cref="IdentifierTypes"/>.</param>
    public static IdentityObject Plain(string identifier, string type) =>
        new()
        {
            Hashed = false,
            IdentityHash = identifier,
            IdentityType = type,
        };

    /// <summary>An identifier that can be recognised only by somebody who knows it: SHA-256 over identifier and salt, in UTF-8.</summary>
    /// <param name="identifier">The identifier, in the form in which a verifier will type it.</param>
    /// <param name="type">One of <see cref="IdentifierTypes"/>.</param>
    /// <param name="salt">Random text, new for each credential.</param>
    public static IdentityObject Sha256(string identifier, string type, string salt) =>
        new()
        {
            Hashed = true,
            IdentityHash = Hash(identifier, salt),
            IdentityType = type,
            Salt = salt,
        };

    /// <summary>
    /// Whether this is that identifier (Open Badges 3.0, verification, recipient check). MD5 hashes match nothing, because MD5 is broken.
    /// </summary>
    /// <param name="identifier">What the earner claims.</param>
    public bool Matches(string identifier) =>
        Hashed
            ? string.Equals(IdentityHash, Hash(identifier, Salt), StringComparison.OrdinalIgnoreCase)
            : string.Equals(IdentityHash, identifier, StringComparison.Ordinal);

    static string Hash(string identifier, string? salt) =>
        "sha256$" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identifier + salt)));
}
