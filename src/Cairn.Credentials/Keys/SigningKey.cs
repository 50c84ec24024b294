using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Cairn.Credentials.Keys;

/// <summary>
/// A private key that carries its algorithm and gives itself to nobody: it signs, it names its public key, and there is no way to
/// read it back. Whoever must keep a key keeps the seed that made it. Thread safe; dispose it when no more is to be signed.
/// </summary>
public sealed class SigningKey : IDisposable
{
    /// <summary>The length of an Ed25519 seed in bytes.</summary>
    public const int SeedLength = 32;

    /// <summary>The length of an Ed25519 signature in bytes.</summary>
    public const int SignatureLength = 64;

    readonly LibCrypto.KeyHandle handle;

    SigningKey(LibCrypto.KeyHandle handle)
    {
        this.handle = handle;
        Span<byte> raw = stackalloc byte[PublicKey.Ed25519Length];
        LibCrypto.ExportPublic(handle, raw);
        PublicKey = PublicKey.FromRaw(raw);
    }

    /// <summary>The only algorithm that this key signs with.</summary>
    public KeyAlgorithm Algorithm => PublicKey.Algorithm;

    /// <summary>The public half.</summary>
    public PublicKey PublicKey { get; }

    /// <summary>The Ed25519 key of a seed (RFC 8032, section 5.1.5). The caller's copy of the seed stays the caller's to clear.</summary>
    /// <param name="seed">32 secret bytes.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public static SigningKey FromSeed(ReadOnlySpan<byte> seed) =>
        seed.Length == SeedLength
            ? new(LibCrypto.ImportPrivate(seed))
            : throw new ArgumentException("An Ed25519 seed is 32 bytes long.", nameof(seed));

    /// <summary>Makes a new key and writes its seed, this one time, to a buffer of the caller's.</summary>
    /// <param name="seed">32 bytes to write to; store them encrypted and clear the buffer.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public static SigningKey Generate(Span<byte> seed)
    {
        if (seed.Length != SeedLength)
            throw new ArgumentException("An Ed25519 seed is 32 bytes long.", nameof(seed));
        RandomNumberGenerator.Fill(seed);
        return FromSeed(seed);
    }

    /// <summary>Reads a secret Multikey (<c>z3u2…</c>). False when it is malformed or of another algorithm.</summary>
    public static bool TryParse(ReadOnlySpan<char> secretMultikey, [NotNullWhen(true)] out SigningKey? key) =>
        (key = Multikey.ReadSecret(secretMultikey)) is not null;

    /// <summary>A seed written as a secret Multikey, <c>z3u2…</c>: how the command line keeps keys in files.</summary>
    /// <exception cref="ArgumentException">Another length than 32 bytes.</exception>
    public static string SeedToMultikey(ReadOnlySpan<byte> seed) =>
        seed.Length == SeedLength
            ? Multikey.EncodeSecret(seed)
            : throw new ArgumentException("An Ed25519 seed is 32 bytes long.", nameof(seed));

    /// <summary>Signs.</summary>
    /// <param name="message">What to sign, of any length.</param>
    /// <param name="signature">Where the 64 bytes go.</param>
    /// <exception cref="ArgumentException">The buffer has another length.</exception>
    /// <exception cref="ObjectDisposedException">The key was disposed of.</exception>
    public void Sign(ReadOnlySpan<byte> message, Span<byte> signature)
    {
        if (signature.Length != SignatureLength)
            throw new ArgumentException("An Ed25519 signature is 64 bytes long.", nameof(signature));
        LibCrypto.Sign(handle, message, signature);
    }

    /// <summary>Erases the key from memory.</summary>
    public void Dispose() => handle.Dispose();
}
