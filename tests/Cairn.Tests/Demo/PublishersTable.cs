using System.Globalization;
using CsvHelper;

namespace Cairn.Tests.Demo;

/// <summary>A table of framework items or occupations, from `../shared/data` beside the checkout or the folder in `CAIRN_DATA_TABLES`.</summary>
internal static class PublishersTable
{
    public static string? Find(string path)
    {
        var named = Environment.GetEnvironmentVariable("CAIRN_DATA_TABLES");
        if (named is not null) return Existing(Path.Combine(named, path));

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Existing(Path.Combine(folder.FullName, "shared", "data", path)) is { } found) return found;
        return null;
    }

    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string path)
    {
        using var csv = new CsvReader(File.OpenText(Find(path)!), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var rows = new List<IReadOnlyDictionary<string, string>>();
        while (csv.Read()) rows.Add(csv.HeaderRecord!.ToDictionary(column => column, column => csv.GetField(column)!));
        return rows;
    }

    static string? Existing(string path) => File.Exists(path) ? path : null;
}

/// <summary>Runs only where the publisher's table is present.</summary>
internal sealed class PublishersTableFactAttribute : FactAttribute
{
    public PublishersTableFactAttribute(string path)
    {
        if (PublishersTable.Find(path) is null) Skip = $"The publisher's table {path} is not beside this checkout; the look-up is left out.";
    }
}
