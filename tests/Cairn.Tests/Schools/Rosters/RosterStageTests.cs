using System.Net.Http.Headers;
using System.Text;
using Cairn.Foundation.Storage;
using Cairn.Tests.Earning;
using Cairn.Tests.Schools.Rosters.Reading;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Schools.Rosters;

/// <summary>What others can do and see while a roster comes in by the chunk.</summary>
#pragma warning disable CA1001 // xunit disposes it, asynchronously
public abstract class RosterStageTests(Func<Action<IServiceCollection>, CairnHost> make) : IAsyncLifetime
{
    private const int Many = 1_200;

    private readonly BetweenChunks _between = new();
    private CairnHost _host = null!;
    private TestDistrict _district = null!;
    private HttpClient _api = null!;

    public async ValueTask InitializeAsync()
    {
        _host = make(services =>
            services
                .ConfigureDbContext<SqliteCairnDb>(options => options.AddInterceptors(_between), ServiceLifetime.Singleton)
                .ConfigureDbContext<PostgresCairnDb>(options => options.AddInterceptors(_between), ServiceLifetime.Singleton)
        );
        await _host.InitializeAsync();
        _district = await _host.NewDistrictAsync();
        _api = await (await _district.PersonAsync("Olu", [SchoolRole.Operator], at: _district.Top)).ApiAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Others_write_after_each_chunk_and_see_nothing_until_they_see_all()
    {
        var (written, seen, hidden) = (0, 0, 0);
        _between.Act = () =>
            _host.InDbAsync(
                _district.Id,
                async db =>
                {
                    // On SQLite this throws after a second when the import holds the database.
                    db.Database.SetCommandTimeout(1);
                    written += await db.Districts.ExecuteUpdateAsync(set => set.SetProperty(one => one.Name, "Still ours"));
                    seen += await db.People.CountAsync(one => one.SourcedId != null);
                    hidden = await db.WithHidden<Person>().CountAsync(one => one.SourcedId != null);
                }
            );

        var report = await ImportAsync(Big(enrolled: true));

        Assert.Equal("imported", report);
        Assert.True(written >= 6, $"{written} chunks are too few for {3 * Many} rows");
        Assert.Equal((0, Many + 3), (seen, hidden));
        await _host.InDbAsync(
            _district.Id,
            async db =>
            {
                Assert.Equal(Many + 3, await db.People.CountAsync(one => one.SourcedId != null));
                Assert.Equal(Many + 2, await db.ClassMemberships.CountAsync());
                Assert.Null(await db.Districts.Where(one => one.Id == _district.Id).Select(one => one.ShownStage).SingleAsync());
                Assert.Equal(0, await db.WithHidden<Person>().CountAsync(one => EF.Property<Guid?>(one, Stages.Column) != null));
            }
        );
    }

    [Fact]
    public async Task A_role_that_somebody_gives_by_hand_while_the_roster_gives_it_is_theirs()
    {
        await ImportAsync(new Bundle());
        var isGiven = false;
        _between.Act = async () =>
        {
            if (isGiven)
                return;
            isGiven = true;
            await _host.InDbAsync(
                _district.Id,
                async db =>
                {
                    var teacher = await db.People.SingleAsync(one => one.SourcedId == "u1");
                    var school = await db.Organizations.SingleAsync(one => one.SourcedId == "s1");
                    db.RoleAssignments.Add(
                        new RoleAssignment(_district.Id, teacher.Id, school.Id, SchoolRole.Leader, _host.Clock.GetUtcNow())
                    );
                    await db.SaveChangesAsync();
                }
            );
        };

        var report = await ImportAsync(Big(enrolled: false).With("users.csv", ",teacher,", ",administrator,"));

        Assert.Equal(("imported", true), (report, isGiven));
        var roles = await _host.InDbAsync(
            _district.Id,
            db =>
                (
                    from role in db.RoleAssignments
                    join person in db.People on role.PersonId equals person.Id
                    where person.SourcedId == "u1"
                    select new { role.Role, role.FromRoster }
                ).ToListAsync()
        );
        Assert.Equal((SchoolRole.Leader, false), (roles.Single().Role, roles.Single().FromRoster));
    }

    [Fact]
    public async Task A_place_between_rows_that_were_there_is_one_row_though_two_chunks_name_it()
    {
        await ImportAsync(Big(enrolled: false));

        var again = Big(enrolled: true);
        again.Files["enrollments.csv"] += "again,active,,k1,s1,x0,student,false,,\n";
        var report = await ImportAsync(again);

        Assert.Equal("imported", report);
        Assert.Equal(Many + 2, await _host.InDbAsync(_district.Id, db => db.ClassMemberships.CountAsync(one => one.EndedAt == null)));
    }

    /// <summary>A small roster and many learners besides.</summary>
    private static Bundle Big(bool enrolled)
    {
        var bundle = new Bundle();
        var (users, enrollments) = (new StringBuilder(), new StringBuilder());
        for (var i = 0; i < Many; i++)
        {
            users.Append(System.Globalization.CultureInfo.InvariantCulture, $"x{i},active,,true,s1,student,n{i},,G{i},F{i},,,,,,,05,\n");
            enrollments.Append(System.Globalization.CultureInfo.InvariantCulture, $"y{i},active,,k1,s1,x{i},student,false,,\n");
        }
        bundle.Files["users.csv"] += users;
        if (enrolled)
            bundle.Files["enrollments.csv"] += enrollments;
        return bundle;
    }

    private async Task<string?> ImportAsync(Bundle bundle)
    {
        using var zip = new ByteArrayContent(bundle.Zip()) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } };
        var answer = await _api.PostAsync(new Uri("/api/v1/rosters", UriKind.Relative), zip);
        for (var i = 0; i < 1200; i++)
        {
            var status = await (await _api.GetAsync(answer.Headers.Location)).JsonAsync();
            var isDone = await _host.InDbAsync(_district.Id, db => db.Jobs.AllAsync(job => job.DoneAt != null));
            if (isDone)
                return status.GetProperty("state").GetString();
            await Task.Delay(100);
        }
        throw new TimeoutException("The import did not end.");
    }

    /// <summary>After many rows were saved at once, which only an import does.</summary>
    private sealed class BetweenChunks : SaveChangesInterceptor
    {
        public Func<Task> Act { get; set; } = () => Task.CompletedTask;

        public override async ValueTask<int> SavedChangesAsync(
            SaveChangesCompletedEventData eventData,
            int result,
            CancellationToken cancellationToken = default
        )
        {
            if (eventData.EntitiesSavedCount > 100)
                await Act();
            return result;
        }
    }
}

public sealed class SqliteRosterStageTests() : RosterStageTests(more => new SqliteHost { MoreServices = more });

public sealed class PostgresRosterStageTests() : RosterStageTests(more => new PostgresHost { MoreServices = more });
