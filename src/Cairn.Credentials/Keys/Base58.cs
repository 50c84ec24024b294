namespace Cairn.Credentials.Keys;

/// <summary>
/// Base58 with the Bitcoin alphabet (draft-msporny-base58). Five digits go at a time (58^5 fits in 32 bits), so that a key or a
/// signature costs a fraction of a microsecond.
/// </summary>
static class Base58
{
    const uint FiveDigits = 58 * 58 * 58 * 58 * 58;
    const int MostBytes = 1024;

    static ReadOnlySpan<byte> Alphabet => "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"u8;

    static readonly sbyte[] Digits = ReadDigits();

    /// <summary>How many characters <paramref name="byteCount"/> bytes can take at most: log 256 / log 58 is below 1.366.</summary>
    public static int MaxCharCount(int byteCount) => (byteCount * 1366 / 1000) + 6;

    public static int Encode(ReadOnlySpan<byte> bytes, Span<char> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, MostBytes, nameof(bytes));

        var zeros = bytes.IndexOfAnyExcept((byte)0);
        if (zeros < 0)
            zeros = bytes.Length;
        var value = bytes[zeros..];

        Span<uint> limbs = stackalloc uint[(value.Length + 3) / 4];
        FromBytes(value, limbs);

        // Digits come out last first: fill a buffer from its end.
        Span<char> digits = stackalloc char[MaxCharCount(value.Length)];
        var at = digits.Length;
        while (!limbs.IsEmpty)
        {
            var five = DivideByFiveDigits(limbs);
            while (!limbs.IsEmpty && limbs[0] == 0)
                limbs = limbs[1..];
            for (var i = 0; i < 5 && (five != 0 || !limbs.IsEmpty); i++, five /= 58)
                digits[--at] = (char)Alphabet[(int)(five % 58)];
        }

        destination[..zeros].Fill('1');
        digits[at..].CopyTo(destination[zeros..]);
        return zeros + digits.Length - at;
    }

    /// <summary>The bytes that <paramref name="text"/> stands for, or false if it is not base58 or does not fit.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> destination, out int written)
    {
        written = 0;
        if (text.Length > MaxCharCount(MostBytes))
            return false;

        var zeros = text.IndexOfAnyExcept('1');
        if (zeros < 0)
            zeros = text.Length;
        var value = text[zeros..];

        Span<uint> limbs = stackalloc uint[(value.Length / 5) + 1];
        var used = 0;
        for (var i = 0; i < value.Length; )
        {
            // The first group takes the leftover digits, so that all others are full.
            var count = i == 0 && value.Length % 5 is var odd and not 0 ? odd : 5;
            uint five = 0,
                power = 1;
            for (var end = i + count; i < end; i++, power *= 58)
            {
                if (value[i] >= Digits.Length || Digits[value[i]] < 0)
                    return false;
                five = (five * 58) + (uint)Digits[value[i]];
            }

            MultiplyAndAdd(limbs, ref used, power, five);
        }

        var length = ByteCount(limbs[..used]);
        if (zeros + length > destination.Length)
            return false;

        destination[..zeros].Clear();
        for (var i = 0; i < length; i++)
            destination[zeros + length - 1 - i] = (byte)(limbs[i / 4] >> (8 * (i % 4)));
        written = zeros + length;
        return true;
    }

    static sbyte[] ReadDigits()
    {
        var digits = new sbyte[128];
        Array.Fill(digits, (sbyte)-1);
        for (var i = 0; i < Alphabet.Length; i++)
            digits[Alphabet[i]] = (sbyte)i;
        return digits;
    }

    // Big-endian limbs: the division walks from the highest.
    static void FromBytes(ReadOnlySpan<byte> value, Span<uint> limbs)
    {
        for (var i = 0; i < value.Length; i++)
        {
            var fromEnd = value.Length - 1 - i;
            limbs[limbs.Length - 1 - (fromEnd / 4)] |= (uint)value[i] << (8 * (fromEnd % 4));
        }
    }

    static uint DivideByFiveDigits(Span<uint> limbs)
    {
        ulong remainder = 0;
        foreach (ref var limb in limbs)
        {
            var dividend = (remainder << 32) | limb;
            var quotient = dividend / FiveDigits;
            limb = (uint)quotient;
            remainder = dividend - (quotient * FiveDigits);
        }

        return (uint)remainder;
    }

    // Little-endian limbs here: the value grows at its end.
    static void MultiplyAndAdd(Span<uint> limbs, ref int used, uint factor, uint addend)
    {
        ulong carry = addend;
        for (var i = 0; i < used; i++)
        {
            carry += (ulong)limbs[i] * factor;
            limbs[i] = (uint)carry;
            carry >>= 32;
        }

        if (carry != 0)
            limbs[used++] = (uint)carry;
    }

    static int ByteCount(ReadOnlySpan<uint> limbs) =>
        limbs.IsEmpty ? 0 : ((limbs.Length - 1) * 4) + ((39 - System.Numerics.BitOperations.LeadingZeroCount(limbs[^1])) / 8);
}
