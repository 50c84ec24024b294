using System.Buffers.Binary;

namespace Cairn.Credentials.Baking;

/// <summary>
/// Walks the chunks of a PNG and stops with a named failure at the first broken one: length, type, CRC and the order of
/// IHDR, PLTE, IDAT and IEND (PNG 5.3, 5.5, 5.6). What follows IEND is not part of the picture and is not reported.
/// </summary>
ref struct PngChunks
{
    const int Overhead = 12;
    readonly ReadOnlySpan<byte> _file;
    int _next;
    Place _place;
    bool _palette;

    internal PngChunks(ReadOnlySpan<byte> png)
    {
        _file = png;
        _next = Signature.Length;
        if (!png.StartsWith(Signature))
            Failure = BakingFailure.PngSignature;
        else if (png.Length > BakedCredential.MaxImageBytes)
            Failure = BakingFailure.ImageTooLarge(BakedCredential.MaxImageBytes);
    }

    enum Place
    {
        Header,
        BeforeImage,
        Image,
        AfterImage,
        End,
    }

    internal static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>Length, type, data and CRC.</summary>
    internal ReadOnlySpan<byte> Whole { get; private set; }
    internal readonly ReadOnlySpan<byte> Type => Whole.Slice(4, 4);
    internal readonly ReadOnlySpan<byte> Data => Whole[8..^4];
    internal BakingFailure? Failure { get; private set; }

    internal bool MoveNext()
    {
        if (Failure is not null || _place == Place.End)
            return false;

        Failure = Read() ?? CheckOrder();
        return Failure is null;
    }

    internal static void Write(Stream output, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        output.Write(number);
        output.Write(type);
        output.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(type, data));
        output.Write(number);
    }

    BakingFailure? Read()
    {
        var rest = _file[_next..];
        if (rest.Length < Overhead)
            return BakingFailure.PngTruncated("");

        var type = rest.Slice(4, 4);
        foreach (var letter in type)
            if (!char.IsAsciiLetter((char)letter))
                return BakingFailure.PngChunkType;

        var name = Encoding.ASCII.GetString(type);
        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > int.MaxValue)
            return BakingFailure.PngChunkLength(name);
        if (length > rest.Length - Overhead)
            return BakingFailure.PngTruncated(name);

        Whole = rest[..((int)length + Overhead)];
        _next += Whole.Length;
        return BinaryPrimitives.ReadUInt32BigEndian(Whole[^4..]) == Crc32.Of(type, Data) ? null : BakingFailure.PngChecksum(name);
    }

    // PNG 5.6: IHDR first; PLTE once, before IDAT; IDATs together and at least one; IEND last.
    BakingFailure? CheckOrder()
    {
        var name = Encoding.ASCII.GetString(Type);
        var place = name switch
        {
            "IHDR" => _place == Place.Header && Data.Length == 13 ? Place.BeforeImage : (Place?)null,
            "PLTE" => _place == Place.BeforeImage && !_palette ? Place.BeforeImage : null,
            "IDAT" => _place is Place.BeforeImage or Place.Image ? Place.Image : null,
            "IEND" => _place is Place.Image or Place.AfterImage && Data.IsEmpty ? Place.End : null,
            _ when _place == Place.Header => null,
            _ => _place == Place.Image ? Place.AfterImage : _place,
        };
        if (place is null)
            return BakingFailure.PngOrder(name);

        _palette |= name == "PLTE";
        _place = place.Value;
        return null;
    }
}
