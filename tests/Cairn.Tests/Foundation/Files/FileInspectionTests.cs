using System.IO.Compression;
using System.Text;
using Cairn.Foundation.Files;

namespace Cairn.Tests.Foundation.Files;

public sealed class FileInspectionTests
{
    [Theory]
    [InlineData("[Content_Types].xml word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("[Content_Types].xml xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("[Content_Types].xml ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation")]
    [InlineData("mimetype=application/vnd.oasis.opendocument.text content.xml", "application/vnd.oasis.opendocument.text")]
    [InlineData("project.json 0.svg", "application/zip")]
    [InlineData("mimetype=text/html", "application/zip")]
    public async Task Office_documents_are_told_apart(string entries, string expected)
    {
        var kind = await InspectAsync(Zip(entries));
        Assert.Equal((expected, FileFamily.Document), (kind.Value.MediaType, kind.Value.Family));
    }

    [Theory]
    [InlineData("image/png", FileFamily.Picture, "\u0089PNG\r\n\u001a\n")]
    [InlineData("audio/mpeg", FileFamily.Sound, "ID3\u0004")]
    [InlineData("video/mp4", FileFamily.Video, "0000ftypmp42")]
    [InlineData("video/webm", FileFamily.Video, "\u001aEß£\u009fB\u0086\u0081\u0001B\u0082\u0084webm")]
    [InlineData("application/pdf", FileFamily.Document, "%PDF-1.7")]
    [InlineData("text/plain", FileFamily.Text, "plain")]
    public async Task Every_kind_has_its_family(string mediaType, object family, string content)
    {
        var kind = await InspectAsync(Encoding.Latin1.GetBytes(content));
        Assert.Equal((mediaType, (FileFamily)family), (kind.Value.MediaType, kind.Value.Family));
    }

    [Fact]
    public async Task A_text_is_read_to_its_end_across_the_edges_of_buffers()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Der Fluß und der 🪨, ", 40_000)));
        Assert.Equal("text/plain", (await InspectAsync(text)).Value.MediaType);

        text[^7] = 0xff;
        Assert.Equal("files.damaged", (await InspectAsync(text)).Refusal?.Code);
        Assert.Equal("files.damaged", (await InspectAsync([.. new byte[10_000].Select(_ => (byte)'a'), 0])).Refusal?.Code);
        Assert.Equal("files.damaged", (await InspectAsync([.. new byte[10_000].Select(_ => (byte)'a'), 0xf0, 0x9f])).Refusal?.Code);
    }

    /// <summary>As Excel saves a CSV by default, and "Unicode text"; a page is none of them.</summary>
    [Fact]
    public async Task A_text_may_be_in_an_older_encoding_or_in_UTF_16()
    {
        const string Table = "Name;Größe\r\nBach;3\r\n";
        foreach (var at in (int[])[0, 10_000])
        {
            var padded = new string('a', at) + Table;
            Assert.Equal("text/plain", (await InspectAsync(Encoding.Latin1.GetBytes(padded))).Value.MediaType);
            Assert.Equal("text/plain", (await InspectAsync([0xff, 0xfe, .. Encoding.Unicode.GetBytes(padded)])).Value.MediaType);
            Assert.Equal("text/plain", (await InspectAsync([0xfe, 0xff, .. Encoding.BigEndianUnicode.GetBytes(padded)])).Value.MediaType);
            Assert.Equal("files.damaged", (await InspectAsync([0xff, 0xfe, .. Encoding.Unicode.GetBytes(padded + "\0")])).Refusal?.Code);
        }
        Assert.Equal("files.unknown", (await InspectAsync(Encoding.Latin1.GetBytes(" <html>é"))).Refusal?.Code);
        Assert.Equal("files.unknown", (await InspectAsync([0xff, 0xfe, .. Encoding.Unicode.GetBytes("<html>")])).Refusal?.Code);
    }

    [Theory]
    [InlineData("", "files.empty")]
    [InlineData("{\"url\": \"https://docs.google.com/open?id=a\", \"doc_id\": \"a\", \"email\": \"\"}", "files.drive-link")]
    [InlineData("[InternetShortcut]\r\nURL=https://example.org/\r\n", "files.shortcut")]
    [InlineData("%PDF-1.7\ntrailer << /Encrypt 4 0 R >>\n%%EOF", "files.encrypted")]
    public async Task Fails_with_the_name_of_what_helps_nobody(string content, string code) =>
        Assert.Equal(code, (await InspectAsync(Encoding.UTF8.GetBytes(content))).Refusal?.Code);

    /// <summary>A broken table of a locked PDF sends its reader through the file again and again.</summary>
    [Fact]
    public async Task A_locked_document_is_read_a_bounded_number_of_times()
    {
        var objects = string.Concat(Enumerable.Range(1, 20_000).Select(i => $"{i} 0 obj << /Type /Page /Parent {i + 1} 0 R >> endobj\n"));
        var pdf = Encoding.ASCII.GetBytes($"%PDF-1.7\n{objects}trailer << /Root 1 0 R /Encrypt 2 0 R >>\nstartxref\n7\n%%EOF");
        using var counted = new CountedStream(pdf);

        Assert.Equal("files.encrypted", (await FileInspection.InspectAsync(counted, CancellationToken.None)).Refusal?.Code);
        Assert.InRange(counted.Bytes, pdf.Length, 4L * pdf.Length);
    }

    private sealed class CountedStream(byte[] bytes) : MemoryStream(bytes)
    {
        public long Bytes { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            var read = base.Read(buffer);
            Bytes += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = base.Read(buffer, offset, count);
            Bytes += read;
            return read;
        }
    }

    [Theory]
    [InlineData("EncryptedPackage", "files.encrypted")]
    [InlineData("_VBA_PROJECT", "files.macros")]
    [InlineData("WordDocument", null)]
    public async Task An_older_document_is_looked_through_for_what_it_holds(string name, string? code)
    {
        byte[] start = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        foreach (var at in (int[])[512, 64 * 1024 - 5, 200_000])
            Assert.Equal(code, (await InspectAsync([.. start, .. new byte[at], .. Encoding.Unicode.GetBytes(name), 0])).Refusal?.Code);
    }

    [Fact]
    public async Task Fails_when_a_container_is_hostile()
    {
        Assert.Equal("files.macros", (await InspectAsync(Zip("[Content_Types].xml word/document.xml word/vbaProject.bin"))).Refusal?.Code);
        Assert.Equal("files.damaged", (await InspectAsync(Zip("a b")[..^10])).Refusal?.Code);
        Assert.Equal("files.damaged", (await InspectAsync("PK\u0003\u0004 and no more"u8.ToArray())).Refusal?.Code);
        Assert.Equal("files.bomb", (await InspectAsync(Zip(string.Join(' ', Enumerable.Range(0, 10_001))))).Refusal?.Code);

        var bomb = Zip("a");
        // The unpacked length in the central directory: 24 bytes after its signature.
        var directory = bomb.AsSpan().IndexOf("PK\u0001\u0002"u8);
        new byte[] { 0, 0, 0, 0xf0 }.CopyTo(bomb, directory + 24);
        Assert.Equal("files.bomb", (await InspectAsync(bomb)).Refusal?.Code);
    }

    [Theory]
    [
        InlineData("MZ\u0000\u0000"),
        InlineData("<!doctype html><script>"),
        InlineData("\u001aEß£\u0000\u0000matroska"),
        InlineData("\u007fELF\u0002\u0001\u0001\u0000")
    ]
    public async Task Fails_when_the_kind_is_not_known(string content) =>
        Assert.Equal("files.unknown", (await InspectAsync(Encoding.Latin1.GetBytes(content))).Refusal?.Code);

    public static byte[] Zip(string entries)
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create))
        {
            foreach (var entry in entries.Split(' '))
            {
                using var stream = zip.CreateEntry(entry.Split('=')[0], CompressionLevel.NoCompression).Open();
                stream.Write(Encoding.ASCII.GetBytes(entry.Split('=')[^1]));
            }
        }

        return output.ToArray();
    }

    private static Task<Cairn.Foundation.Outcome<FileKind>> InspectAsync(byte[] content) =>
        FileInspection.InspectAsync(new MemoryStream(content), CancellationToken.None);
}
