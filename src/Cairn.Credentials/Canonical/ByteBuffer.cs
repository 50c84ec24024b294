using System.Buffers;

namespace Cairn.Credentials.Canonical;

/// <summary>A growing buffer of pooled bytes, which stops growing once it holds more than its limit.</summary>
internal sealed class ByteBuffer(int limit, int capacity = 4096) : IDisposable
{
    byte[] bytes = ArrayPool<byte>.Shared.Rent(capacity);

    public int Length { get; private set; }

    public int Capacity => bytes.Length;

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public ReadOnlySpan<byte> this[Range range] => Written[range];

    public void Clear() => Length = 0;

    /// <summary>Forgets what was written after a length.</summary>
    public void Truncate(int length) => Length = length;

    public void Append(byte value)
    {
        if (Length == bytes.Length)
            Grow(1);
        bytes[Length++] = value;
    }

    public void Append(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Reserve(value.Length));
        Length += value.Length;
    }

    public void Append(ReadOnlySpan<char> value) =>
        Length += Encoding.UTF8.GetBytes(value, Reserve(Encoding.UTF8.GetMaxByteCount(value.Length)));

    /// <summary>Room for so many more bytes; <see cref="Advance"/> says how many were written.</summary>
    public Span<byte> Reserve(int count)
    {
        if (count > bytes.Length - Length)
            Grow(count);
        return bytes.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
        Length = 0;
    }

    void Grow(int more)
    {
        if (Length > limit)
            throw new JsonLdException(JsonLdErrors.QuadLimit, "bytes");

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, Length + more));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
