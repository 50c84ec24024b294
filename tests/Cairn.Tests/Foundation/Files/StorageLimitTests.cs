using System.Text;
using Cairn.Foundation.Files;
using Cairn.Tests.Earning;

namespace Cairn.Tests.Foundation.Files;

/// <summary>A person and a district have so much room; who has none left is told what is used, and what is there stays.</summary>
public abstract class StorageLimitTests(CairnHost host) : IDisposable
{
    private const long Megabyte = 1 << 20;
    private readonly string _root = Directory.CreateTempSubdirectory("cairn-limits-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>Cleaned pictures, other files and what is kept as it is: every way in asks.</summary>
    [Theory]
    [InlineData("picture"), InlineData("text"), InlineData("badge")]
    public async Task Fails_when_there_is_no_room_and_keeps_what_is_there(string way)
    {
        var (files, _, district) = await StoreOf.NewAsync(
            host,
            _root,
            new CairnOptions { PersonStorage = 3 * Megabyte, DistrictStorage = 5 * Megabyte }
        );
        var (lea, max, ida) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());

        Assert.Null(await KeepAsync(files, way, 'a', lea));
        Assert.Null(await KeepAsync(files, way, 'a', lea)); // the same bytes, once
        Assert.Null(await KeepAsync(files, way, 'a', max)); // and whoever brings them
        Assert.Equal(("files.person-full", "1 3"), Told(await KeepAsync(files, way, 'b', lea)));
        Assert.Null(await KeepAsync(files, way, 'c', max));
        Assert.Equal(("files.district-full", "3 5"), Told(await KeepAsync(files, way, 'd', ida)));
        Assert.Null(await KeepAsync(files, way, 'a', ida));

        Assert.Equal(2, Directory.GetFiles(_root, "*", SearchOption.AllDirectories).Length);
        var stored = await host.InDbAsync(district, db => db.StoredBytesAsync(default));
        Assert.InRange(stored, 3.9 * Megabyte, 4.1 * Megabyte);
    }

    [Fact]
    public async Task Fails_when_many_at_once_bring_more_than_there_is_room_for()
    {
        var (_, ledger, district) = await StoreOf.NewAsync(host, _root, new CairnOptions { DistrictStorage = 5 * Megabyte });

        var refusals = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(i => Task.Run(() => ledger.EnterAsync($"{i:x64}", Megabyte, Guid.CreateVersion7(), default)))
        );

        Assert.Equal(7, refusals.Count(refusal => refusal?.Code is "files.district-full"));
        Assert.Equal(5 * Megabyte, await host.InDbAsync(district, db => db.StoredBytesAsync(default)));
    }

    private static (string, string) Told(Cairn.Foundation.Refusal? refusal) => (refusal!.Code, string.Join(' ', refusal.Args));

    /// <summary>Two megabytes or nearly so.</summary>
    private static async Task<Cairn.Foundation.Refusal?> KeepAsync(FileStore files, string way, char fill, Guid owner)
    {
        var bytes = Encoding.ASCII.GetBytes(new string(fill, (int)(2 * Megabyte) - 100));
        return way is "badge"
            ? (await files.KeepAsync(new MemoryStream(bytes), owner, default)).Refusal
            : (
                await files.AcceptAsync(
                    new MemoryStream(way is "picture" ? EarningScene.PngOf(bytes) : bytes),
                    4 * Megabyte,
                    Enum.GetValues<FileFamily>(),
                    owner,
                    default
                )
            ).Refusal;
    }
}

[Collection("sqlite")]
public sealed class SqliteStorageLimitTests(SqliteHost host) : StorageLimitTests(host);

[Collection("postgres")]
public sealed class PostgresStorageLimitTests(PostgresHost host) : StorageLimitTests(host);
