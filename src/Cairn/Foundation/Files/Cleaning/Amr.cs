namespace Cairn.Foundation.Files.Cleaning;

/// <summary>RFC 4867, section 5: frames, whose type says how long they are. There is no place for anything else.</summary>
internal static class Amr
{
    private static readonly int[] Narrow = [12, 13, 15, 17, 19, 20, 26, 31, 5, 6, 5, 5, -1, -1, -1, 0],
        Wide = [17, 23, 32, 36, 40, 46, 50, 58, 60, 5, -1, -1, -1, -1, 0, 0];

    public static ArraySegment<byte> Clean(byte[] file)
    {
        var isWide = file.AsSpan().StartsWith("#!AMR-WB\n"u8);
        (isWide || file.AsSpan().StartsWith("#!AMR\n"u8)).Must();
        var at = isWide ? 9 : 6;
        while (at < file.Length)
        {
            var length = (isWide ? Wide : Narrow)[(file[at] >> 3) & 15];
            (length >= 0 && (file[at] & 0x83) == 0).Must();
            if (at + 1 + length > file.Length)
                break; // the last frame was cut off
            at += 1 + length;
        }
        return new(file, 0, at);
    }
}
