using System.Runtime.CompilerServices;

namespace Cairn.Tests.Schools.Rosters.Reading;

/// <summary>Where the trial roster is: beside the checkout, or beside the standards that CAIRN_STANDARDS names.</summary>
static class RealRoster
{
    public static readonly string? Folder = Find();

    static string? Find()
    {
        var candidates = new List<string>();
        if (Environment.GetEnvironmentVariable("CAIRN_STANDARDS") is { Length: > 0 } standards)
            candidates.Add(Path.Combine(standards, "..", "data"));
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            candidates.Add(Path.Combine(at.FullName, "shared", "data"));

        return candidates.Select(data => Path.GetFullPath(Path.Combine(data, "rosters", "oneroster-1.1"))).FirstOrDefault(Directory.Exists);
    }
}

[AttributeUsage(AttributeTargets.Method)]
sealed class RealRosterFactAttribute : FactAttribute
{
    public RealRosterFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (RealRoster.Folder is null)
            Skip =
                "The real roster (../shared/data/rosters/oneroster-1.1) is not beside the checkout, and CAIRN_STANDARDS does not "
                + "lead to it.";
    }
}
