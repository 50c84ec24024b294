using System.Numerics;

namespace Cairn.Credentials.Keys;

/// <summary>A prime curve of FIPS 186-5 with everything that belongs to it: the hash, the lengths, the names.</summary>
sealed class EllipticCurve
{
    readonly BigInteger p;
    readonly BigInteger b;

    EllipticCurve(KeyAlgorithm algorithm, string name, ECCurve curve, HashAlgorithmName hash, int length, string p, string b)
    {
        (Algorithm, Name, Curve, Hash, Length) = (algorithm, name, curve, hash, length);
        (this.p, this.b) = (Number(Convert.FromHexString(p)), Number(Convert.FromHexString(b)));
    }

    // SP 800-186, 3.2.1.3 and 3.2.1.4.
    public static EllipticCurve P256 { get; } =
        new(
            KeyAlgorithm.P256,
            "P-256",
            ECCurve.NamedCurves.nistP256,
            HashAlgorithmName.SHA256,
            32,
            "FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF",
            "5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B"
        );

    public static EllipticCurve P384 { get; } =
        new(
            KeyAlgorithm.P384,
            "P-384",
            ECCurve.NamedCurves.nistP384,
            HashAlgorithmName.SHA384,
            48,
            "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFFFF0000000000000000FFFFFFFF",
            "B3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF"
        );

    public KeyAlgorithm Algorithm { get; }

    /// <summary>The curve's name in a JWK (RFC 7518, 6.2.1.1).</summary>
    public string Name { get; }

    public ECCurve Curve { get; }

    public HashAlgorithmName Hash { get; }

    /// <summary>The bytes of a coordinate and of a private key.</summary>
    public int Length { get; }

    public int SignatureLength => 2 * Length;

    public static EllipticCurve Of(KeyAlgorithm algorithm) =>
        algorithm switch
        {
            KeyAlgorithm.P256 => P256,
            KeyAlgorithm.P384 => P384,
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
        };

    public static EllipticCurve? Named(string name) =>
        name == P256.Name ? P256
        : name == P384.Name ? P384
        : null;

    /// <summary>SEC 1, 2.3.4 Octet-String-to-Elliptic-Curve-Point, of the compressed form. Null if there is no such point.</summary>
    public ECPoint? Decompress(ReadOnlySpan<byte> compressed)
    {
        // 2.2 The first octet says which of the two square roots is meant: 2 the even one, 3 the odd one.
        if (compressed.Length != 1 + Length || compressed[0] is not (2 or 3))
            return null;
        var x = Number(compressed[1..]);
        if (x >= p)
            return null;

        // 2.3 and 2.4.1 beta is a square root of x^3 - 3x + b; since p is 3 modulo 4, it is the (p + 1) / 4-th power.
        var square = RightSide(x);
        var beta = BigInteger.ModPow(square, (p + 1) / 4, p);
        if (beta * beta % p != square)
            return null;

        var y = beta.IsEven == (compressed[0] == 2) ? beta : p - beta;
        return new() { X = compressed[1..].ToArray(), Y = Bytes(y) };
    }

    /// <summary>SEC 1, 2.3.3, with point compression.</summary>
    public static byte[] Compress(in ECPoint point) => [(byte)(2 + (point.Y![^1] & 1)), .. point.X!];

    /// <summary>
    /// SEC 1, 3.2.2.1, steps 1 to 3: a point of the curve. The curves have a prime order, so there is no smaller group to fall into.
    /// </summary>
    public bool Contains(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        if (x.Length != Length || y.Length != Length)
            return false;
        var (numberX, numberY) = (Number(x), Number(y));
        return numberX < p && numberY < p && numberY * numberY % p == RightSide(numberX);
    }

    BigInteger RightSide(BigInteger x)
    {
        var value = (x * x * x - 3 * x + b) % p;
        return value.Sign < 0 ? value + p : value;
    }

    byte[] Bytes(BigInteger number)
    {
        var bytes = new byte[Length];
        var digits = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        digits.CopyTo(bytes.AsSpan(Length - digits.Length));
        return bytes;
    }

    static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
