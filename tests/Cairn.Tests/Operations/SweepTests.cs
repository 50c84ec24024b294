using Cairn.Foundation.Jobs;
using Cairn.Foundation.Storage;
using Cairn.Operations;
using Cairn.Schools.Rosters;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Operations;

public abstract class SweepTests(CairnHost host)
{
    [Fact]
    public async Task What_was_left_half_written_goes_and_what_anybody_waits_for_stays()
    {
        var district = await host.NewDistrictAsync();
        var options = host.App.Services.GetRequiredService<CairnOptions>();
        var awaited = await AwaitedAsync(district);
        var digest = new string('a', 64);
        string[] abandoned =
        [
            Old(Sweep.SpoolOf(options), "ASPNETCORE_x.tmp"),
            Old(Path.Combine(options.Data, "files", district.Id.ToString(), "incoming"), "half"),
            Old(Path.Combine(options.Data, "rosters"), "random"),
            Old(Path.Combine(options.Data, "rosters"), $"{Id<RosterImport>.New(host.Clock.Now())}.zip"),
        ];
        string[] kept =
        [
            New(Sweep.SpoolOf(options), "ASPNETCORE_y.tmp"),
            New(Path.Combine(options.Data, "files", district.Id.ToString(), "incoming"), "arriving"),
            Old(Path.Combine(options.Data, "files", district.Id.ToString(), "aa"), digest),
            Old(Path.Combine(options.Data, "rosters"), $"{awaited}.zip"),
        ];

        var services = host.App.Services;
        var sweep = new Sweep(services.GetRequiredService<IServiceScopeFactory>(), options, TimeProvider.System);
        await sweep.RunAsync(CancellationToken.None);

        Assert.All(abandoned, file => Assert.False(File.Exists(file), file));
        Assert.All(kept, file => Assert.True(File.Exists(file), file));
    }

    /// <summary>An import whose job is due far in the future.</summary>
    private Task<Id<RosterImport>> AwaitedAsync(TestDistrict district) =>
        host.InDbAsync(
            district.Id,
            async db =>
            {
                var id = Id<RosterImport>.New(host.Clock.Now());
                db.Jobs.Add(Job.Of(district.Id, new RosterOrder(id), host.Clock.Now().AddYears(1)));
                await db.SaveChangesAsync();
                return id;
            }
        );

    private static string New(string folder, string name)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, name);
        File.WriteAllText(path, "x");
        return path;
    }

    private static string Old(string folder, string name)
    {
        var path = New(folder, name);
        File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2));
        return path;
    }
}

[Collection("sqlite")]
public sealed class SqliteSweepTests(SqliteHost host) : SweepTests(host);

[Collection("postgres")]
public sealed class PostgresSweepTests(PostgresHost host) : SweepTests(host);
