using System.Text;
using Cairn.Design;
using Cairn.Foundation.Files;
using Cairn.Foundation.Storage;
using Cairn.Operations;
using Cairn.Tests.Earning;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Operations;

/// <summary>Files that no row names go after a day; one that somebody brings stays, whenever they bring it.</summary>
public abstract class UnusedFilesTests(CairnHost host)
{
    // A file's name, or a digest of something else. What names a file must be known to UnusedFiles.
    private static readonly string[] Digests =
    [
        "FileEntry.Sha256: a file",
        "Artifact.FileSha256: a file",
        "Artifact.Sha256: a file, a link or a text",
        "CardUse.DeviceSha256: a cookie",
        "Credential.Sha256: the signed bytes, which are in the row",
        "Framework.FileSha256: what was imported, which is in rows",
        "IssuedCredential.CredentialIdSha256: an id",
        "IssuedCredential.RequestSha256: a request",
        "KnownDevice.DeviceSha256: a cookie",
        "RosterImport.FileSha256: RosterFiles keeps it",
        "Submission.Sha256: the snapshot",
    ];

    [Fact]
    public async Task A_file_goes_a_day_after_nobody_named_it_and_its_room_is_free_again()
    {
        var scene = await EarningScene.NewAsync(host);
        var named = (await BringAsync(scene, "named"))!;
        var badge = await BadgeAsync(scene);
        var removed = (await BringAsync(scene, "removed"))!;
        await host.InDbAsync(
            scene.District.Id,
            db =>
                db.Artifacts.Where(a => a.FileSha256 == removed)
                    .ExecuteUpdateAsync(set => set.SetProperty(a => a.RemovedAt, a => a.AddedAt))
        );
        var before = await StoredAsync(scene);
        var unnamed = await KeepAsync(scene, "nobody names this");
        var foundOnDisk = OnDisk(scene, 'b');
        Assert.Equal(before + "nobody names this".Length, await StoredAsync(scene));

        await SweepAsync(scene, TimeSpan.FromHours(-25));
        await SweepAsync(scene, TimeSpan.Zero);
        Assert.All([named, badge, removed, unnamed, foundOnDisk], sha256 => Assert.True(IsThere(scene, sha256)));

        await SweepAsync(scene, TimeSpan.FromHours(25));
        Assert.All([named, badge, removed], sha256 => Assert.True(IsThere(scene, sha256)));
        Assert.All([unnamed, foundOnDisk], sha256 => Assert.False(IsThere(scene, sha256)));
        Assert.Equal(before, await StoredAsync(scene));
        // And whoever brings it again has it.
        Assert.Equal(unnamed, await KeepAsync(scene, "nobody names this"));
        Assert.True(IsThere(scene, unnamed));
    }

    /// <summary>Many at once bring what a sweep is taking away; each finds it where it put it.</summary>
    [Fact]
    public async Task A_file_that_somebody_brings_while_it_is_taken_away_is_there()
    {
        var scene = await EarningScene.NewAsync(host);
        for (var round = 0; round < 8; round++)
        {
            var text = $"round {round}";
            var sha256 = await KeepAsync(scene, text);
            await host.InDbAsync(
                scene.District.Id,
                db => db.FileEntries.ExecuteUpdateAsync(set => set.SetProperty(e => e.KeptAt, host.Clock.GetUtcNow().AddDays(-2)))
            );
            await Task.WhenAll([
                SweepAsync(scene, TimeSpan.Zero),
                .. Enumerable.Range(0, 3).Select(_ => Task.Run(() => KeepAsync(scene, text))),
                SweepAsync(scene, TimeSpan.Zero),
            ]);
            Assert.True(IsThere(scene, sha256));
            Assert.Equal(1, await host.InDbAsync(scene.District.Id, db => db.FileEntries.CountAsync(e => e.Sha256 == sha256)));
        }
        Assert.Equal(await host.InDbAsync(scene.District.Id, db => db.FileEntries.SumAsync(e => e.Size)), await StoredAsync(scene));
    }

    [Fact]
    public async Task Every_column_with_a_digest_is_known_to_name_a_file_or_not()
    {
        await using var scope = host.App.Services.CreateAsyncScope();
        var columns = scope
            .ServiceProvider.GetRequiredService<CairnDb>()
            .Model.GetEntityTypes()
            .SelectMany(table => table.GetProperties().Select(one => $"{table.ClrType.Name}.{one.Name}"))
            .Where(name => name.EndsWith("Sha256", StringComparison.Ordinal) && !name.EndsWith("SecretSha256", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        Assert.Equal(Digests.Select(line => line.Split(':')[0]).Order(StringComparer.Ordinal), columns);
    }

    private async Task<string> BadgeAsync(EarningScene scene)
    {
        var sha256 = await KeepAsync(scene, "a badge");
        await EarningScene.PublishAsync(scene.District, EarningScene.Blueprint with { Badge = new BadgeDesign(UploadSha256: sha256) });
        return sha256;
    }

    private async Task<string?> BringAsync(EarningScene scene, string text)
    {
        var id = await scene.StartAsync();
        Assert.True((await scene.UploadAsync(id, "a.png", EarningScene.PngOf(Encoding.UTF8.GetBytes(text)))).IsSuccessStatusCode);
        return await host.InDbAsync(
            scene.District.Id,
            db => db.Artifacts.OrderByDescending(a => a.Id).Select(a => a.FileSha256).FirstAsync()
        );
    }

    private async Task<string> KeepAsync(EarningScene scene, string text)
    {
        await using var scope = ScopeOf(scene);
        var files = scope.ServiceProvider.GetRequiredService<FileStore>();
        return (
            await files.KeepAsync(
                new MemoryStream(Encoding.UTF8.GetBytes(text)),
                (await scene.Learner.ActorAsync()).PersonId.Value,
                default
            )
        )
            .Value
            .Sha256;
    }

    private Task<long> StoredAsync(EarningScene scene) => host.InDbAsync(scene.District.Id, db => db.StoredBytesAsync(default));

    private string OnDisk(EarningScene scene, char digit)
    {
        var name = new string(digit, 64);
        var folder = Path.Combine(
            host.App.Services.GetRequiredService<CairnOptions>().Data,
            "files",
            scene.District.Id.ToString(),
            name[..2]
        );
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, name);
        File.WriteAllText(path, "stored before there were entries");
        File.SetLastWriteTimeUtc(path, host.Clock.GetUtcNow().UtcDateTime.AddDays(-2));
        return name;
    }

    private bool IsThere(EarningScene scene, string sha256)
    {
        using var scope = ScopeOf(scene);
        using var file = scope.ServiceProvider.GetRequiredService<FileStore>().Open(sha256);
        return file is not null;
    }

    /// <summary>As the sweep does, at that distance from now.</summary>
    private async Task SweepAsync(EarningScene scene, TimeSpan later)
    {
        await using var scope = ScopeOf(scene);
        var unused = scope.ServiceProvider.GetRequiredService<UnusedFiles>();
        var before = host.Clock.GetUtcNow() + later - TimeSpan.FromDays(1);
        await unused.AdoptAsync(before, default);
        await unused.RemoveAsync(before, default);
    }

    private AsyncServiceScope ScopeOf(EarningScene scene)
    {
        var scope = host.App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(scene.District.Id);
        return scope;
    }
}

[Collection("sqlite")]
public sealed class SqliteUnusedFilesTests(SqliteHost host) : UnusedFilesTests(host);

[Collection("postgres")]
public sealed class PostgresUnusedFilesTests(PostgresHost host) : UnusedFilesTests(host);
