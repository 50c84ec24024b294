using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Cairn.Credentials.Keys;

/// <summary>
/// A public key with its algorithm. Immutable, thread safe, compared by value. It holds no native resource: each verification
/// imports the key, which costs about a microsecond beside the sixty of the curve.
/// </summary>
public sealed class PublicKey : IEquatable<PublicKey>
{
    internal const int Ed25519Length = 32;

    readonly byte[] raw;

    PublicKey(KeyAlgorithm algorithm, byte[] raw)
    {
        Algorithm = algorithm;
        this.raw = raw;
    }

    /// <summary>The only algorithm that this key verifies.</summary>
    public KeyAlgorithm Algorithm { get; }

    /// <summary>The key itself: 32 bytes for Ed25519.</summary>
    public ReadOnlySpan<byte> Raw => raw;

    /// <summary>A key from its raw bytes.</summary>
    /// <param name="key">32 bytes: an Ed25519 public key.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public static PublicKey FromRaw(ReadOnlySpan<byte> key) =>
        key.Length == Ed25519Length
            ? new(KeyAlgorithm.Ed25519, key.ToArray())
            : throw new ArgumentException("An Ed25519 public key is 32 bytes long.", nameof(key));

    /// <summary>Reads a Multikey (<c>z6Mk…</c>). False when it is malformed or of an algorithm that Cairn does not verify.</summary>
    public static bool TryParse(ReadOnlySpan<char> multikey, [NotNullWhen(true)] out PublicKey? key) =>
        Multikey.ReadPublic(multikey, out key) == KeyReading.Read;

    /// <summary>The key as a Multikey, <c>z6Mk…</c>.</summary>
    public string ToMultikey() => Multikey.Encode(raw);

    /// <summary>
    /// Whether <paramref name="signature"/> is this key's signature over <paramref name="message"/>. Total: a signature of any
    /// length and content gives an answer, never an exception.
    /// </summary>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SigningKey.SignatureLength)
            return false;
        using var handle = LibCrypto.ImportPublic(raw);
        return LibCrypto.Verify(handle, message, signature);
    }

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

    /// <summary>The Multikey.</summary>
    public override string ToString() => ToMultikey();

    // RFC 8037: an OKP key on the curve Ed25519, `x` in base64url.
    internal static KeyReading FromJwk(string? type, string? curve, string? x, out PublicKey? key)
    {
        key = null;
        if (type is null || curve is null)
            return KeyReading.Malformed;
        if (type != "OKP" || curve != "Ed25519")
            return KeyReading.Unsupported;

        Span<byte> bytes = stackalloc byte[Ed25519Length];
        if (
            x is not { Length: 43 }
            || !Base64Url.IsValid(x)
            || !Base64Url.TryDecodeFromChars(x, bytes, out var length)
            || length != Ed25519Length
        )
            return KeyReading.Malformed;

        key = FromRaw(bytes);
        return KeyReading.Read;
    }
}
