using System.IO.Compression;

namespace Cairn.Demo;

/// <summary>The shipped roster as the one ZIP file that somebody would upload.</summary>
internal static class DemoRoster
{
    public static async Task WriteZipAsync(Stream target)
    {
        using var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, open) in DemoContent.Roster())
        {
            await using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
            await using var file = open();
            await file.CopyToAsync(entry);
        }
    }
}
