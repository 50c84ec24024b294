namespace Cairn.Credentials.Tests.Conformance;

/// <summary>
/// The public suites, vectors and published contexts, which are not part of this repository: the folder that CAIRN_STANDARDS names, or else
/// ../shared/standards beside the checkout. Tests that need them are skipped with a sentence when they are absent.
/// </summary>
internal static class StandardsData
{
    public const string Absent = "The standards data is absent: set CAIRN_STANDARDS, or put it into ../shared/standards beside the checkout.";

    static readonly string? Root = Find();

    public static bool IsPresent => Root is not null;

    /// <summary>The path of a file or folder in the data.</summary>
    public static string PathOf(string relative) => Path.Combine(Root ?? throw new InvalidOperationException(Absent), relative);

    public static byte[] Bytes(string relative) => File.ReadAllBytes(PathOf(relative));

    public static string Text(string relative) => File.ReadAllText(PathOf(relative));

    static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CAIRN_STANDARDS") is { Length: > 0 } given) return Directory.Exists(given) ? given : null;

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Cairn.slnx"))) continue;

            var beside = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "standards"));
            return Directory.Exists(beside) ? beside : null;
        }

        return null;
    }
}

/// <summary>A fact that needs the standards data.</summary>
public sealed class StandardsFactAttribute : FactAttribute
{
    /// <summary>Skips when the data is absent.</summary>
    public StandardsFactAttribute()
    {
        if (!StandardsData.IsPresent) Skip = StandardsData.Absent;
    }
}

/// <summary>A theory whose cases come from the standards data.</summary>
public sealed class StandardsTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips when the data is absent.</summary>
    public StandardsTheoryAttribute()
    {
        if (!StandardsData.IsPresent) Skip = StandardsData.Absent;
    }
}
