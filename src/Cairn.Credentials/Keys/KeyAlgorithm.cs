namespace Cairn.Credentials.Keys;

/// <summary>The signature algorithms that a key can carry. A key never signs or verifies with any other.</summary>
public enum KeyAlgorithm
{
    /// <summary>Ed25519 (RFC 8032): 32-byte keys, 64-byte signatures, deterministic.</summary>
    Ed25519 = 1,
}
