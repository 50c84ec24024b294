using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;

namespace Cairn.Credentials.Keys;

/// <summary>
/// A public key with its algorithm. Immutable, thread safe, compared by value. It holds no native resource: each verification
/// imports the key, which costs about a microsecond beside the sixty of the curve.
/// </summary>
public sealed class PublicKey : IEquatable<PublicKey>
{
    internal const int Ed25519Length = 32;
    internal const int Ed25519SignatureLength = 64;

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
    /// <exception cref="ArgumentException">Another length.</exception>
    public static PublicKey FromRaw(ReadOnlySpan<byte> key) =>
        key.Length == Ed25519Length
            ? new(KeyAlgorithm.Ed25519, key.ToArray())
            : throw new ArgumentException("An Ed25519 public key is 32 bytes long.", nameof(key));

    /// <summary>
    /// Reads a Multikey (<c>z6Mk…</c> Ed25519, <c>zDna…</c> P-256, <c>z82L…</c> P-384). False when it is malformed or of an algorithm that
    /// Cairn does not verify.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> multikey, [NotNullWhen(true)] out PublicKey? key) =>
        Multikey.ReadPublic(multikey, out key) == KeyReading.Read;

    /// <summary>
    /// Reads a JWK (RFC 7517, RFC 7518, RFC 8037): <c>OKP</c> Ed25519, <c>EC</c> P-256 and P-384, <c>RSA</c>. False when it is malformed, of
    /// another kind, or holds a private key.
    /// </summary>
    public static bool TryParseJwk(JsonElement jwk, [NotNullWhen(true)] out PublicKey? key) =>
        JsonWebKey.ReadPublic(jwk, out key) == KeyReading.Read;

    /// <summary>The key as a Multikey: <c>z6Mk…</c>, <c>zDna…</c> or <c>z82L…</c>.</summary>
    /// <exception cref="InvalidOperationException">An RSA key, for which Multikey has no form.</exception>
    public string ToMultikey() => Multikey.Encode(Algorithm, raw);

    /// <summary>The key as a JWK: compact JSON with only the members that make the key, in the order of RFC 7638.</summary>
    public string ToJwk() => JsonWebKey.Write(this);

    /// <summary>
    /// Whether <paramref name="signature"/> is this key's signature over <paramref name="message"/>. Total: a signature of any
    /// length and content gives an answer, never an exception.
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

    /// <summary>Null when the point is not on the curve.</summary>
    internal static PublicKey? OfPoint(EllipticCurve curve, byte[] x, byte[] y) =>
        curve.Contains(x, y) ? new(curve, new() { X = x, Y = y }) : null;

    /// <summary>Null when there is no such point.</summary>
    internal static PublicKey? OfCompressed(EllipticCurve curve, ReadOnlySpan<byte> bytes) =>
        curve.Decompress(bytes) is { } point ? new(curve, point) : null;

    internal static PublicKey OfRsa(byte[] modulus, byte[] exponent) => new(new RSAParameters { Modulus = modulus, Exponent = exponent });

    bool VerifyEd25519(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != Ed25519SignatureLength)
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
