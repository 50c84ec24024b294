using System.Runtime.CompilerServices;
using System.Text;

namespace Cairn.Credentials.Tests;

/// <summary>
/// The published contexts, vectors and suites of the standards. They are their publishers' data and not part of the project: they are in
/// `../shared/standards` beside the checkout or where CAIRN_STANDARDS says.
/// </summary>
static class Standards
{
    public static string? Folder { get; } = Find();

    public static bool IsPresent => Folder is not null;

    public static string PathOf(string relative) =>
        Path.Combine(Folder ?? throw new InvalidOperationException(StandardsFactAttribute.Absent), relative);

    public static byte[] Bytes(string relative) => File.ReadAllBytes(PathOf(relative));

    public static string Text(string relative) => Encoding.UTF8.GetString(Bytes(relative));

    // From the assembly upwards, as the tests may run from a copy of the checkout.
    static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CAIRN_STANDARDS") is { Length: > 0 } given)
            return Directory.Exists(given) ? given : null;

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Cairn.slnx")))
                continue;

            var beside = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "standards"));
            return Directory.Exists(beside) ? beside : null;
        }

        return null;
    }
}

/// <summary>A test that reads the standards' data; skipped with a message if the data is not available.</summary>
sealed class StandardsFactAttribute : FactAttribute
{
    public const string Absent =
        "The data of the standards is not here: put it into ../shared/standards or name its folder in CAIRN_STANDARDS.";

    public StandardsFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = Standards.Folder is null ? Absent : null;
}

/// <inheritdoc cref="StandardsFactAttribute"/>
sealed class StandardsTheoryAttribute : TheoryAttribute
{
    public StandardsTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = Standards.Folder is null ? StandardsFactAttribute.Absent : null;
}
