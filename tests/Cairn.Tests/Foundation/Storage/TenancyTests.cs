using Cairn.Design;
using Cairn.Foundation.Jobs;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Cairn.SignIn.Devices;
using Cairn.SignIn.Guessing;
using Cairn.SignIn.Sessions;
using Cairn.Tests.Design;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Foundation.Storage;

public abstract class TenancyTests(CairnHost host)
{
    private static readonly string[] Global =
    [
        nameof(District),
        nameof(Locator),
        nameof(KeyRingEntry),
        nameof(SetupLink),
        nameof(Account),
        nameof(GuessCount),
        nameof(KnownDevice),
        nameof(SignInSession),
        nameof(PeriodicRun),
        "IdentityUserClaim`1",
        "IdentityUserLogin`1",
        "IdentityUserToken`1",
        "IdentityUserPasskey`1",
        "IdentityPasskeyData",
    ];

    [Fact]
    public async Task Every_entity_is_owned_or_listed_as_global()
    {
        await using var scope = host.App.Services.CreateAsyncScope();
        var model = scope.ServiceProvider.GetRequiredService<CairnDb>().Model;

        foreach (var entity in model.GetEntityTypes())
        {
            if (Global.Contains(entity.ClrType.Name))
                continue;
            Assert.True(typeof(IOwned).IsAssignableFrom(entity.ClrType), $"{entity.ClrType.Name} is neither owned nor global");
            Assert.NotEmpty(entity.GetDeclaredQueryFilters());
            Assert.Equal(nameof(IOwned.DistrictId), entity.FindPrimaryKey()!.Properties[0].Name);
            foreach (var foreignKey in entity.GetForeignKeys())
                if (typeof(IOwned).IsAssignableFrom(foreignKey.PrincipalEntityType.ClrType))
                    Assert.Contains(foreignKey.Properties, p => p.Name == nameof(IOwned.DistrictId));
            foreach (var index in entity.GetIndexes().Where(i => i.IsUnique))
                Assert.Contains(index.Properties, p => p.Name == nameof(IOwned.DistrictId));
        }
    }

    [Fact]
    public async Task A_district_sees_nothing_of_another()
    {
        var mine = await host.NewDistrictAsync("Mine");
        var other = await host.NewDistrictAsync("Other");
        await mine.PersonAsync("Ana", [SchoolRole.Author]);
        await other.PersonAsync("Bo", [SchoolRole.Author]);

        var names = await host.InDbAsync(mine.Id, db => db.People.Select(p => p.GivenName).ToListAsync());

        Assert.Equal(["Ana"], names);
    }

    [Fact]
    public async Task Fails_when_a_row_of_another_district_is_saved()
    {
        var mine = await host.NewDistrictAsync("Mine");
        var other = await host.NewDistrictAsync("Other");

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            host.InDbAsync(
                mine.Id,
                async db =>
                {
                    db.People.Add(new Person(other.Id, "Eve", "Intruder", host.Clock.Now()));
                    await db.SaveChangesAsync();
                }
            )
        );
    }

    [Fact]
    public async Task Fails_when_a_foreign_key_points_into_another_district()
    {
        var mine = await host.NewDistrictAsync("Mine");
        var other = await host.NewDistrictAsync("Other");
        var stranger = await other.PersonAsync("Bo", []);

        await Assert.ThrowsAsync<DbUpdateException>(() =>
            host.InDbAsync(
                mine.Id,
                async db =>
                {
                    db.RoleAssignments.Add(new RoleAssignment(mine.Id, stranger.Id, mine.School, SchoolRole.Operator, host.Clock.Now()));
                    await db.SaveChangesAsync();
                }
            )
        );
    }

    [Fact]
    public async Task All_triggers_are_there_after_migrating()
    {
        var district = await host.NewDistrictAsync();
        var (wanted, names) = await host.InDbAsync(
            district.Id,
            async db =>
                (
                    Triggers.NamesOn(db.Database.IsSqlite()).ToList(),
                    await db
                        .Database.SqlQueryRaw<string>(
                            db.Database.IsSqlite()
                                ? "select name as \"Value\" from sqlite_master where type = 'trigger'"
                                : "select tgname::text as \"Value\" from pg_trigger where not tgisinternal"
                        )
                        .ToListAsync()
                )
        );

        Assert.Equal(54, wanted.Count);
        Assert.Empty(wanted.Except(names));
    }

    [Fact]
    public async Task Fails_when_a_published_version_is_changed_in_the_database()
    {
        var district = await host.NewDistrictAsync();
        var author = await (await district.PersonAsync("Ana", [SchoolRole.Author])).ActorAsync();
        var reviewer = await (await district.PersonAsync("Rui", [SchoolRole.Reviewer])).ActorAsync();
        var now = host.Clock.Now();
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                var microCredential = new MicroCredential(district.School, author, now);
                var version = new MicroCredentialVersion(microCredential, 1, Blueprints.Complete, author, now);
                version.AskForReview(author, now);
                Assert.Null(version.Publish(reviewer, new DesignChecklist(true, true, true, true, true, true), now).Refusal);
                db.AddRange(microCredential, version);
                await db.SaveChangesAsync();
            }
        );

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() =>
            host.InDbAsync(district.Id, db => db.Versions.ExecuteUpdateAsync(set => set.SetProperty(v => v.Title, "B")))
        );
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() =>
            host.InDbAsync(district.Id, db => db.Publications.ExecuteDeleteAsync())
        );
    }
}

[Collection("sqlite")]
public sealed class SqliteTenancyTests(SqliteHost host) : TenancyTests(host);

[Collection("postgres")]
public sealed class PostgresTenancyTests(PostgresHost host) : TenancyTests(host);
