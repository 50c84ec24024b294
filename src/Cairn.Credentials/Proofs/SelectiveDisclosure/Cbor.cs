using System.Buffers;
using System.Buffers.Binary;

namespace Cairn.Credentials.Proofs.SelectiveDisclosure;

/// <summary>
/// The part of CBOR (RFC 8949) that ecdsa-sd-2023 proof values use: integers, bytes, text, arrays, maps; no tags.
/// </summary>
sealed class CborWriter
{
    readonly ArrayBufferWriter<byte> output = new();

    public byte[] Written => output.WrittenSpan.ToArray();

    public CborWriter Integer(int value) => Head(0, value);

    public CborWriter Bytes(ReadOnlySpan<byte> value)
    {
        Head(2, value.Length);
        output.Write(value);
        return this;
    }

    public CborWriter Text(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Head(3, bytes.Length);
        output.Write(bytes);
        return this;
    }

    public CborWriter Array(int count) => Head(4, count);

    public CborWriter Each(IReadOnlyList<byte[]> values)
    {
        Array(values.Count);
        foreach (var value in values)
            Bytes(value);
        return this;
    }

    public CborWriter Map(int count) => Head(5, count);

    // 4.2.1 Core Deterministic Encoding: the shortest form of a length.
    CborWriter Head(int major, int value)
    {
        var first = major << 5;
        if (value < 24)
        {
            output.Write([(byte)(first | value)]);
            return this;
        }

        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        var (code, length) =
            value < 0x100 ? (24, 1)
            : value < 0x10000 ? (25, 2)
            : (26, 4);
        output.Write([(byte)(first | code)]);
        output.Write(bytes[^length..]);
        return this;
    }
}

/// <summary>Reads what <see cref="CborWriter"/> writes; anything else gives false, never an exception.</summary>
ref struct CborReader(ReadOnlySpan<byte> input)
{
    ReadOnlySpan<byte> rest = input;

    public readonly bool IsAtEnd => rest.IsEmpty;

    public bool TryInteger(out int value) => TryHead(0, out value);

    public bool TryBytes(out byte[] value)
    {
        value = [];
        if (!TryHead(2, out var length) || length > rest.Length)
            return false;
        value = rest[..length].ToArray();
        rest = rest[length..];
        return true;
    }

    public bool TryText(out string value)
    {
        value = "";
        if (!TryHead(3, out var length) || length > rest.Length || !System.Text.Unicode.Utf8.IsValid(rest[..length]))
            return false;
        value = Encoding.UTF8.GetString(rest[..length]);
        rest = rest[length..];
        return true;
    }

    /// <summary>The number of items that follow; each is at least one byte long.</summary>
    public bool TryArray(out int count) => TryHead(4, out count) && count <= rest.Length;

    /// <summary>The number of pairs that follow.</summary>
    public bool TryMap(out int count) => TryHead(5, out count) && count <= rest.Length / 2;

    bool TryHead(int major, out int value)
    {
        value = 0;
        if (rest.IsEmpty || rest[0] >> 5 != major)
            return false;
        var code = rest[0] & 31;
        rest = rest[1..];
        if (code < 24)
        {
            value = code;
            return true;
        }

        var length = code switch
        {
            24 => 1,
            25 => 2,
            26 => 4,
            _ => 0,
        };
        if (length == 0 || rest.Length < length)
            return false;
        foreach (var digit in rest[..length])
            value = (value << 8) | digit;
        rest = rest[length..];
        return value >= 0;
    }
}
