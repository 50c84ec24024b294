namespace Cairn.Credentials.Keys;

/// <summary>
/// A private key that carries its algorithm and never leaves: it signs, it names its public key, and there is no way to read it back. To
/// keep a key, keep the text or the seed that made it. Thread safe; dispose of it when there is nothing more to sign.
/// </summary>
public sealed class SigningKey : IDisposable
{
    /// <summary>The length of an Ed25519 seed in bytes.</summary>
    public const int SeedLength = 32;

    readonly PrivateKey key;

    SigningKey(PrivateKey key) => this.key = key;

    /// <summary>The only algorithm that this key signs with.</summary>
    public KeyAlgorithm Algorithm => PublicKey.Algorithm;

    /// <summary>The public half.</summary>
    public PublicKey PublicKey => key.PublicKey;

    /// <summary>
    /// The length of this key's signatures in bytes: 64 for Ed25519 and P-256, 96 for P-384, that of the modulus for RSA.
    /// </summary>
    public int SignatureLength => key.SignatureLength;

    /// <summary>The Ed25519 key of a seed (RFC 8032, section 5.1.5). Clearing its own copy of the seed is up to the caller.</summary>
    /// <param name="seed">32 secret bytes.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public static SigningKey FromSeed(ReadOnlySpan<byte> seed) => new(new Ed25519PrivateKey(Checked(seed)));

    /// <summary>Makes a new Ed25519 key and writes its seed, this one time, to the caller's buffer.</summary>
    /// <param name="seed">32 bytes to write to; store them encrypted and clear the buffer.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public static SigningKey Generate(Span<byte> seed)
    {
        Checked(seed);
        RandomNumberGenerator.Fill(seed);
        return FromSeed(seed);
    }

    /// <summary>Makes a new key and gives its secret, this one time, as a Multikey that <see cref="TryParse"/> reads.</summary>
    /// <param name="algorithm">Ed25519, P-256 or P-384.</param>
    /// <param name="secretMultikey"><c>z3u2…</c>, <c>z42t…</c> or <c>z2fa…</c>: store it encrypted.</param>
    /// <exception cref="ArgumentException">RSA, whose keys come from elsewhere: see <see cref="FromPkcs8"/>.</exception>
    public static SigningKey Generate(KeyAlgorithm algorithm, out string secretMultikey)
    {
        if (algorithm == KeyAlgorithm.Rsa)
            throw new ArgumentException("RSA keys are not made here.", nameof(algorithm));
        if (algorithm == KeyAlgorithm.Ed25519)
        {
            Span<byte> seed = stackalloc byte[SeedLength];
            var made = Generate(seed);
            secretMultikey = SeedToMultikey(seed);
            CryptographicOperations.ZeroMemory(seed);
            return made;
        }

        var curve = EllipticCurve.Of(algorithm);
        var ecdsa = ECDsa.Create(curve.Curve);
        var secret = ecdsa.ExportParameters(includePrivateParameters: true).D!;
        secretMultikey = Multikey.EncodeSecret(algorithm, secret);
        CryptographicOperations.ZeroMemory(secret);
        return new(new EcdsaPrivateKey(ecdsa, curve));
    }

    /// <summary>
    /// Reads a secret Multikey (<c>z3u2…</c>, <c>z42t…</c>, <c>z2fa…</c>). False if it is malformed or of another algorithm.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> secretMultikey, [NotNullWhen(true)] out SigningKey? key) =>
        (key = Multikey.ReadSecret(secretMultikey)) is not null;

    /// <summary>
    /// Reads a private JWK of Ed25519, P-256 or P-384. False if it is malformed, of another kind, or its public members do not belong to
    /// its private one.
    /// </summary>
    public static bool TryParseJwk(JsonElement jwk, [NotNullWhen(true)] out SigningKey? key) =>
        (key = JsonWebKey.ReadPrivate(jwk)) is not null;

    /// <summary>A P-256, P-384 or RSA key from PKCS #8, unencrypted DER, as key stores give them.</summary>
    /// <exception cref="ArgumentException">Another key, or no key, or an RSA key of under 2,048 or over 8,192 bits or with a small
    /// exponent.</exception>
    public static SigningKey FromPkcs8(ReadOnlySpan<byte> pkcs8) =>
        OfEcdsa(pkcs8) ?? OfRsa(pkcs8) ?? throw new ArgumentException("This is no PKCS #8 of a P-256, P-384 or RSA key.", nameof(pkcs8));

    /// <summary>A seed written as a secret Multikey, <c>z3u2…</c>: how the command line keeps keys in files.</summary>
    /// <exception cref="ArgumentException">A length other than 32 bytes.</exception>
    public static string SeedToMultikey(ReadOnlySpan<byte> seed) => Multikey.EncodeSecret(KeyAlgorithm.Ed25519, Checked(seed));

    /// <summary>Signs.</summary>
    /// <param name="message">What to sign, of any length.</param>
    /// <param name="signature">Where the <see cref="SignatureLength"/> bytes go.</param>
    /// <exception cref="ArgumentException">The buffer has another length.</exception>
    /// <exception cref="ObjectDisposedException">The key was disposed of.</exception>
    public void Sign(ReadOnlySpan<byte> message, Span<byte> signature)
    {
        if (signature.Length != SignatureLength)
            throw new ArgumentException($"A signature of this key is {SignatureLength} bytes long.", nameof(signature));
        key.Sign(message, signature);
    }

    /// <summary>Erases the key from memory.</summary>
    public void Dispose() => key.Dispose();

    /// <summary>A P-256 key that nobody keeps.</summary>
    internal static SigningKey NewP256() =>
        new(new EcdsaPrivateKey(System.Security.Cryptography.ECDsa.Create(EllipticCurve.P256.Curve), EllipticCurve.P256));

    /// <summary>Null if the bytes are not a private key of the algorithm.</summary>
    internal static SigningKey? OfSecret(KeyAlgorithm algorithm, ReadOnlySpan<byte> secret) =>
        algorithm == KeyAlgorithm.Ed25519 ? FromSeed(secret)
        : EcdsaPrivateKey.Of(EllipticCurve.Of(algorithm), secret) is { } key ? new(key)
        : null;

    static SigningKey? OfEcdsa(ReadOnlySpan<byte> pkcs8)
    {
        var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportPkcs8PrivateKey(pkcs8, out _);
            var oid = ecdsa.ExportParameters(includePrivateParameters: false).Curve.Oid.Value;
            if (Array.Find([EllipticCurve.P256, EllipticCurve.P384], curve => curve.Curve.Oid.Value == oid) is { } curve)
                return new(new EcdsaPrivateKey(ecdsa, curve));
        }
        catch (CryptographicException)
        {
            // Not of this family.
        }

        ecdsa.Dispose();
        return null;
    }

    static SigningKey? OfRsa(ReadOnlySpan<byte> pkcs8)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportPkcs8PrivateKey(pkcs8, out _);
            if (RsaPrivateKey.Of(rsa) is { } key)
                return new(key);
        }
        catch (CryptographicException)
        {
            // Not of this family.
        }

        rsa.Dispose();
        return null;
    }

    static ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> seed) =>
        seed.Length == SeedLength ? seed : throw new ArgumentException("An Ed25519 seed is 32 bytes long.", nameof(seed));
}
