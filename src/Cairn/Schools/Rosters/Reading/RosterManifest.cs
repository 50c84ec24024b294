namespace Cairn.Schools.Rosters.Reading;

internal enum RosterMode
{
    /// <summary>Nothing is said about this kind: existing rows stay.</summary>
    Absent,

    /// <summary>Complete: anything not in the file has ended.</summary>
    Bulk,

    /// <summary>Only what changed.</summary>
    Delta,
}

/// <summary>manifest.csv: which files there are and how to read them. Without one, each file present counts as bulk.</summary>
internal sealed class RosterManifest
{
    static readonly string[] Versions = ["1.1", "1.1.0", "1.1.1", "1.2", "1.2.0", "1.2.1"];
    readonly Dictionary<string, RosterMode> modes = new(StringComparer.OrdinalIgnoreCase);

    public string SystemName { get; private set; } = "";

    public RosterMode this[RosterFile file] => modes.GetValueOrDefault(file.Name);

    public static RosterManifest Read(RosterBundle bundle, RosterProblems problems, RosterLimits limits, CancellationToken stop)
    {
        var manifest = new RosterManifest();
        if (bundle.Has(RosterFile.Manifest))
            manifest.ReadFile(bundle, problems, limits, stop);
        else
            manifest.Assume(bundle, problems);

        foreach (var file in RosterFile.All)
            manifest.Compare(file, bundle, problems);
        if (problems.Errors == 0 && RosterFile.All.All(file => manifest[file] == RosterMode.Absent))
            problems.Add(RosterFlaw.ManifestNothing, RosterFile.Manifest.FileName);
        return manifest;
    }

    void ReadFile(RosterBundle bundle, RosterProblems problems, RosterLimits limits, CancellationToken stop)
    {
        using var table = new RosterTable(bundle, RosterFile.Manifest, problems, limits, stop);
        var row = new RosterRow(table, new RosterContext(new RosterIndex(), DateOnly.MinValue));
        while (row.Read())
        {
            var (name, value) = (row.Text("propertyName", 255), row.Text("value", 255));
            if (name.StartsWith("file.", StringComparison.OrdinalIgnoreCase))
                modes[name[5..]] = Mode(row, value);
            else if (name.Equals("source.systemName", StringComparison.OrdinalIgnoreCase))
                SystemName = value;
            else if (name.Equals("oneroster.version", StringComparison.OrdinalIgnoreCase) && !Versions.Contains(value))
                row.Warn(RosterFlaw.ManifestVersion, "value", value);
        }
    }

    static RosterMode Mode(RosterRow row, string value)
    {
        switch (value.ToUpperInvariant())
        {
            case "BULK":
                return RosterMode.Bulk;
            case "DELTA":
                return RosterMode.Delta;
            case "ABSENT":
                return RosterMode.Absent;
            default:
                row.Error(RosterFlaw.ManifestMode, "value", value, "bulk, delta, absent");
                return RosterMode.Absent;
        }
    }

    void Assume(RosterBundle bundle, RosterProblems problems)
    {
        problems.Add(RosterFlaw.ManifestMissing, RosterFile.Manifest.FileName);
        foreach (var file in RosterFile.All.Where(bundle.Has))
            modes[file.Name] = RosterMode.Bulk;

        foreach (var file in (RosterFile[])[RosterFile.Organizations, RosterFile.Users])
        {
            if (!bundle.Has(file))
                problems.Add(RosterFlaw.FileMissing, file.FileName);
        }
    }

    void Compare(RosterFile file, RosterBundle bundle, RosterProblems problems)
    {
        if (this[file] != RosterMode.Absent && !bundle.Has(file))
            problems.Add(RosterFlaw.FileMissing, file.FileName);
        else if (this[file] == RosterMode.Absent && bundle.Has(file))
            problems.Add(RosterFlaw.FileDeclaredAbsent, file.FileName);
    }
}
