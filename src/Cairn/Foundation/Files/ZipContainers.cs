using System.Buffers.Binary;
using System.IO.Compression;
using Cairn.Foundation.Files.Cleaning;

namespace Cairn.Foundation.Files;

/// <summary>
/// ZIP archives and the Office documents that are ZIP archives (APPNOTE.TXT 6.3.10). Everything in them is unpacked once, to nowhere: the
/// lengths must be true, the list at the end must say what stands before it, archives in archives are looked through as well, and macros
/// are found by what they are, whatever they are called.
/// </summary>
internal sealed class ZipContainers
{
    private const int MaxEntries = 10_000,
        MaxDepth = 3,
        MaxInner = 50 << 20,
        LargestDescriptor = 24;
    private const long MaxUnpacked = 500L << 20;
    private const string OpenDocument = "application/vnd.oasis.opendocument.";

    private static readonly Refusal Damaged = new("files.damaged"),
        Bomb = new("files.bomb"),
        Macros = new("files.macros");

    private long _unpacked;
    private int _entries;

    private ZipContainers() { }

    public static Outcome<FileKind> Inspect(byte[] archive)
    {
        try
        {
            return new ZipContainers().Inspect(archive, 1);
        }
        // A length or an offset that leads out of the file, or a stream that is none.
        catch (Exception astray) when (astray is InvalidDataException or ArgumentException or OverflowException)
        {
            return Damaged;
        }
    }

    private Outcome<FileKind> Inspect(byte[] archive, int depth)
    {
        if (depth > MaxDepth)
            return new Refusal("files.nested");
        var entries = List(archive);
        if ((_entries += entries.Count) > MaxEntries || entries.Sum(entry => entry.Length) > MaxUnpacked)
            return Bomb;
        if (entries.Exists(entry => entry.IsEncrypted))
            return new Refusal("files.encrypted");
        if (entries.Exists(entry => MeansMacros(entry.Name)))
            return Macros;
        long end = 0;
        foreach (var entry in entries.OrderBy(entry => entry.Start))
        {
            if (entry.Start < end)
                return Bomb; // two share their bytes
            if (entry.Start - end > LargestDescriptor)
                return Damaged; // something stands here that the list does not name
            end = entry.Body + entry.Packed;
            if (LookInto(archive, entry, depth) is { } refusal)
                return refusal;
        }
        var names = entries.Select(entry => entry.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        // Two parts of one name: one program shows the first, another the second.
        if (names.Count < entries.Count)
            return Damaged;
        return FileKind.Of(MediaTypeOf(archive, entries, names));
    }

    // 4.3.12 and 4.3.16, and for each entry the header that stands before it (4.3.7).
    private static List<Entry> List(byte[] archive)
    {
        var at = archive.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        (at >= 0 && at + 22 + Short(archive, at + 20) == archive.Length).Must(); // nothing after the end but its comment
        var (count, start) = (Short(archive, at + 10), (int)Long(archive, at + 16));
        var entries = new List<Entry>();
        for (at = start; entries.Count < count; )
        {
            archive.AsSpan(at).StartsWith("PK\u0001\u0002"u8).Must();
            var name = archive.AsSpan(at + 46, Short(archive, at + 28));
            var (flags, method, offset) = (Short(archive, at + 8), Short(archive, at + 10), checked((int)Long(archive, at + 42)));
            archive.AsSpan(offset).StartsWith("PK\u0003\u0004"u8).Must();
            var before = archive.AsSpan(offset + 30, Short(archive, offset + 26));
            (before.SequenceEqual(name) && Short(archive, offset + 8) == method && ((Short(archive, offset + 6) ^ flags) & 1) == 0).Must();
            entries.Add(
                new Entry(
                    // Windows writes its own separator, and takes both.
                    Encoding.UTF8.GetString(name).Replace('\\', '/'),
                    (flags & 1) != 0,
                    method,
                    offset,
                    offset + 30 + before.Length + Short(archive, offset + 28),
                    checked((int)Long(archive, at + 20)),
                    Long(archive, at + 24)
                )
            );
            at += 46 + name.Length + Short(archive, at + 30) + Short(archive, at + 32);
        }
        return entries;
    }

    private Refusal? LookInto(byte[] archive, Entry entry, int depth)
    {
        using var unpacked = Unpack(archive, entry);
        var buffer = new byte[64 * 1024];
        var read = unpacked.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        var head = buffer.AsSpan(0, read);
        if (IsAnotherArchive(head))
            return new Refusal("files.nested");
        var isArchive = head.StartsWith("PK\u0003\u0004"u8);
        var isOlder = head.StartsWith((ReadOnlySpan<byte>)[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
        var isTypes = entry.Name.Equals("[Content_Types].xml", StringComparison.OrdinalIgnoreCase);
        using var copy = isArchive || isOlder || isTypes ? new MemoryStream() : null;
        long length = 0;
        for (; read > 0; read = unpacked.Read(buffer))
        {
            length += read;
            if (length > entry.Length || (_unpacked += read) > MaxUnpacked || copy?.Length > MaxInner)
                return Bomb;
            copy?.Write(buffer, 0, read);
        }
        if (length < entry.Length)
            return Damaged;
        if (copy is null)
            return null;
        copy.Position = 0;
        return isArchive ? Inspect(copy.ToArray(), depth + 1).Refusal
            : isOlder ? OlderOffice.Inspect(copy).Refusal
            // ECMA-376-2: what a part is stands here, whatever it is called.
            : Encoding.UTF8.GetString(copy.ToArray()) is var types
            && (
                types.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)
                || types.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase)
            )
                ? Macros
            : null;
    }

    private static Stream Unpack(byte[] archive, Entry entry)
    {
        var packed = new MemoryStream(archive, entry.Body, entry.Packed, writable: false);
        return entry.Method switch
        {
            0 => packed,
            8 => new DeflateStream(packed, CompressionMode.Decompress),
            _ => throw new InvalidDataException(), // no Office program writes one, and no browser's ZIP
        };
    }

    // VBA of Microsoft's, sheets of Excel 4.0's, controls; Basic and scripts of OpenDocument's.
    private static bool MeansMacros(string name) =>
        name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("vbaData.xml", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("xl/macrosheets/", StringComparison.OrdinalIgnoreCase)
        || name.Contains("/activeX/", StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith("Basic/", StringComparison.Ordinal) && name.EndsWith(".xml", StringComparison.Ordinal))
        || name.StartsWith("Scripts/python/", StringComparison.Ordinal);

    // 7-Zip, RAR, gzip, xz, bzip2, Zstandard, cabinets: nobody here can look into them.
    private static bool IsAnotherArchive(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c])
        || head.StartsWith("Rar!\u001a\u0007"u8)
        || head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b, 8])
        || head.StartsWith((ReadOnlySpan<byte>)[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0])
        || (head.StartsWith("BZh"u8) && head.Length > 10 && head[4..].StartsWith("1AY&SY"u8))
        || head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd])
        || head.StartsWith("MSCF\0\0\0\0"u8);

    private static string MediaTypeOf(byte[] archive, List<Entry> entries, HashSet<string> names)
    {
        // ECMA-376-2: the parts' types are in [Content_Types].xml; the main part's usual place says which application.
        if (names.Contains("[Content_Types].xml"))
        {
            if (names.Contains("word/document.xml"))
                return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            if (names.Contains("xl/workbook.xml"))
                return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            if (names.Contains("ppt/presentation.xml"))
                return "application/vnd.openxmlformats-officedocument.presentationml.presentation";
        }

        // ODF 1.3 part 2, 3.3: the first entry is called mimetype and holds the media type.
        return
            entries is [{ Name: "mimetype", Length: < 100 } first, ..]
            && ReadAscii(archive, first) is var type
            && type is OpenDocument + "text" or OpenDocument + "spreadsheet" or OpenDocument + "presentation" or OpenDocument + "graphics"
            ? type
            : "application/zip";
    }

    private static string ReadAscii(byte[] archive, Entry entry)
    {
        using var stream = Unpack(archive, entry);
        var bytes = new byte[100];
        return Encoding.ASCII.GetString(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }

    private static int Short(byte[] archive, int at) => BinaryPrimitives.ReadUInt16LittleEndian(archive.AsSpan(at));

    private static long Long(byte[] archive, int at) => BinaryPrimitives.ReadUInt32LittleEndian(archive.AsSpan(at));

    /// <param name="Start">Where its own header is.</param>
    /// <param name="Body">Where its bytes are.</param>
    /// <param name="Packed">How many they are.</param>
    /// <param name="Length">How many it says they unpack to.</param>
    private sealed record Entry(string Name, bool IsEncrypted, int Method, int Start, int Body, int Packed, long Length);
}
