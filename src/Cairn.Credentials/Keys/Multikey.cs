namespace Cairn.Credentials.Keys;

/// <summary>
/// Multikey (Controlled Identifiers 1.0, section 2.2.2): a key as multibase text, its first two bytes naming the algorithm.
/// </summary>
static class Multikey
{
    /// <summary>The longest text that is read: two bytes of prefix and a P-521 key, or a secret key with its public key.</summary>
    const int MostBytes = 96;

    static readonly (KeyAlgorithm Algorithm, byte First, byte Second, int Length)[] Public =
    [
        (KeyAlgorithm.Ed25519, 0xed, 0x01, 32), // z6Mk
        (KeyAlgorithm.P256, 0x80, 0x24, 33), // zDna
        (KeyAlgorithm.P384, 0x81, 0x24, 49), // z82L
    ];

    static readonly (KeyAlgorithm Algorithm, byte First, byte Second, int Length)[] Secret =
    [
        (KeyAlgorithm.Ed25519, 0x80, 0x26, 32), // z3u2
        (KeyAlgorithm.P256, 0x86, 0x26, 32), // z42t
        (KeyAlgorithm.P384, 0x87, 0x26, 48), // z2fa
    ];

    public static string Encode(KeyAlgorithm algorithm, ReadOnlySpan<byte> key) => Encode(Public, algorithm, key);

    public static string EncodeSecret(KeyAlgorithm algorithm, ReadOnlySpan<byte> secret) => Encode(Secret, algorithm, secret);

    public static KeyReading ReadPublic(ReadOnlySpan<char> text, out PublicKey? key)
    {
        key = null;
        Span<byte> bytes = stackalloc byte[MostBytes];
        if (!Multibase.TryDecode(text, bytes, out var length) || length < 3)
            return KeyReading.Malformed;

        return ReadPublic(bytes[..length], out key);
    }

    /// <summary>The bytes of a Multikey: prefix and key.</summary>
    public static KeyReading ReadPublic(ReadOnlySpan<byte> bytes, out PublicKey? key)
    {
        key = null;
        foreach (var (algorithm, first, second, length) in Public)
        {
            if (bytes.Length < 2 || bytes[0] != first || bytes[1] != second)
                continue;
            if (algorithm == KeyAlgorithm.Ed25519)
                return PublicKey.ReadRaw(bytes[2..], out key);
            if (bytes.Length == 2 + length)
                key = PublicKey.OfCompressed(EllipticCurve.Of(algorithm), bytes[2..]);
            return key is null ? KeyReading.Malformed : KeyReading.Read;
        }

        return IsOtherPublicKey(bytes) ? KeyReading.Unsupported : KeyReading.Malformed;
    }

    /// <summary>Some publishers append the public key to the seed; if it is not the same key, the text is refused.</summary>
    public static SigningKey? ReadSecret(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[MostBytes];
        try
        {
            if (!Multibase.TryDecode(text, bytes, out var length))
                return null;
            foreach (var (algorithm, first, second, secretLength) in Secret)
                if (bytes[0] == first && bytes[1] == second && length >= 2 + secretLength)
                    return Matching(SigningKey.OfSecret(algorithm, bytes.Slice(2, secretLength)), bytes[(2 + secretLength)..length]);
            return null;
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(bytes);
        }
    }

    static SigningKey? Matching(SigningKey? key, ReadOnlySpan<byte> publicKey)
    {
        if (key is null || publicKey.IsEmpty || key.PublicKey.Raw.SequenceEqual(publicKey))
            return key;
        key.Dispose();
        return null;
    }

    // P-521, secp256k1, X25519, BLS12-381 G2, RSA: real keys, of algorithms that Cairn does not verify.
    static bool IsOtherPublicKey(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 2 && (bytes[0], bytes[1]) is (0x82, 0x24) or (0x85, 0x24) or (0xe7, 0x01) or (0xec, 0x01) or (0xeb, 0x01);

    static string Encode(
        (KeyAlgorithm Algorithm, byte First, byte Second, int Length)[] forms,
        KeyAlgorithm algorithm,
        ReadOnlySpan<byte> key
    )
    {
        var form = Array.Find(forms, form => form.Algorithm == algorithm);
        if (form.Length == 0)
            throw new InvalidOperationException($"A key of {algorithm} has no Multikey.");

        Span<byte> bytes = stackalloc byte[2 + key.Length];
        (bytes[0], bytes[1]) = (form.First, form.Second);
        key.CopyTo(bytes[2..]);
        return Multibase.EncodeBase58(bytes);
    }
}

/// <summary>The result of reading a public key.</summary>
enum KeyReading
{
    Read,
    Malformed,
    Unsupported,

    /// <summary>Well-formed, but somebody other than its owner could sign with it: a point of small order, a short modulus.</summary>
    Unsafe,
}
