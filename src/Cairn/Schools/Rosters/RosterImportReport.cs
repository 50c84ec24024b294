using Cairn.Schools.Rosters.Reading;
using Cairn.Schools.Rosters.Saving;

namespace Cairn.Schools.Rosters;

/// <summary>What an import found and did, as it is kept: rows by file, changes by kind (none when it was refused), problems.</summary>
internal sealed record RosterImportReport(
    string SystemName,
    int Errors,
    int Warnings,
    int NotListed,
    IReadOnlyDictionary<string, int> Rows,
    IReadOnlyList<RosterTally> Changes,
    IReadOnlyList<RosterProblem> Problems
)
{
    static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static RosterImportReport Of(
        RosterReport report,
        RosterManifest manifest,
        RosterProblems problems,
        IReadOnlyList<RosterTally> changes
    ) =>
        new(
            manifest.SystemName,
            problems.Errors,
            problems.Warnings,
            problems.NotListed,
            RosterFile.All.Where(file => report[file] > 0).ToDictionary(file => file.Name, file => report[file]),
            changes,
            problems.Listed
        );

    /// <summary>For a roster that could not be read at all.</summary>
    public static RosterImportReport OfNothing(RosterProblems problems) =>
        new("", problems.Errors, problems.Warnings, problems.NotListed, new Dictionary<string, int>(), [], problems.Listed);

    public static RosterImportReport? Parse(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<RosterImportReport>(json, Format);

    public string ToJson() => JsonSerializer.Serialize(this, Format);
}
