using System.IO.Compression;

namespace Cairn.Foundation.Files;

/// <summary>Office documents are ZIP containers; the names of the entries say which kind.</summary>
internal static class ZipContainers
{
    private const int MaxEntries = 10_000;
    private const long MaxUnpacked = 1L << 30;
    private const string OpenDocument = "application/vnd.oasis.opendocument.";

    public static Outcome<FileKind> Inspect(Stream content)
    {
        try
        {
            using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MaxEntries || zip.Entries.Sum(e => e.Length) > MaxUnpacked)
                return new Refusal("files.bomb");
            if (zip.Entries.Any(e => e.IsEncrypted))
                return new Refusal("files.encrypted");
            if (zip.Entries.Any(e => e.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
                return new Refusal("files.macros");

            return FileKind.Of(MediaTypeOf(zip));
        }
        catch (InvalidDataException)
        {
            return new Refusal("files.damaged");
        }
    }

    private static string MediaTypeOf(ZipArchive zip)
    {
        bool Has(string name) => zip.GetEntry(name) is not null;

        // ECMA-376-2: the parts' types are in [Content_Types].xml; the main part's usual place says which application.
        if (Has("[Content_Types].xml"))
        {
            if (Has("word/document.xml"))
                return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            if (Has("xl/workbook.xml"))
                return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            if (Has("ppt/presentation.xml"))
                return "application/vnd.openxmlformats-officedocument.presentationml.presentation";
        }

        // ODF 1.3 part 2, 3.3: the first entry is called mimetype and holds the media type.
        return
            zip.Entries.FirstOrDefault() is { FullName: "mimetype", Length: < 100 } first
            && ReadAscii(first) is var type
            && type is OpenDocument + "text" or OpenDocument + "spreadsheet" or OpenDocument + "presentation" or OpenDocument + "graphics"
            ? type
            : "application/zip";
    }

    private static string ReadAscii(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var bytes = new byte[100];
        return Encoding.ASCII.GetString(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }
}
