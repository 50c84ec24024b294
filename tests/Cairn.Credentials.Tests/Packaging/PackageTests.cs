using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Cairn.Credentials.Tests.Packaging;

/// <summary>The contents of what <c>dotnet pack src/Cairn.Credentials</c> makes.</summary>
public sealed class PackageTests : IDisposable
{
    static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    readonly string folder = Directory.CreateTempSubdirectory("cairn-package-").FullName;

    [Fact]
    public async Task The_package_has_what_its_users_need_and_nothing_else()
    {
        var bytes = await PackAsync();
        using ZipArchive package = new(new MemoryStream(bytes));

        // Beside the container's own parts.
        Assert.Equal(
            ["Cairn.Credentials.nuspec", "README.md", "icon.png", "lib/net10.0/Cairn.Credentials.dll", "lib/net10.0/Cairn.Credentials.xml"],
            package
                .Entries.Select(entry => entry.FullName)
                .Where(name => name[0] is not ('_' or '[') && !name.StartsWith("package/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(File.ReadAllBytes(Path.Combine(Project, "README.md")), Entry(package, "README.md"));
        Assert.Contains(
            "T:Cairn.Credentials.Verification.Verifier",
            System.Text.Encoding.UTF8.GetString(Entry(package, "lib/net10.0/Cairn.Credentials.xml")),
            StringComparison.Ordinal
        );

        var nuspec = XDocument.Load(new MemoryStream(Entry(package, "Cairn.Credentials.nuspec"))).Root!.Elements().Single();
        var space = nuspec.Name.Namespace;
        Assert.Equal("README.md", (string?)nuspec.Element(space + "readme"));
        Assert.Equal("icon.png", (string?)nuspec.Element(space + "icon"));
        Assert.Empty(nuspec.Descendants(space + "dependency"));
        // Its address is there if the clone has an origin.
        if (Path.Exists(Path.Combine(Project, "..", "..", ".git")))
            Assert.Matches("^[0-9a-f]{40}$", (string?)nuspec.Element(space + "repository")?.Attribute("commit"));

        Assert.Empty(WithoutSource(Entry(package, "lib/net10.0/Cairn.Credentials.dll")));
    }

    [Fact]
    public async Task The_same_build_gives_the_same_package() => Assert.Equal(await PackAsync(), await PackAsync());

    public void Dispose() => Directory.Delete(folder, recursive: true);

    async Task<byte[]> PackAsync()
    {
        var configuration = typeof(PackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        ProcessStartInfo start = new(
            "dotnet",
            ["pack", Project, "--no-build", "-c", configuration, "-o", folder, "--nologo", "-v", "q", "-nodeReuse:false"]
        )
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, said);
        return await File.ReadAllBytesAsync(Directory.GetFiles(folder, "*.nupkg").Single());
    }

    /// <summary>The source files that the symbols name without carrying them.</summary>
    static List<string> WithoutSource(byte[] assembly)
    {
        using PEReader image = new(new MemoryStream(assembly));
        var embedded = image.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using var provider = image.ReadEmbeddedPortablePdbDebugDirectoryData(embedded);
        var symbols = provider.GetMetadataReader();
        return
        [
            .. symbols
                .Documents.Where(document =>
                    !symbols
                        .GetCustomDebugInformation(document)
                        .Any(info => symbols.GetGuid(symbols.GetCustomDebugInformation(info).Kind) == EmbeddedSource)
                )
                .Select(document => symbols.GetString(symbols.GetDocument(document).Name)),
        ];
    }

    static byte[] Entry(ZipArchive package, string name)
    {
        using var stream = package.GetEntry(name)!.Open();
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    static string Project { get; } =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "src", "Cairn.Credentials"));

    static string ThisFile([CallerFilePath] string file = "") => file;
}
