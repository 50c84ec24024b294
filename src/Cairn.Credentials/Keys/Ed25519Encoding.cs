using System.Buffers.Binary;

namespace Cairn.Credentials.Keys;

/// <summary>
/// Which bytes are an Ed25519 point and which are a number (RFC 8032, 5.1.2 and 5.1.3), found by comparing bytes, because it is done for
/// each signature. libcrypto accepts points of small order, and for such keys one signature fits every message.
/// </summary>
static class Ed25519Encoding
{
    // p = 2^255 - 19, and L = 2^252 + 27742317777372353535851937790883648493, the order of the base point.
    const ulong LeastOfP = 0xffff_ffff_ffff_ffed;
    const ulong TopOfP = 0x7fff_ffff_ffff_ffff;
    static readonly UInt128 LowOfL = new(0x14de_f9de_a2f7_9cd6, 0x5812_631a_5cf5_d3ed);
    static readonly UInt128 HighOfL = new(0x1000_0000_0000_0000, 0);

    // The y of the eight points whose order divides 8, the least word first: of order 4, 1 and 2, and twice two of order 8. A negated point
    // has the same y.
    static readonly (ulong, ulong, ulong, ulong)[] SmallOrder =
    [
        (0, 0, 0, 0),
        (1, 0, 0, 0),
        (LeastOfP - 1, ulong.MaxValue, ulong.MaxValue, TopOfP),
        (0xb027_b2c2_8f95_e826, 0xf098_eff2_89f4_c345, 0x3933_c6d3_05ac_dfd5, 0x05fc_536d_8802_38b1),
        (0x4fd8_4d3d_706a_17c7, 0x0f67_100d_760b_3cba, 0xc6cc_392c_fa53_202a, 0x7a03_ac92_77fd_c74e),
    ];

    /// <summary>
    /// Whether 32 bytes are the one encoding of their y, below p, and not of a point of small order. With x = 0 and its sign set there are
    /// only two such points, both of small order. Whether the point is on the curve is left to libcrypto.
    /// </summary>
    public static bool IsPoint(ReadOnlySpan<byte> bytes)
    {
        var (first, second, third) = (Word(bytes, 0), Word(bytes, 1), Word(bytes, 2));
        // The highest bit is the sign of x.
        var top = Word(bytes, 3) & TopOfP;
        if (top == TopOfP && third == ulong.MaxValue && second == ulong.MaxValue && first >= LeastOfP)
            return false;

        foreach (var point in SmallOrder)
            if (point == (first, second, third, top))
                return false;
        return true;
    }

    /// <summary>
    /// RFC 8032, 5.1.7, step 1: "Decode … S as an integer, in the range 0 &lt;= s &lt; L"; otherwise a signature has several spellings.
    /// </summary>
    public static bool IsScalar(ReadOnlySpan<byte> bytes)
    {
        UInt128 high = new(Word(bytes, 3), Word(bytes, 2));
        return high < HighOfL || (high == HighOfL && new UInt128(Word(bytes, 1), Word(bytes, 0)) < LowOfL);
    }

    static ulong Word(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[(8 * index)..]);
}
