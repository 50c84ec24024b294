namespace Cairn.Credentials.Keys;

/// <summary>
/// Multikey (Controlled Identifiers 1.0, section 2.2.2): a key as multibase text, its first two bytes naming the algorithm.
/// Ed25519 public keys begin with <c>z6Mk</c>, secret keys with <c>z3u2</c>.
/// </summary>
static class Multikey
{
    /// <summary>The longest that is read: two bytes of prefix and a P-521 key, or a secret key with its public key.</summary>
    const int MostBytes = 96;

    static ReadOnlySpan<byte> Ed25519Public => [0xed, 0x01];

    static ReadOnlySpan<byte> Ed25519Secret => [0x80, 0x26];

    public static string Encode(ReadOnlySpan<byte> key) => Encode(Ed25519Public, key);

    public static string EncodeSecret(ReadOnlySpan<byte> seed) => Encode(Ed25519Secret, seed);

    public static KeyReading ReadPublic(ReadOnlySpan<char> text, out PublicKey? key)
    {
        key = null;
        Span<byte> bytes = stackalloc byte[MostBytes];
        if (!Multibase.TryDecode(text, bytes, out var length) || length < 3)
            return KeyReading.Malformed;
        if (!bytes.StartsWith(Ed25519Public))
            return IsOtherPublicKey(bytes) ? KeyReading.Unsupported : KeyReading.Malformed;
        if (length != 2 + PublicKey.Ed25519Length)
            return KeyReading.Malformed;

        key = PublicKey.FromRaw(bytes[2..length]);
        return KeyReading.Read;
    }

    /// <summary>Some publishers append the public key to the seed; it is then the same key or the text is refused.</summary>
    public static SigningKey? ReadSecret(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[MostBytes];
        try
        {
            if (!Multibase.TryDecode(text, bytes, out var length) || !bytes.StartsWith(Ed25519Secret))
                return null;
            if (length is not (34 or 66))
                return null;

            var key = SigningKey.FromSeed(bytes[2..34]);
            if (length == 34 || key.PublicKey.Raw.SequenceEqual(bytes[34..66]))
                return key;

            key.Dispose();
            return null;
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(bytes);
        }
    }

    // P-256, P-384, P-521, secp256k1, X25519, BLS12-381 G2: real keys, of algorithms that Cairn does not verify.
    static bool IsOtherPublicKey(ReadOnlySpan<byte> bytes) =>
        (bytes[0], bytes[1]) is (0x80, 0x24) or (0x81, 0x24) or (0x82, 0x24) or (0xe7, 0x01) or (0xec, 0x01) or (0xeb, 0x01);

    static string Encode(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> key)
    {
        Span<byte> bytes = stackalloc byte[2 + key.Length];
        prefix.CopyTo(bytes);
        key.CopyTo(bytes[2..]);
        return Multibase.EncodeBase58(bytes);
    }
}

/// <summary>What came of reading a public key.</summary>
enum KeyReading
{
    Read,
    Malformed,
    Unsupported,
}
