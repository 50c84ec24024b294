using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Earning;

/// <summary>
/// The process dies while a file arrives: nothing of it shows, nothing saved before is lost, and the half file is removed.
/// </summary>
public sealed class UploadKillTests : IAsyncLifetime
{
    private readonly SqliteHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Killed_in_the_middle_of_an_upload_the_work_of_before_is_there_and_no_half_file()
    {
        var scene = await EarningScene.NewAsync(_host);
        var id = await scene.StartAsync();
        Assert.True((await scene.WriteAsync(id, "why", "It moves.")).IsSuccessStatusCode);
        await _host.App.StopAsync();

        using (var doomed = await StartAsync(scene))
        {
            using var half = new HalfAFile();
            using var form = new MultipartFormDataContent { { new StringContent("photo"), "requirement" }, { half, "file", "creek.png" } };
            var upload = doomed.Client.PostAsync(new Uri($"/api/v1/enrollments/{id}/artifacts", UriKind.Relative), form);
            await UntilAsync(() => Waiting().Any(file => file.Length > HalfAFile.Sent / 2));
            await doomed.KillAsync();
            half.Gone.SetResult();
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => upload);
        }
        foreach (var point in (string[])["file-written", "file-kept"])
        {
            using var doomed = await StartAsync(scene, point);
            await Assert.ThrowsAnyAsync<HttpRequestException>(() =>
                scene.UploadAsync(id, "creek.png", EarningScene.Png, api: doomed.Client)
            );
            await doomed.DieAsync(point);
        }
        // A day later.
        foreach (var file in Waiting())
            file.LastWriteTimeUtc = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2);
        Assert.NotEmpty(Waiting());

        using var last = await StartAsync(scene);
        await UntilAsync(() => !Waiting().Any());
        var answer = await last.Client.GetAsync(new Uri($"/api/v1/enrollments/{id}/answers/why", UriKind.Relative));
        Assert.Equal("It moves.", (await answer.JsonAsync()).GetProperty("text").GetString());
        Assert.False(await _host.InDbAsync(scene.District.Id, db => db.Artifacts.AnyAsync()));
        Assert.Equal(HttpStatusCode.Created, (await scene.UploadAsync(id, "creek.png", EarningScene.Png, api: last.Client)).StatusCode);
    }

    private Task<RunningCairn> StartAsync(EarningScene scene, string? faultPoint = null) =>
        RunningCairn.StartAsync(
            _host.Data,
            _host.App.Services.GetRequiredService<CairnOptions>().Database,
            faultPoint,
            scene.Api.DefaultRequestHeaders.Authorization
        );

    /// <summary>What has arrived in part, before and after the whole form was there.</summary>
    private IEnumerable<FileInfo> Waiting() =>
        new DirectoryInfo(_host.Data).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Directory!.Name == "incoming");

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var i = 0; i < 600 && !holds(); i++)
            await Task.Delay(100);
        Assert.True(holds());
    }

    /// <summary>A file whose second half never comes.</summary>
    private sealed class HalfAFile : HttpContent
    {
        public const int Sent = 2 << 20;

        public TaskCompletionSource Gone { get; } = new();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(new byte[Sent]);
            await stream.FlushAsync();
            await Gone.Task;
            await stream.WriteAsync(new byte[Sent]);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 2 * Sent;
            return true;
        }
    }
}
