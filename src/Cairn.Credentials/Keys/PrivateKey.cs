namespace Cairn.Credentials.Keys;

/// <summary>The inside of a signing key, one class for each family of algorithms.</summary>
abstract class PrivateKey : IDisposable
{
    public abstract PublicKey PublicKey { get; }

    public abstract int SignatureLength { get; }

    public abstract void Sign(ReadOnlySpan<byte> message, Span<byte> signature);

    public abstract void Dispose();
}

/// <summary>Ed25519 from libcrypto, usable by several threads at once.</summary>
sealed class Ed25519PrivateKey : PrivateKey
{
    readonly LibCrypto.KeyHandle handle;

    public Ed25519PrivateKey(ReadOnlySpan<byte> seed)
    {
        handle = LibCrypto.ImportPrivate(seed);
        Span<byte> raw = stackalloc byte[PublicKey.Ed25519Length];
        LibCrypto.ExportPublic(handle, raw);
        PublicKey = PublicKey.FromRaw(raw);
    }

    public override PublicKey PublicKey { get; }

    public override int SignatureLength => PublicKey.Ed25519SignatureLength;

    public override void Sign(ReadOnlySpan<byte> message, Span<byte> signature) => LibCrypto.Sign(handle, message, signature);

    public override void Dispose() => handle.Dispose();
}

/// <summary>P-256 and P-384 from .NET, whose keys only one thread may use at a time.</summary>
sealed class EcdsaPrivateKey(ECDsa key, EllipticCurve curve) : PrivateKey
{
    readonly Lock turn = new();

    public override PublicKey PublicKey { get; } = Public(key, curve);

    public override int SignatureLength => curve.SignatureLength;

    /// <summary>Null if the number is not a private key of the curve.</summary>
    public static EcdsaPrivateKey? Of(EllipticCurve curve, ReadOnlySpan<byte> secret)
    {
        var number = secret.ToArray();
        try
        {
            return new(ECDsa.Create(new ECParameters { Curve = curve.Curve, D = number }), curve);
        }
        catch (CryptographicException)
        {
            // Zero, or not below the order of the curve.
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(number);
        }
    }

    public override void Sign(ReadOnlySpan<byte> message, Span<byte> signature)
    {
        lock (turn)
            key.SignData(message, signature, curve.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    public override void Dispose() => key.Dispose();

    static PublicKey Public(ECDsa key, EllipticCurve curve)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return PublicKey.OfPoint(curve, point.X!, point.Y!) ?? throw new CryptographicException("The key is not on its curve.");
    }
}

/// <summary>RSA from .NET, whose keys only one thread may use at a time.</summary>
sealed class RsaPrivateKey : PrivateKey
{
    readonly Lock turn = new();
    readonly RSA key;

    RsaPrivateKey(RSA key, PublicKey publicKey) => (this.key, PublicKey) = (key, publicKey);

    public override PublicKey PublicKey { get; }

    public override int SignatureLength => PublicKey.Rsa.Modulus!.Length;

    /// <summary>Null if nobody should accept its signatures.</summary>
    public static RsaPrivateKey? Of(RSA key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return PublicKey.ReadRsa(parameters.Modulus!, parameters.Exponent!, out var read) == KeyReading.Read ? new(key, read!) : null;
    }

    public override void Sign(ReadOnlySpan<byte> message, Span<byte> signature)
    {
        lock (turn)
            key.SignData(message, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public override void Dispose() => key.Dispose();
}
