using System.Text;
using Cairn.Foundation.Files;

namespace Cairn.Tests.Foundation.Files;

public sealed class SafeFileNameTests
{
    [Theory]
    [InlineData("Mi día en el río.pdf", "Mi día en el río.pdf")]
    [InlineData("我的报告.pdf", "我的报告.pdf")]
    [InlineData("می‌خواهم.pdf", "می‌خواهم.pdf")]
    [InlineData("e\u0301tude.pdf", "étude.pdf")]
    [InlineData("REPORT.PDF", "REPORT.pdf")]
    [InlineData("  a \u00a0 b  .pdf ", "a b.pdf")]
    [InlineData("report.final.v2", "report.final.v2.pdf")]
    [InlineData("..\\..\\windows\\system32\\con", "_con.pdf")]
    [InlineData("LPT1.pdf", "_LPT1.pdf")]
    [InlineData("com¹.txt", "_com¹.txt.pdf")]
    [InlineData("console.pdf", "console.pdf")]
    [InlineData(".htaccess", "htaccess.pdf")]
    [InlineData("\u202Efdp.exe", "fdp.exe.pdf")]
    [InlineData("a\0b\u0007c\u2028d\ue000.pdf", "abcd.pdf")]
    [InlineData("\ud800half\udc00.pdf", "half.pdf")]
    [InlineData("/etc/passwd/", "file.pdf")]
    [InlineData(" . . ", "file.pdf")]
    [InlineData(".pdf", "pdf.pdf")]
    public void A_name_is_one_that_every_system_can_store(string given, string expected) =>
        Assert.Equal(expected, SafeFileName.Of(given, "application/pdf"));

    [Fact]
    public void A_long_name_is_cut_between_letters_and_keeps_its_ending()
    {
        Assert.Equal(new string('a', 100) + ".pdf", SafeFileName.Of(new string('a', 10_000) + ".pdf", "application/pdf"));

        var families = string.Concat(Enumerable.Repeat("👩‍👩‍👧", 50));
        var name = SafeFileName.Of(families + ".png", "image/png");
        Assert.True(Encoding.UTF8.GetByteCount(name) <= 210);
        Assert.EndsWith("👩‍👩‍👧.png", name, StringComparison.Ordinal);
    }

    [Fact]
    public void Making_it_safe_twice_changes_nothing()
    {
        foreach (var given in new[] { "nul", "a/b\\c.pdf", "x..pdf", "\u202Ea .pdf", new string('ü', 500) })
        {
            var once = SafeFileName.Of(given, "application/pdf");
            Assert.Equal(once, SafeFileName.Of(once, "application/pdf"));
        }
    }
}
