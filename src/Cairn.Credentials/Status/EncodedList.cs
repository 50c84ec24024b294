using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Compression;
using Cairn.Credentials.Baking;

namespace Cairn.Credentials.Status;

/// <summary>Bitstring Status List 1.0, 3.3 and 3.4: a bitstring as multibase base64url of GZIP, and back within a bound.</summary>
static class EncodedList
{
    internal static string From(ReadOnlySpan<byte> bits)
    {
        using var output = new MemoryStream();
        // RFC 1952 2.3 by hand, because GZipStream writes the platform into the header: deflate, no flags, no time, no hints, system
        // unknown.
        output.Write([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
        using (var deflate = new DeflateStream(output, CompressionLevel.SmallestSize, leaveOpen: true))
            deflate.Write(bits);

        output.Write(Trailer(bits));
        return "u" + Base64Url.EncodeToString(output.GetBuffer().AsSpan(0, (int)output.Length));
    }

    internal static StatusFailure? TryRead(string encodedList, out byte[] bits, CanonicalWork? work = null)
    {
        bits = [];
        // Incompressible bits grow by a few bytes in 64 kB; a third more for base64url.
        if (encodedList.Length > StatusList.MaximumBytes / 2 * 3)
            return StatusFailure.TooLarge(StatusList.MaximumBytes);
        if (!encodedList.StartsWith('u') || !Base64Url.IsValid(encodedList.AsSpan(1)))
            return StatusFailure.Encoding;

        var compressed = Base64Url.DecodeFromChars(encodedList.AsSpan(1));
        using var inflate = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var output = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = inflate.Read(buffer)) > 0; )
            {
                if (output.Length + read > StatusList.MaximumBytes || work?.TrySpend(1 + (read / 128)) == false)
                    return StatusFailure.TooLarge(StatusList.MaximumBytes);
                output.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            return StatusFailure.Encoding;
        }

        // GZipStream accepts data whose trailer was cut off; the list must not.
        if (!compressed.AsSpan().EndsWith(Trailer(output.ToArray())))
            return StatusFailure.Encoding;

        bits = output.ToArray();
        return null;
    }

    // RFC 1952 2.3.1: CRC-32 and length of what was compressed.
    static byte[] Trailer(ReadOnlySpan<byte> bits)
    {
        var trailer = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, Crc32.Of(bits, []));
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(4), (uint)bits.Length);
        return trailer;
    }
}
