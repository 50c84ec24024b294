using Cairn.Schools.Rosters.Reading.Records;

namespace Cairn.Schools.Rosters.Reading;

/// <summary>
/// The ids of a kind that an earlier roster brought, for files that now bring only changes; null for kinds that are not kept, about which
/// nothing is known.
/// </summary>
internal delegate IEnumerable<string>? EarlierIds(RosterFile file);

/// <summary>
/// Reads a bundle twice: <see cref="Check"/> finds everything that is wrong with it and keeps only ids; if it found no error, the records
/// stream out of it, file by file, as often as needed. Not for use by several threads at once.
/// </summary>
internal sealed class RosterReader(RosterBundle bundle, RosterProblems problems, RosterLimits limits, DateOnly today, EarlierIds earlier)
{
    const int ProgressEvery = 500;

    /// <summary>What other files refer to: known before any row is checked, so that the order of rows and files does not matter.</summary>
    static readonly RosterFile[] PointedAt =
    [
        RosterFile.Organizations,
        RosterFile.Sessions,
        RosterFile.Courses,
        RosterFile.Classes,
        RosterFile.Users,
    ];

    readonly RosterIndex index = new();
    RosterManifest manifest = new();

    public RosterManifest Manifest => manifest;

    /// <summary>The day used to judge what has begun and ended.</summary>
    public DateOnly Today => today;

    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public RosterReport Check(IProgress<RosterProgress>? progress, CancellationToken stop)
    {
        manifest = RosterManifest.Read(bundle, problems, limits, stop);
        foreach (var file in PointedAt)
            Remember(file, stop);

        return new RosterReport(
            new Dictionary<RosterFile, int>
            {
                [RosterFile.Organizations] = Check(RosterFile.Organizations, RosterOrganization.Read, progress, stop),
                [RosterFile.Sessions] = Check(RosterFile.Sessions, RosterSession.Read, progress, stop),
                [RosterFile.Courses] = Check(RosterFile.Courses, RosterCourse.Read, progress, stop),
                [RosterFile.Classes] = Check(RosterFile.Classes, RosterClass.Read, progress, stop),
                [RosterFile.Users] = Check(RosterFile.Users, RosterUser.Read, progress, stop),
                [RosterFile.Roles] = Check(RosterFile.Roles, RosterRole.Read, progress, stop),
                [RosterFile.Demographics] = Check(RosterFile.Demographics, RosterDemographics.Read, progress, stop),
                [RosterFile.Enrollments] = Check(RosterFile.Enrollments, RosterEnrollment.Read, progress, stop),
            },
            problems
        );
    }

    /// <summary>The records of a file. After a check without errors none is left out.</summary>
    public IEnumerable<T> Records<T>(RosterFile file, Func<RosterRow, T> read, CancellationToken stop)
    {
        if (!IsRead(file))
            yield break;

        using var table = new RosterTable(bundle, file, new RosterProblems(limits), limits, stop);
        var row = new RosterRow(table, Context(checking: false));
        while (row.Read())
        {
            var record = read(row);
            if (!row.Failed)
                yield return record;
        }
    }

    int Check<T>(RosterFile file, Func<RosterRow, T> read, IProgress<RosterProgress>? progress, CancellationToken stop)
    {
        if (!IsRead(file))
            return 0;

        using var table = new RosterTable(bundle, file, problems, limits, stop);
        var row = new RosterRow(table, Context(checking: true));
        while (row.Read())
        {
            read(row);
            if (table.Rows % ProgressEvery == 0)
                progress?.Report(new RosterProgress(file.Name, table.Rows));
        }

        progress?.Report(new RosterProgress(file.Name, table.Rows));
        return table.Rows;
    }

    RosterContext Context(bool checking) =>
        new(index, today, IsRead(RosterFile.Roles) || manifest[RosterFile.Users] == RosterMode.Delta, checking);

    void Remember(RosterFile file, CancellationToken stop)
    {
        // A bulk file is complete: nothing may refer to what it leaves out.
        if (manifest[file] != RosterMode.Bulk)
        {
            if (earlier(file) is { } ids)
            {
                foreach (var id in ids)
                    index.Claim(file, id, new RosterEntry(RosterIndex.Earlier));
            }
            else
            {
                index.Open(file);
            }
        }

        if (!IsRead(file))
            return;

        // Problems with the file are reported when its rows are checked.
        using var table = new RosterTable(bundle, file, new RosterProblems(limits), limits, stop);
        while (table.Read())
        {
            if (table["sourcedId"] is not { Length: > 0 } id)
                continue;

            var role = file == RosterFile.Users ? RosterChoices.UserRoles.Find(table["role"]) : null;
            index.Claim(file, id, new RosterEntry(table.Line, role, RosterIndex.Key(table["parentSourcedId"])));
        }
    }

    bool IsRead(RosterFile file) => manifest[file] != RosterMode.Absent && bundle.Has(file);
}
