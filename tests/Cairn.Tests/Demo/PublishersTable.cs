using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;

namespace Cairn.Tests.Demo;

/// <summary>A table of framework items or occupations, beside the checkout or beside the standards that CAIRN_STANDARDS names.</summary>
internal static class PublishersTable
{
    public static string? Find(string path)
    {
        var candidates = new List<string>();
        if (Environment.GetEnvironmentVariable("CAIRN_STANDARDS") is { Length: > 0 } standards)
            candidates.Add(Path.Combine(standards, "..", "data"));
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            candidates.Add(Path.Combine(at.FullName, "shared", "data"));

        return candidates.Select(data => Path.GetFullPath(Path.Combine(data, path))).FirstOrDefault(File.Exists);
    }

    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string path)
    {
        using var csv = new CsvReader(File.OpenText(Find(path)!), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var rows = new List<IReadOnlyDictionary<string, string>>();
        while (csv.Read())
            rows.Add(csv.HeaderRecord!.ToDictionary(column => column, column => csv.GetField(column)!));
        return rows;
    }
}

/// <summary>Runs only where the publisher's table is present.</summary>
internal sealed class PublishersTableFactAttribute : FactAttribute
{
    public PublishersTableFactAttribute(string path, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (PublishersTable.Find(path) is null)
            Skip = $"The publisher's table {path} is not beside this checkout; the look-up is left out.";
    }
}
