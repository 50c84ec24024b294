namespace Cairn.Credentials.Keys;

/// <summary>
/// The signature algorithms that a key can carry. A key never signs or verifies with any other, whatever a proof or a JWT's header says.
/// </summary>
public enum KeyAlgorithm
{
    /// <summary>Ed25519 (RFC 8032), in JOSE <c>EdDSA</c>: 32-byte keys, 64-byte signatures, deterministic.</summary>
    Ed25519 = 1,

    /// <summary>ECDSA on P-256 with SHA-256 (FIPS 186-5), in JOSE <c>ES256</c>: 64-byte signatures, r and s side by side.</summary>
    P256,

    /// <summary>ECDSA on P-384 with SHA-384 (FIPS 186-5), in JOSE <c>ES384</c>: 96-byte signatures, r and s side by side.</summary>
    P384,

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017), in JOSE <c>RS256</c>: keys of 2,048 to 8,192 bits. For JWTs only.</summary>
    Rsa,
}
