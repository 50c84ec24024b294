using System.Text;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

/// <summary>What holds no badge is named, and speaks neither for nor against anything.</summary>
public sealed class FileKindTests
{
    public static TheoryData<string, string, byte[]> Files
    {
        get
        {
            TheoryData<string, string, byte[]> files = [];
            void Text(string code, string says, string text) => files.Add(code, says, Encoding.UTF8.GetBytes(text));
            void Bytes(string code, string says, string latin) => files.Add(code, says, Encoding.Latin1.GetBytes(latin));

            Bytes("parse.file-picture", "JPEG", "ÿØÿà\0\u0010JFIF\0");
            Bytes("parse.file-picture", "JPEG", "ÿØÿá\0\u0010Exif\0");
            Bytes("parse.file-picture", "GIF", "GIF89a\u0001\0\u0001\0");
            Bytes("parse.file-picture", "WebP", "RIFF\u0004\0\0\0WEBPVP8 ");
            Bytes("parse.file-picture", "HEIC", "\0\0\0\u0018ftypheic\0\0\0\0mif1");
            Bytes("parse.file-picture", "HEIC", "\0\0\0\u0018ftypmif1\0\0\0\0heic");
            Bytes("parse.file-picture", "AVIF", "\0\0\0\u001cftypavif\0\0\0\0");
            Bytes("parse.file-picture", "TIFF", "II*\0\u0008\0\0\0");
            Bytes("parse.file-picture", "BMP", "BM" + new string('\0', 12) + "(" + new string('\0', 39));
            Text("parse.file-no-badge", "SVG", "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>");
            Text(
                "parse.file-no-badge",
                "SVG",
                "<?xml version=\"1.0\"?>\n<!-- drawn -->\n<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>"
            );
            files.Add("parse.file-no-badge", "PNG", Baking.Pictures.Png);
            files.Add("parse.file-damaged", "PNG", Baking.Pictures.Png[..40]);
            Text("parse.file-damaged", "SVG", "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"");
            Bytes("parse.file-pdf", "PDF", "%PDF-1.7\n%âãÏÓ\n");
            Text("parse.file-html", "web page", "<!doctype html><html><body><h1>Tide Pool Watcher</h1></body></html>");
            Text(
                "parse.file-html",
                "web page",
                "\uFEFF\r\n<!-- saved from url=(0020)https://north.example/ -->\r\n<HTML lang=en><body>&nbsp;<br></body>"
            );
            Text(
                "parse.file-html",
                "web page",
                "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"http://www.w3.org/TR/html4/strict.dtd\">\n<html>"
            );
            Text(
                "parse.file-html",
                "web page",
                "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><body><svg "
                    + "xmlns=\"http://www.w3.org/2000/svg\"/></body></html>"
            );
            Text("parse.file-xml", "XML", "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"/>");
            Text("parse.file-text", "plain text", "hello");
            Text("parse.file-text", "plain text", "Tide Pool Watcher\r\nAwarded to Ivy Quill");
            Bytes("parse.file-text", "plain text", "Señora Núñez ganó la insignia en mayo");
            files.Add("parse.file-utf16", "UTF-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("{\"a\":1}")]);
            files.Add("parse.file-utf16", "UTF-16", Encoding.BigEndianUnicode.GetBytes("{\"@context\":[]}"));
            files.Add("parse.file-utf16", "UTF-16", Encoding.Unicode.GetBytes("{\"@context\":[]}"));
            Bytes("parse.file-office", "Word", "PK\u0003\u0004\u0014\0\u0006\0[Content_Types].xml…word/document.xml".Replace('…', ' '));
            Bytes("parse.file-office", "Excel", "PK\u0003\u0004\u0014\0\u0006\0[Content_Types].xml xl/workbook.xml");
            Bytes("parse.file-office", "PowerPoint", "PK\u0003\u0004\u0014\0\u0006\0[Content_Types].xml ppt/presentation.xml");
            Bytes("parse.file-office", "OpenDocument", "PK\u0003\u0004\u0014\0\0\0mimetypeapplication/vnd.oasis.opendocument.text");
            Bytes("parse.file-office", "RTF", "{\\rtf1\\ansi hello}");
            Bytes("parse.file-office-old", "Microsoft", "ÐÏ\u0011à¡±\u001aá\0\0\0\0");
            Bytes("parse.file-archive", "ZIP", "PK\u0003\u0004\u0014\0\0\0\u0008\0badge.png");
            Bytes("parse.file-archive", "ZIP", "PK\u0005\u0006" + new string('\0', 18));
            Bytes("parse.file-archive", "RAR", "Rar!\u001a\u0007\u0001\0");
            Bytes("parse.file-archive", "7z", "7z¼¯'\u001c\0\u0004");
            Bytes("parse.file-archive", "GZ", "\u001f\u008b\u0008\0\0\0\0\0");
            Bytes("parse.file-video", "video", "\0\0\0\u0018ftypmp42\0\0\0\0isom");
            Bytes("parse.file-video", "video", "\0\0\0\u0014ftypqt  \0\0\0\0");
            Bytes("parse.file-video", "video", "\u001aEß£\u0001\0\0\0");
            Bytes("parse.file-audio", "sound", "ID3\u0004\0\0\0\0\0\0");
            Bytes("parse.file-audio", "sound", "RIFF$\0\0\0WAVEfmt ");
            Bytes("parse.file-audio", "sound", "\0\0\0\u0020ftypM4A \0\0\0\0");
            Bytes("parse.file-audio", "sound", "OggS\0\u0002");
            Bytes("parse.file-audio", "sound", "ÿû\u0090d\0");
            Text(
                "parse.file-drive",
                "link",
                "{\"url\": \"https://docs.google.com/open?id=1\", \"doc_id\": \"1\", \"email\": \"a@b.example\"}"
            );
            Text("parse.file-drive", "link", "[InternetShortcut]\r\nURL=https://north.example/\r\n");
            Text(
                "parse.file-did-document",
                "DID document",
                "{\"@context\":\"https://www.w3.org/ns/did/v1\",\"id\":\"did:web:north.example\",\"verificationMethod\":[]}"
            );
            Text("parse.file-did-document", "DID document", "{\"id\":\"did:web:north.example\"}");
            Text(
                "parse.file-badge-class",
                "can be earned",
                "{\"@context\":\"https://w3id.org/openbadges/v2\",\"type\":\"BadgeClass\",\"name\":\"Tide Pool Watcher\"}"
            );
            Text(
                "parse.file-badge-class",
                "can be earned",
                "{\"id\":\"urn:uuid:1\",\"type\":[\"Achievement\"],\"name\":\"Tide Pool Watcher\"}"
            );
            Text("parse.file-profile", "issuer", "{\"id\":\"https://north.example\",\"type\":\"Issuer\",\"name\":\"North School\"}");
            Text("parse.file-keys", "keys", "{\"keys\":[{\"kty\":\"OKP\"}]}");
            Text("parse.file-json", "JSON", "{\"a\":1}");
            Text("parse.not-an-object", "list", "[1]");
            Text("parse.not-json", "breaks off", "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],\"type\":[\"Verif");
            Text("parse.empty", "empty", "");
            Text("parse.empty", "empty", "  \n");
            Text("parse.empty", "empty", "\uFEFF");
            Bytes("parse.file-unknown", "not known", "\u007fELF\u0002\u0001\u0001\0\0\0\0");
            return files;
        }
    }

    [Theory, MemberData(nameof(Files))]
    public async Task It_is_nothing_to_check_and_is_named(string code, string says, byte[] file)
    {
        var report = await VerifyAsync(file);

        Assert.Equal((Verdict.NotDeterminable, "headline.nothing"), (report.Verdict, report.Headline.Code));
        Assert.Equal(code, report[CheckNames.Parse].Code);
        Assert.Contains(says, report.Headline.Reason!.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("baking.", Encoding.UTF8.GetString(report.ToJson()), StringComparison.Ordinal);
        Assert.All(report.Checks.Skip(1), check => Assert.Equal(Outcome.NotPerformed, check.Outcome));
    }

    // What stands in the place of a credential is another matter than what somebody brings.
    [Fact]
    public async Task Inside_a_presentation_it_fails()
    {
        var report = await new Verifier().VerifyPresentationAsync(
            """{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiablePresentation"],"verifiableCredential":[{"a":1}]}"""u8.ToArray(),
            new(),
            Now
        );

        Assert.Equal(("parse.not-a-credential", Verdict.Fail), (report.Credentials[0][CheckNames.Parse].Code, report.Verdict));
    }
}
