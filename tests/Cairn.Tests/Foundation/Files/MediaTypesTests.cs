using System.Text;
using Cairn.Foundation.Files;

namespace Cairn.Tests.Foundation.Files;

public sealed class MediaTypesTests
{
    [Theory]
    [InlineData("\u0089PNG\r\n\u001a\n", "image/png")]
    [InlineData("\u00ff\u00d8\u00ff\u00e0", "image/jpeg")]
    [InlineData("GIF89a", "image/gif")]
    [InlineData("RIFF0000WEBPVP8 ", "image/webp")]
    [InlineData("RIFF0000WAVEfmt ", "audio/wav")]
    [InlineData("0000ftypM4A 0000", "audio/mp4")]
    [InlineData("0000ftypisom0000", "video/mp4")]
    [InlineData("0000ftypqt  0000", "video/quicktime")]
    [InlineData("0000ftypheic0000", "image/heic")]
    [InlineData("ID3\u0004", "audio/mpeg")]
    [InlineData("OggS", "audio/ogg")]
    [InlineData("%PDF-1.7", "application/pdf")]
    [InlineData("PK\u0003\u0004", "application/zip")]
    [InlineData("Mi día en el río", "text/plain")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml")]
    [InlineData(
        "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>\n<svg/>",
        "image/svg+xml"
    )]
    [InlineData("<!-- Kelp Draw -->\n<!-- 14 --> <svg/>", "image/svg+xml")]
    [InlineData("<!-- <svg --><html>", null)]
    [InlineData("<!-- <svg", null)]
    [InlineData("<!doctype html><p>", null)]
    [InlineData("  <script>", null)]
    [InlineData("MZ\u0000\u0000", null)]
    [InlineData("", null)]
    public void A_file_is_what_its_bytes_say(string head, string? expected)
    {
        var bytes =
            head.All(letter => letter < 256) && expected is not "text/plain"
                ? Encoding.Latin1.GetBytes(head)
                : Encoding.UTF8.GetBytes(head);
        Assert.Equal(expected, MediaTypes.Sniff(bytes));
    }
}
