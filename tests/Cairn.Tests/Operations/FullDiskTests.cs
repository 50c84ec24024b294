using System.Net;
using System.Text.Json;
using Cairn.Foundation.Storage;
using Cairn.Operations;
using Cairn.Tests.Design.Drafts;
using Cairn.Tests.Earning;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Operations;

/// <summary>A disk with nothing left on it, for real: what may be read goes on, what was typed is kept, and everybody says what is wrong.</summary>
[Collection("sqlite")]
public sealed class FullDiskTests(SqliteHost host)
{
    [Fact]
    public async Task A_full_disk_stops_nothing_but_saving_and_loses_no_word()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.StartAsync();
        var folder = Directory.CreateTempSubdirectory("cairn-full-").FullName;
        var (seed, data) = (Path.Combine(folder, "seed"), Path.Combine(folder, "data"));
        Directory.CreateDirectory(data);
        var options = host.App.Services.GetRequiredService<CairnOptions>();
        await Backup.TakeAsync(options, seed, host.Clock.Now(), CancellationToken.None);
        File.Copy(options.MasterKeyFile, Path.Combine(seed, "master.key"));

        var taken = new DirectoryInfo(seed).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length + 4096);
        using var cairn = await RunningCairn.StartOnDiskAsync(data, seed, 150_000_000 + taken);
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
        {
            BaseAddress = cairn.Client.BaseAddress,
        };
        await browser.PostFormAsync("/sign-in", ("Username", scene.Learner.Username), ("Password", TestDistrict.Password));
        var plan = await EditorForm.OpenAsync(browser, $"/earning/{id}", "/plan");
        var token = plan["__RequestVerificationToken"]!;
        Assert.Equal(("ready", "low"), await HealthAsync(cairn, HttpStatusCode.OK));

        var fill = cairn.OnDisk(Path.Combine(data, "fill"));
        Fill(fill);

        // Autosave keeps the words on the device, and is told why.
        var autosaved = await plan.AutosaveAsync(("goal", "To know our creek"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, autosaved.StatusCode);
        Assert.Contains("outage.disk-full", await autosaved.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // A form comes back with what was typed, to be sent again.
        plan["goal"] = "To know our creek, and where it comes from";
        var refused = await plan.PressAsync("");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        var page = await refused.PageAsync();
        Assert.Equal("There is no room left to save", page.QuerySelector("h1")!.TextContent);
        var again = EditorForm.Of(browser, page, "/plan");
        Assert.Equal("To know our creek, and where it comes from", again["goal"]);
        // A file is not "not as it should be".
        var upload = await UploadAsync(browser, id.ToString(), token);
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "There is no room left to save"),
            (upload.StatusCode, (await upload.PageAsync()).QuerySelector("h1")!.TextContent)
        );
        // Nobody's password goes back into a page.
        var signIn = await browser.PostFormAsync("/sign-in", ("Username", scene.Learner.Username), ("Password", TestDistrict.Password));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, signIn.StatusCode);
        Assert.DoesNotContain(TestDistrict.Password, await signIn.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        foreach (var address in new[] { "/", "/earning", $"/earning/{id}/overview", "/portfolio", "/account", "/verify" })
            Assert.Equal((address, HttpStatusCode.OK), (address, (await browser.GetAsync(new Uri(address, UriKind.Relative))).StatusCode));
        Assert.Equal(("not-ready", "full"), await HealthAsync(cairn, HttpStatusCode.ServiceUnavailable));
        Assert.Single(cairn.Printed, line => line.Contains("The disk is full", StringComparison.Ordinal));
        Assert.DoesNotContain(cairn.Printed, line => line.Contains("   at ", StringComparison.Ordinal));

        File.Delete(fill);
        Assert.Equal(HttpStatusCode.SeeOther, (await again.PressAsync("")).StatusCode);
        Assert.Equal(
            "To know our creek, and where it comes from",
            (await EditorForm.OpenAsync(browser, $"/earning/{id}", "/plan"))["goal"]
        );
        Assert.Equal(("ready", "low"), await HealthAsync(cairn, HttpStatusCode.OK));
        Directory.Delete(seed, recursive: true);
    }

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in new[] { 1_000_000, 4096, 1 })
            try
            {
                var bytes = new byte[size];
                while (true)
                    file.Write(bytes);
            }
            catch (IOException)
            {
                // So much does not fit any more.
            }
    }

    private static Task<HttpResponseMessage> UploadAsync(HttpClient browser, string enrollment, string token)
    {
        var form = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new StringContent("The creek"), "title" },
            { new ByteArrayContent(new byte[300_000]), "file", "creek.png" },
        };
        return browser.PostAsync(new Uri($"/earning/{enrollment}/evidence/photo/files", UriKind.Relative), form);
    }

    /// <summary>What was found is told again for five seconds.</summary>
    private static async Task<(string? Status, string? Disk)> HealthAsync(RunningCairn cairn, HttpStatusCode expected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var answer = await cairn.Client.GetAsync(new Uri("/health/ready", UriKind.Relative), patience.Token);
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(patience.Token));
            if (answer.StatusCode == expected)
                return (json.RootElement.GetProperty("status").GetString(), json.RootElement.GetProperty("disk").GetString());
            await Task.Delay(500, patience.Token);
        }
    }
}
