namespace Cairn.Foundation.Files;

/// <summary>
/// A compound file (MS-CFB): Word, Excel and PowerPoint before 2007, and what a later Office locks with a password. The names of what it
/// holds are UTF-16, and say enough.
/// </summary>
internal static class OlderOffice
{
    private static readonly byte[] Locked = Encoding.Unicode.GetBytes("EncryptedPackage"),
        Macros = Encoding.Unicode.GetBytes("_VBA_PROJECT");

    public static async Task<Outcome<FileKind>> InspectAsync(Stream content, CancellationToken stop)
    {
        var overlap = Math.Max(Locked.Length, Macros.Length);
        var buffer = new byte[64 * 1024];
        for (int kept = 0, read; (read = await content.ReadAsync(buffer.AsMemory(kept), stop)) > 0; )
        {
            var seen = buffer.AsSpan(0, kept + read);
            if (seen.IndexOf(Locked) >= 0)
                return new Refusal("files.encrypted");
            if (seen.IndexOf(Macros) >= 0)
                return new Refusal("files.macros");
            kept = Math.Min(overlap, seen.Length);
            seen[^kept..].CopyTo(buffer);
        }
        return FileKind.Of("application/x-ole-storage");
    }
}
