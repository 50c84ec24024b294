using System.IO.Compression;
using System.Text;
using Cairn.Foundation.Files;

namespace Cairn.Tests.Foundation.Files;

/// <summary>Archives and documents that hold what they should not, or say of themselves what is not so.</summary>
public sealed class HostileArchiveTests
{
    private static readonly byte[] Older = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, .. new byte[600]];
    private static readonly byte[] Vba = [.. Older, .. Encoding.Unicode.GetBytes("_VBA_PROJECT"), 0, 0];
    private static readonly byte[] Locked = [.. Older, .. Encoding.Unicode.GetBytes("EncryptedPackage"), 0, 0];
    private static readonly byte[] Slides = [.. Older, 2, 0, 0, 4, 12, 0, 0, 0, 9, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0];
    private const string Types = "[Content_Types].xml";

    /// <summary>Named, so that a failure says which.</summary>
    private static readonly Dictionary<string, (string? Code, byte[] Bytes)> Cases = new()
    {
        ["docx"] = (null, Zip((Types, "<Types/>"), ("word/document.xml", "<a/>"))),
        ["docm"] = ("files.macros", Zip((Types, "<Types/>"), ("word/document.xml", "<a/>"), ("word/vbaProject.bin", "x"))),
        ["capitals"] = ("files.macros", Zip((Types, "<Types/>"), ("Word/VBAPROJECT.BIN", "x"))),
        ["backslashes"] = ("files.macros", Zip((Types, "<Types/>"), ("word\\vbaProject.bin", "x"))),
        ["another name, its own type"] = (
            "files.macros",
            Zip((Types, "<Override PartName='/word/a.bin' ContentType='application/vnd.ms-office.vbaProject'/>"), ("word/a.bin", "x"))
        ),
        ["a docm's type"] = ("files.macros", Zip((Types, "<a ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/>"))),
        ["another name, its own content"] = ("files.macros", Zip(("word/media/image1.png", Vba))),
        ["an Excel 4.0 sheet"] = ("files.macros", Zip(("xl/macrosheets/sheet1.xml", "x"))),
        ["a control"] = ("files.macros", Zip(("word/activeX/activeX1.bin", "x"))),
        ["OpenDocument's Basic"] = (
            "files.macros",
            Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("Basic/Standard/a.xml", "x"))
        ),
        ["an old document"] = (null, Older),
        ["an old document with macros"] = ("files.macros", Vba),
        ["old slides with macros"] = ("files.macros", Slides),
        ["old slides without"] = (null, [.. Slides[..^8], 0, 0, 0, 0, 2, 0, 0, 0]),
        ["a locked document in an archive"] = ("files.encrypted", Zip(("a.docx", Locked))),
        ["an archive in one"] = (null, Zip(("a.zip", Zip(("b.txt", "x"))))),
        ["macros in a document in an archive"] = ("files.macros", Zip(("a.docx", Zip(("word/vbaProject.bin", "x"))))),
        ["an archive in one in one in one"] = ("files.nested", Zip(("a", Zip(("b", Zip(("c", Zip(("d", "x"))))))))),
        ["a 7-Zip in one"] = ("files.nested", Zip(("a.7z", new byte[] { 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4 }))),
        ["a RAR under another name"] = ("files.nested", Zip(("a.txt", "Rar!\u001a\u0007\u0001\0"))),
        ["gzip in one"] = ("files.nested", Zip(("a.gz", new byte[] { 0x1f, 0x8b, 8, 0 }))),
        ["locked"] = ("files.encrypted", Patched(Zip(("a", "x")), central: (8, [1, 0]), local: (6, [1, 0]))),
        ["locked, and the list denies it"] = ("files.damaged", Patched(Zip(("a", "x")), local: (6, [1, 0]))),
        ["another name before it than in the list"] = ("files.damaged", Patched(Zip(("a", "x")), local: (30, [(byte)'b']))),
        ["more than it says"] = (
            "files.bomb",
            Patched(Zip(("a", new byte[100_000])), central: (24, [16, 0, 0, 0]), local: (22, [16, 0, 0, 0]))
        ),
        ["less than it says"] = ("files.damaged", Patched(Zip(("a", "x")), central: (24, [16, 0, 0, 0]))),
        ["a gigabyte of zeros that is said to be small"] = (
            "files.bomb",
            Patched(Zip(("a", new byte[2_000_000])), central: (24, [1, 0, 0, 0]), local: (22, [1, 0, 0, 0]))
        ),
        ["a bomb in an archive"] = (
            "files.bomb",
            Zip(
                ("a.zip", Zip(("b", new byte[60 << 20]))),
                ("c", new byte[10]),
                ("d.zip", Zip([.. Enumerable.Range(0, 9).Select(i => ($"{i}", (object)new byte[60 << 20]))]))
            )
        ),
        ["two of one name"] = ("files.damaged", Zip(("a", "x"), ("A", "y"))),
        ["two with the same bytes"] = ("files.bomb", Overlapping()),
        ["something before it"] = ("files.damaged", Moved([.. "PK\u0003\u0004"u8, .. new byte[60]], Zip(("a", "x")))),
        ["something after it"] = ("files.damaged", [.. Zip(("a", "x")), .. "%PDF-1.7 or a page"u8]),
        ["its directory leads elsewhere"] = ("files.damaged", Patched(Zip(("a", "x")), central: (42, [0xff, 0xff, 0xff, 0x7f]))),
        ["unknown method"] = ("files.damaged", Patched(Zip(("a", "x")), central: (10, [14, 0]), local: (8, [14, 0]))),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task An_archive_is_what_it_says_or_is_refused(string name)
    {
        var found = await FileInspection.InspectAsync(new MemoryStream(Cases[name].Bytes), CancellationToken.None);
        Assert.Equal(Cases[name].Code, found.Refusal?.Code);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Fails_when_it_is_damaged_with_a_sentence(string name)
    {
        var bytes = Cases[name].Bytes;
        if (bytes.Length > 100_000)
            return;
        var random = new Random(4);
        for (var round = 0; round < 300; round++)
        {
            var changed = (byte[])bytes.Clone();
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            await FileInspection.InspectAsync(new MemoryStream(changed[..random.Next(1, changed.Length + 1)]), CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_document_packed_by_Windows_is_what_it_is() =>
        Assert.Equal(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            (
                await FileInspection.InspectAsync(
                    new MemoryStream(Zip((Types, "<Types/>"), ("word\\document.xml", "<a/>"))),
                    CancellationToken.None
                )
            )
                .Value
                .MediaType
        );

    private static byte[] Zip(params (string Name, object Content)[] parts)
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in parts)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(content as byte[] ?? Encoding.Latin1.GetBytes((string)content));
            }
        return output.ToArray();
    }

    /// <summary>With other bytes in the first entry of the list, or in the header before the first entry.</summary>
    private static byte[] Patched(byte[] zip, (int At, byte[] Bytes)? central = null, (int At, byte[] Bytes)? local = null)
    {
        var directory = zip.AsSpan().IndexOf("PK\u0001\u0002"u8);
        if (central is { } inList)
            inList.Bytes.CopyTo(zip, directory + inList.At);
        if (local is { } before)
            before.Bytes.CopyTo(zip, before.At);
        return zip;
    }

    /// <summary>Behind something; its offsets count that.</summary>
    private static byte[] Moved(byte[] before, byte[] zip)
    {
        byte[] moved = [.. before, .. zip];
        var directory = moved.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(moved.AsSpan(directory + 42), before.Length);
        BitConverter.TryWriteBytes(moved.AsSpan(moved.Length - 6), directory);
        return moved;
    }

    /// <summary>Two entries of the list have the same offset; their headers have one name.</summary>
    private static byte[] Overlapping()
    {
        var zip = Zip(("a", "x"), ("b", "x"));
        var first = zip.AsSpan().IndexOf("PK\u0001\u0002"u8);
        var second = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        // The second stands before the first's own bytes: inside its header.
        zip.AsSpan(first + 42, 4).CopyTo(zip.AsSpan(second + 42));
        zip[second + 46] = (byte)'a';
        return zip;
    }
}
