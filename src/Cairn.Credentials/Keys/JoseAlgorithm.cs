namespace Cairn.Credentials.Keys;

/// <summary>
/// The names of the keys' algorithms in JOSE (RFC 7518, section 3.1; RFC 8037; RFC 9864). A header's <c>alg</c> is only ever compared with
/// the name of the key's own algorithm: no key has <c>none</c> or an HMAC.
/// </summary>
static class JoseAlgorithm
{
    static readonly string[] Others =
    [
        "ES512",
        "ES256K",
        "RS384",
        "RS512",
        "PS256",
        "PS384",
        "PS512",
        "Ed448",
        "ML-DSA-44",
        "ML-DSA-65",
        "ML-DSA-87",
    ];

    public static string NameOf(KeyAlgorithm algorithm) =>
        algorithm switch
        {
            KeyAlgorithm.Ed25519 => "EdDSA",
            KeyAlgorithm.P256 => "ES256",
            KeyAlgorithm.P384 => "ES384",
            KeyAlgorithm.Rsa => "RS256",
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
        };

    public static bool Is(string name, KeyAlgorithm algorithm) =>
        name == NameOf(algorithm) || (algorithm == KeyAlgorithm.Ed25519 && name == "Ed25519");

    /// <summary>Whether any key could have it.</summary>
    public static bool IsKnown(string name) => name is "EdDSA" or "Ed25519" or "ES256" or "ES384" or "RS256";

    /// <summary>Key pair signatures that Cairn does not verify; any other name is not a signature.</summary>
    public static bool IsUnsupported(string name) => Others.Contains(name);
}
