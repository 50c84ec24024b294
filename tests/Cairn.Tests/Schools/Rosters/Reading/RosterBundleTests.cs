using System.IO.Compression;
using System.Text;
using Cairn.Schools.Rosters.Reading;

namespace Cairn.Tests.Schools.Rosters.Reading;

public sealed class RosterBundleTests
{
    [Theory]
    [InlineData("")]
    [InlineData("our roster/2026/")]
    public void Reads_a_zip(string folder)
    {
        var report = Bundle.CheckZip(new Bundle().Zip(folder));

        Assert.Empty(Bundle.Lines(report));
        Assert.Equal(2, report[RosterFile.Enrollments]);
    }

    [Theory]
    [InlineData("../")]
    [InlineData("/")]
    [InlineData("a/../../")]
    [InlineData("C:\\temp\\")]
    public void Fails_when_a_name_climbs_out(string folder) =>
        Assert.Contains(Bundle.CheckZip(new Bundle().Zip(folder)).Problems, problem => problem.Code == "zip.path");

    [Fact]
    public void Fails_when_a_file_unpacks_to_more_than_allowed()
    {
        var bundle = new Bundle();
        bundle.Files["users.csv"] += new string('\n', 3 << 20);

        var report = Bundle.CheckZip(bundle.Zip(), RosterLimits.Default with { FileBytes = 2 << 20 });

        Assert.Contains(
            Bundle.Lines(report),
            line => line.StartsWith("users.csv:", StringComparison.Ordinal) && line.EndsWith("file.large  2", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Fails_when_the_zip_is_larger_than_allowed() =>
        Assert.Contains(
            Bundle.CheckZip(new byte[2 << 20], RosterLimits.Default with { UploadBytes = 1 << 20 }).Problems,
            problem => problem.Code == "file.large"
        );

    [Fact]
    public void Fails_when_there_are_too_many_entries()
    {
        var bundle = new Bundle();
        for (var i = 0; i < 100; i++)
            bundle.Files[$"extra{i}.csv"] = "";

        Assert.Contains(":0: zip.entries  64", Bundle.Lines(Bundle.CheckZip(bundle.Zip())));
    }

    [Fact]
    public void Fails_when_a_file_is_there_twice()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("a/users.csv");
            zip.CreateEntry("b/Users.csv");
        }

        Assert.Contains("users.csv:0: file.twice", Bundle.Lines(Bundle.CheckZip(stream.ToArray())));
    }

    [Fact]
    public void Notes_a_file_that_is_not_of_the_standard()
    {
        var bundle = new Bundle();
        bundle.Files["readme.txt"] = bundle.Files["__MACOSX/orgs.csv"] = bundle.Files["results.csv"] = "";

        Assert.Equal(["readme.txt:0: file.not-read"], Bundle.Lines(Bundle.CheckZip(bundle.Zip())));
    }

    [Fact]
    public void Random_bytes_end_in_a_report()
    {
        var random = new Random(20261122);
        for (var i = 0; i < 300; i++)
        {
            var bytes = new byte[random.Next(0, 4096)];
            random.NextBytes(bytes);

            Assert.False(Bundle.CheckZip(bytes).IsAccepted);
        }
    }

    [Fact]
    public void A_zip_with_random_damage_ends_in_a_report()
    {
        var random = new Random(20261122);
        var good = new Bundle().Zip();
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = good.ToArray();
            for (var flips = random.Next(1, 6); flips > 0; flips--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var cut = random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length;

            Bundle.CheckZip(bytes[..cut]);
        }
    }

    [Fact]
    public void Files_with_random_damage_end_in_a_report()
    {
        var random = new Random(20261122);
        const string Alphabet = "\",\n\r\0\uFFFD\t;'=ü𝄞a1-";
        for (var i = 0; i < 2_000; i++)
        {
            var bundle = new Bundle();
            var file = bundle.Files.Keys.ElementAt(random.Next(bundle.Files.Count));
            var text = new StringBuilder(bundle.Files[file]);
            for (var edits = random.Next(1, 8); edits > 0; edits--)
                text[random.Next(text.Length)] = Alphabet[random.Next(Alphabet.Length)];
            bundle.Files[file] = text.ToString();

            bundle.Check();
        }
    }
}
