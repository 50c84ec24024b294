using Cairn.Foundation.Jobs;
using Cairn.Schools.Rosters.Reading;

namespace Cairn.Schools.Rosters.Saving;

/// <summary>
/// One import on its way into the database: what every step needs, and who is who by the roster's keys. Rows are read and staged by the
/// chunk (<see cref="RosterStage"/>), and only what differs, so the same roster again writes nothing. A chunk's keys go to the database as
/// one parameter (<c>EF.Parameter</c>): as five hundred they cost SQLite ten times the query.
/// </summary>
internal sealed class RosterSaving(
    CairnDb db,
    RosterStage stage,
    RosterReader reader,
    Actor starter,
    RosterProblems problems,
    DateTimeOffset now,
    Action<int> rowsDone,
    CancellationToken stop
)
{
    public const int Chunk = 500;

    int rows;

    public CairnDb Db { get; } = db;
    public RosterStage Stage { get; } = stage;
    public RosterReader Reader { get; } = reader;
    public DateTimeOffset Now { get; } = now;
    public CancellationToken Cancellation { get; } = stop;
    public Id<District> District => Db.Tenant.DistrictId;

    public Dictionary<string, Id<Organization>> Organizations { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, Id<SchoolClass>> Classes { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, SavedPerson> People { get; } = new(StringComparer.Ordinal);
    public List<RosterTally> Tallies { get; } = [];

    /// <summary>How many rows <see cref="RunAsync"/> goes through.</summary>
    public static int RowsOf(RosterReport report) =>
        report[RosterFile.Organizations] + report[RosterFile.Users] + report[RosterFile.Classes] + report[RosterFile.Enrollments];

    /// <summary>Everything, in order: a row comes before those that refer to it.</summary>
    public async Task RunAsync()
    {
        await OrganizationSaving.RunAsync(this);
        await PersonSaving.RunAsync(this);
        FaultPoint.Pass("roster-people");
        await GuardianshipSaving.RunAsync(this);
        await ClassSaving.RunAsync(this);
        await MembershipSaving.RunAsync(this);
    }

    public RosterTally Tally(string kind)
    {
        var tally = new RosterTally(kind);
        Tallies.Add(tally);
        return tally;
    }

    /// <summary>The records of a file, in chunks.</summary>
    public IEnumerable<T[]> Chunks<T>(RosterFile file, Func<RosterRow, T> read)
    {
        foreach (var chunk in Reader.Records(file, read, Cancellation).Chunk(Chunk))
        {
            yield return chunk;

            rows += chunk.Length;
            rowsDone(rows);
        }
    }

    /// <summary>All rows, with those that this import has hidden so far.</summary>
    public IQueryable<T> All<T>()
        where T : class, IStaged => Db.WithHidden<T>();

    /// <summary>Stages what changed and forgets the rows.</summary>
    public Task SaveAsync() => Stage.SaveAsync();

    /// <summary>
    /// The person who uploaded it, as any person of the account. A roster hands out roles, classes and children, and nobody may give these
    /// to themself: what they have stays, anything more is left out and noted, and somebody else may import it.
    /// </summary>
    public bool IsStarter(Id<Person> person) => starter.Selves.Contains(person);

    public void Note(RosterFlaw flaw, RosterFile file, string value) => problems.Add(flaw, file.FileName, value: value);

    public bool IsBulk(RosterFile file) => Reader.Manifest[file] == RosterMode.Bulk;
}

/// <summary>
/// A person on the roster: the row, and what is known about them. Nothing was said about a person who is neither a learner nor an adult.
/// </summary>
internal readonly record struct SavedPerson(Id<Person> Id, bool Learns, bool IsAdult)
{
    /// <summary>A staff member who also learns is one who decides, not one who is decided for.</summary>
    public static SavedPerson Of(Person person, DateTimeOffset now) =>
        new(person.Id, person.Learns && person.KnownAdultAt is null, person.IsAdult(now));
}
