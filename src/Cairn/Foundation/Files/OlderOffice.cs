namespace Cairn.Foundation.Files;

/// <summary>
/// A compound file (MS-CFB): Word, Excel and PowerPoint before 2007, and what a later Office locks with a password. The names of what it
/// holds are UTF-16, and say enough; PowerPoint packs its macros, and says so in a record.
/// </summary>
internal static class OlderOffice
{
    private static readonly byte[] Locked = Encoding.Unicode.GetBytes("EncryptedPackage"),
        Macros = Encoding.Unicode.GetBytes("_VBA_PROJECT");

    // MS-PPT, 2.4.10: the header of VbaInfoAtom, then four bytes, then whether there are macros.
    private static ReadOnlySpan<byte> OfSlides => [0x02, 0, 0, 0x04, 0x0c, 0, 0, 0];

    public static Outcome<FileKind> Inspect(Stream content)
    {
        const int Overlap = 32;
        var buffer = new byte[64 * 1024];
        for (int kept = 0, read; (read = content.Read(buffer, kept, buffer.Length - kept)) > 0; )
        {
            var seen = buffer.AsSpan(0, kept + read);
            if (seen.IndexOf(Locked) >= 0)
                return new Refusal("files.encrypted");
            if (seen.IndexOf(Macros) >= 0 || HasMacrosInSlides(seen))
                return new Refusal("files.macros");
            kept = Math.Min(Overlap, seen.Length);
            seen[^kept..].CopyTo(buffer);
        }
        return FileKind.Of("application/x-ole-storage");
    }

    private static bool HasMacrosInSlides(ReadOnlySpan<byte> seen)
    {
        for (int at; (at = seen.IndexOf(OfSlides)) >= 0; seen = seen[(at + 1)..])
            if (seen[at..] is [_, _, _, _, _, _, _, _, _, _, _, _, 1, ..])
                return true;
        return false;
    }
}
