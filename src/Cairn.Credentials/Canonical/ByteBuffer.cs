using System.Buffers;
using System.Text;

namespace Cairn.Credentials.Canonical;

/// <summary>A growing buffer of pooled bytes with an upper limit.</summary>
internal sealed class ByteBuffer(int limit) : IDisposable
{
    byte[] bytes = ArrayPool<byte>.Shared.Rent(4096);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public ReadOnlySpan<byte> this[Range range] => Written[range];

    public void Clear() => Length = 0;

    public void Append(byte value)
    {
        if (Length == bytes.Length) Grow(1);
        bytes[Length++] = value;
    }

    public void Append(ReadOnlySpan<byte> value)
    {
        if (value.Length > bytes.Length - Length) Grow(value.Length);
        value.CopyTo(bytes.AsSpan(Length));
        Length += value.Length;
    }

    public void Append(ReadOnlySpan<char> value)
    {
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (most > bytes.Length - Length) Grow(most);
        Length += Encoding.UTF8.GetBytes(value, bytes.AsSpan(Length));
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
        Length = 0;
    }

    void Grow(int more)
    {
        if (Length + (long)more > limit) throw new JsonLd.JsonLdException(JsonLd.JsonLdErrors.QuadLimit, "bytes");

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, Length + more));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
