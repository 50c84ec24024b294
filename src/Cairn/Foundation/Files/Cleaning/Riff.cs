using System.Buffers.Binary;

namespace Cairn.Foundation.Files.Cleaning;

/// <summary>
/// WebP, WAVE and AVI: what does not make the picture, the sound or the film becomes empty chunks of the same length, so that everything
/// stays in its place.
/// </summary>
internal static class Riff
{
    // What may stay in which list.
    private static readonly Dictionary<string, string[]> Kept = new()
    {
        ["WEBP"] = ["VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP"],
        ["ANMF"] = ["VP8 ", "VP8L", "ALPH"],
        ["WAVE"] = ["fmt ", "fact", "data"],
        ["AVI "] = ["hdrl", "movi", "idx1"],
        ["hdrl"] = ["avih", "strl", "odml"],
        ["odml"] = ["dmlh"],
        ["strl"] = ["strh", "strf", "indx"],
        ["movi"] = ["rec "],
        ["rec "] = [],
    };

    public static ArraySegment<byte> Clean(byte[] file)
    {
        // A program that records counts to the end only when it is done; what stands after the end goes.
        var end = (int)Math.Min(file.Length, 8 + (long)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(4)));
        end = Clean(file, Name(file, 8), 12, end);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), end - 8);
        return new(file, 0, end);
    }

    private static int Clean(byte[] file, string list, int at, int end)
    {
        var whole = false;
        while (end - at >= 8)
        {
            var (name, body) = (Name(file, at), at + 8);
            var after = checked(body + (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 4)));
            (after <= end).Must();
            if (name is "LIST")
                name = Name(file, body);
            if (!Kept[list].Contains(name) && !(list is "movi" or "rec " && IsPiece(name)))
                Empty(file, at, after);
            else if (name is "strh")
                (Name(file, body) is "vids" or "auds").Must();
            else if (name is "VP8X")
                file[body] &= 0xf3; // neither Exif nor XMP
            else if (Kept.ContainsKey(name))
                Clean(file, name, body + (name is "ANMF" ? 16 : 4), after);
            whole |= name is "VP8 " or "VP8L" or "ANMF" or "data" or "movi";
            if ((after & 1) != (at & 1) && after < end)
                file[after++] = 0;
            at = after;
        }
        file.AsSpan(at, end - at).Clear();
        (whole || list is not ("WEBP" or "WAVE" or "AVI ")).Must();
        return at;
    }

    // Of a picture, a sound, a palette or an index: 00dc, 01wb, ix00.
    private static bool IsPiece(string name) =>
        (char.IsAsciiHexDigit(name[0]) && char.IsAsciiHexDigit(name[1]) && name[2..] is "dc" or "db" or "wb" or "pc")
        || (name.StartsWith("ix", StringComparison.Ordinal) && char.IsAsciiHexDigit(name[2]) && char.IsAsciiHexDigit(name[3]));

    private static void Empty(byte[] file, int at, int after)
    {
        "JUNK"u8.CopyTo(file.AsSpan(at));
        file.AsSpan(at + 8, after - at - 8).Clear();
    }

    private static string Name(byte[] file, int at) => Encoding.Latin1.GetString(file.AsSpan(at, 4));
}
