using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Foundation.Storage;

/// <summary>A query that is analysed once answers each argument for itself, and refuses to keep what was true of the first alone.</summary>
public abstract class KeptQueryTests(CairnHost host)
{
    private sealed record Asked(string Name, IReadOnlyList<Id<Person>> Among, Inner Inside);

    private sealed record Inner(string? Family);

    private static readonly KeptQuery<Asked, Id<Person>> Good = new(
        (db, asked) =>
        {
            var inside = asked.Inside;
            var named = db.People.Where(one => one.GivenName == asked.Name);
            return db
                .People.Where(one => asked.Among.Contains(one.Id) && named.Any(other => other.Id == one.Id))
                .Where(one => inside.Family == null || one.FamilyName == inside.Family)
                .Select(one => one.Id);
        }
    );

    private static string Changing => "Ana";

    private static Id<District> DistrictOf(CairnDb db, Asked asked) => asked.Name.Length > 0 ? db.Tenant.DistrictId : default;

    [Fact]
    public async Task Answers_each_argument()
    {
        var district = await host.NewDistrictAsync();
        var (ana, ben) = (await district.PersonAsync("Ana", []), await district.PersonAsync("Ben", []));
        var other = await host.NewDistrictAsync();
        var elsewhere = await other.PersonAsync("Ana", []);
        List<Id<Person>> all = [ana.Id, ben.Id, elsewhere.Id];

        Assert.Equal([ana.Id], await FoundAsync("Ana", null));
        Assert.Equal([ben.Id], await FoundAsync("Ben", null));
        Assert.Empty(await FoundAsync("Ben", "Nobody"));
        Assert.Empty(await FoundAsync("Cleo", null));
        Assert.Equal([elsewhere.Id], await FoundAsync("Ana", null, other));
        Assert.Empty(await FoundAsync("Ben", null, other));

        Task<List<Id<Person>>> FoundAsync(string name, string? family, TestDistrict? within = null) =>
            host.InDbAsync(
                (within ?? district).Id,
                db => Good.ToListAsync(db, new(name, all, new(family)), TestContext.Current.CancellationToken)
            );
    }

    [Fact]
    public async Task Refuses_what_it_captured_and_what_depends_on_the_argument()
    {
        var district = await host.NewDistrictAsync();
        var captured = new KeptQuery<Asked, Person>(
            (db, asked) =>
            {
                var name = asked.Name;
                return db.People.Where(one => one.GivenName == name);
            }
        );
        var shape = new KeptQuery<Asked, Person>(
            (db, asked) => asked.Inside.Family is null ? db.People : db.People.Where(one => one.FamilyName == asked.Inside.Family)
        );
        var size = new KeptQuery<Asked, Person>((db, asked) => db.People.OrderBy(one => one.Id).Take(asked.Name.Length));

        var ofDatabase = new KeptQuery<Asked, Person>((db, asked) => db.People.Where(one => one.DistrictId == DistrictOf(db, asked)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync(ofDatabase, "Ana", null));
        var ofNow = new KeptQuery<Asked, Person>((db, asked) => db.People.Where(one => one.GivenName == Changing && one.Id != default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync(ofNow, "Ana", null));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync(captured, "Ana", null));
        Assert.Contains("name", refused.Message, StringComparison.Ordinal);
        var other = new KeptQuery<Asked, Person>(
            (db, asked) =>
                asked.Inside.Family is null
                    ? db.People.Where(one => one.GivenName == asked.Name)
                    : db.People.Where(one => one.GivenName == asked.Inside.Family)
        );
        foreach (
            var (query, first, second) in ((KeptQuery<Asked, Person>, string?, string?)[])
                [(shape, null, "Ray"), (size, "a", "ab"), (other, null, "Ray")]
        )
        {
            await AskAsync(query, first ?? "Ana", first);
            await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync(query, second!, second));
        }

        Task AskAsync(KeptQuery<Asked, Person> query, string name, string? family) =>
            host.InDbAsync(district.Id, db => query.ToListAsync(db, new(name, [], new(family)), TestContext.Current.CancellationToken));
    }
}

[Collection("sqlite")]
public sealed class SqliteKeptQueryTests(SqliteHost host) : KeptQueryTests(host);

[Collection("postgres")]
public sealed class PostgresKeptQueryTests(PostgresHost host) : KeptQueryTests(host);
