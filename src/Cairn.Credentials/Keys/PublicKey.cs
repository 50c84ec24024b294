namespace Cairn.Credentials.Keys;

/// <summary>
/// A public key with its algorithm. Immutable, thread safe, compared by value. It holds no native resource: each verification imports the
/// key, which costs about a microsecond compared with sixty for the curve.
/// </summary>
public sealed class PublicKey : IEquatable<PublicKey>
{
    internal const int Ed25519Length = 32;
    internal const int Ed25519SignatureLength = 64;

    // RFC 7518, 3.3: "A key of size 2048 bits or larger MUST be used". The upper end keeps a stranger's key from costing seconds.
    const int LeastModulus = 2048 / 8;
    internal const int MostModulus = 8192 / 8;

    readonly byte[] raw;
    readonly ECPoint point;
    readonly RSAParameters rsa;

    PublicKey(KeyAlgorithm algorithm, byte[] raw)
    {
        Algorithm = algorithm;
        this.raw = raw;
    }

    PublicKey(EllipticCurve curve, in ECPoint point)
        : this(curve.Algorithm, EllipticCurve.Compress(point)) => this.point = point;

    PublicKey(in RSAParameters rsa)
        : this(KeyAlgorithm.Rsa, [.. rsa.Modulus!, .. rsa.Exponent!]) => this.rsa = rsa;

    /// <summary>The only algorithm that this key verifies.</summary>
    public KeyAlgorithm Algorithm { get; }

    /// <summary>
    /// The key itself: 32 bytes for Ed25519, a compressed point of 33 or 49 bytes for P-256 and P-384, modulus and exponent for RSA.
    /// </summary>
    public ReadOnlySpan<byte> Raw => raw;

    internal ECPoint Point => point;

    internal RSAParameters Rsa => rsa;

    /// <summary>An Ed25519 key from its raw bytes.</summary>
    /// <param name="key">32 bytes: an Ed25519 public key.</param>
    /// <exception cref="ArgumentException">Wrong length, a point of small order, or a non-canonical encoding.</exception>
    public static PublicKey FromRaw(ReadOnlySpan<byte> key) =>
        ReadRaw(key, out var read) == KeyReading.Read
            ? read!
            : throw new ArgumentException(
                "An Ed25519 public key is 32 bytes long, the encoding of a point whose order is not small.",
                nameof(key)
            );

    /// <summary>
    /// Reads a Multikey (<c>z6Mk…</c> Ed25519, <c>zDna…</c> P-256, <c>z82L…</c> P-384). False if it is malformed or of an algorithm that
    /// Cairn does not verify, or if somebody other than its owner could sign with it.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> multikey, [NotNullWhen(true)] out PublicKey? key) =>
        Multikey.ReadPublic(multikey, out key) == KeyReading.Read;

    /// <summary>
    /// Reads a JWK (RFC 7517, RFC 7518, RFC 8037): <c>OKP</c> Ed25519, <c>EC</c> P-256 and P-384, <c>RSA</c>. False if it is malformed, of
    /// another kind, unsafe, or holds a private key.
    /// </summary>
    public static bool TryParseJwk(JsonElement jwk, [NotNullWhen(true)] out PublicKey? key) =>
        JsonWebKey.ReadPublic(jwk, out key) == KeyReading.Read;

    /// <summary>The key as a Multikey: <c>z6Mk…</c>, <c>zDna…</c> or <c>z82L…</c>.</summary>
    /// <exception cref="InvalidOperationException">An RSA key, for which Multikey has no form.</exception>
    public string ToMultikey() => Multikey.Encode(Algorithm, raw);

    /// <summary>The key as a JWK: compact JSON with only the members that define the key, in the order of RFC 7638.</summary>
    public string ToJwk() => JsonWebKey.Write(this);

    /// <summary>
    /// Whether <paramref name="signature"/> is this key's signature over <paramref name="message"/>. Any signature, whatever its length and
    /// content, gives an answer, never an exception. An Ed25519 signature has one spelling; an ECDSA signature (r, s) has a second one, (r,
    /// n - s), which no verifiable credentials or JOSE standard excludes.
    /// </summary>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        Algorithm switch
        {
            KeyAlgorithm.Ed25519 => VerifyEd25519(message, signature),
            KeyAlgorithm.Rsa => VerifyRsa(message, signature),
            _ => VerifyEcdsa(EllipticCurve.Of(Algorithm), message, signature),
        };

    /// <inheritdoc/>
    public bool Equals(PublicKey? other) => other is not null && Algorithm == other.Algorithm && raw.AsSpan().SequenceEqual(other.raw);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = new();
        hash.Add(Algorithm);
        hash.AddBytes(raw);
        return hash.ToHashCode();
    }

    /// <summary>The Multikey; for RSA the JWK.</summary>
    public override string ToString() => Algorithm == KeyAlgorithm.Rsa ? ToJwk() : ToMultikey();

    /// <summary>Null if the point is not on the curve.</summary>
    internal static PublicKey? OfPoint(EllipticCurve curve, byte[] x, byte[] y) =>
        curve.Contains(x, y) ? new(curve, new() { X = x, Y = y }) : null;

    /// <summary>Null if there is no such point.</summary>
    internal static PublicKey? OfCompressed(EllipticCurve curve, ReadOnlySpan<byte> bytes) =>
        curve.Decompress(bytes) is { } point ? new(curve, point) : null;

    internal static KeyReading ReadRaw(ReadOnlySpan<byte> bytes, out PublicKey? key)
    {
        key = null;
        if (bytes.Length != Ed25519Length)
            return KeyReading.Malformed;
        if (!Ed25519Encoding.IsPoint(bytes))
            return KeyReading.Unsafe;

        key = new(KeyAlgorithm.Ed25519, bytes.ToArray());
        return KeyReading.Read;
    }

    /// <summary>Modulus and exponent, the highest byte first, without leading zeros (RFC 7518, 6.3.1).</summary>
    internal static KeyReading ReadRsa(byte[] modulus, byte[] exponent, out PublicKey? key)
    {
        key = null;
        if (
            modulus is not { Length: > 0 and <= MostModulus }
            || modulus[0] == 0
            || exponent is not { Length: > 0 and <= 4 }
            || exponent[0] == 0
        )
            return KeyReading.Malformed;
        // 2,048 bits or more, and odd, like any product of two odd primes.
        if (modulus.Length < LeastModulus || (modulus.Length == LeastModulus && modulus[0] < 0x80) || (modulus[^1] & 1) == 0)
            return KeyReading.Unsafe;
        // FIPS 186-5, A.1.1: an odd exponent between 2^16 and 2^256. Nobody uses more than 4 bytes.
        if (exponent.Length < 3 || (exponent[^1] & 1) == 0)
            return KeyReading.Unsafe;

        key = new(new RSAParameters { Modulus = modulus, Exponent = exponent });
        return KeyReading.Read;
    }

    bool VerifyEd25519(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != Ed25519SignatureLength)
            return false;
        // This key makes no signature with an R of small order or in a second spelling; an s of L or more is a second spelling of another
        // signature.
        if (!Ed25519Encoding.IsPoint(signature[..32]) || !Ed25519Encoding.IsScalar(signature[32..]))
            return false;
        using var handle = LibCrypto.ImportPublic(raw);
        return LibCrypto.Verify(handle, message, signature);
    }

    bool VerifyEcdsa(EllipticCurve curve, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != curve.SignatureLength)
            return false;
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = curve.Curve, Q = point });
        return ecdsa.VerifyData(message, signature, curve.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    bool VerifyRsa(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != rsa.Modulus!.Length)
            return false;
        using var key = RSA.Create(rsa);
        return key.VerifyData(message, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
