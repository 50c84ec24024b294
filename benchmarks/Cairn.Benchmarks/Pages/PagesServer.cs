using System.Text.Json;
using Cairn.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Cairn.Benchmarks.Pages;

/// <summary>
/// The other process: the real application with its demo district on SQLite, and the framework's own static files on the same Kestrel, in
/// front of everything.
/// Prints its targets as one line of JSON and serves until its input ends.
/// </summary>
static class PagesServer
{
    public static async Task<int> RunAsync()
    {
        var data = Directory.CreateTempSubdirectory("cairn-bench-").FullName;
        try
        {
            var files = Directory.CreateDirectory(Path.Combine(data, "static")).FullName;
            await using var app = await StartAsync(data, files);
            var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
            List<Target> targets = [];
            foreach (var target in await TargetsAsync(address))
            {
                if (target.Cookie is not null)
                {
                    targets.Add(target);
                    continue;
                }
                var extension = target.Accept == "text/html" ? "html" : "json";
                await File.WriteAllBytesAsync(Path.Combine(files, $"{target.Name}.{extension}"), new byte[target.Size]);
                targets.Add(target);
                var file = $"/static/{target.Name}.{extension}";
                targets.Add(target with { Name = $"static_{target.Name}", Path = file, Cookie = null, Body = null });
            }
            Console.WriteLine(JsonSerializer.Serialize(new Announcement(address.Port, targets)));
            while (Console.ReadLine() is not null) { }
            await app.StopAsync();
            return 0;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    static async Task<WebApplication> StartAsync(string data, string files)
    {
        var options = CairnOptions.Read(name =>
            name switch
            {
                "PORT" => "0",
                "CAIRN_BIND" => "127.0.0.1",
                "CAIRN_DATA" => data,
                "CAIRN_DEMO" => "1",
                _ => null,
            }
        );
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddCairn(options);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(RateLimits.None);
        var app = builder.Build();
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(files), RequestPath = "/static" });
        app.UseCairn();
        await app.PrepareAsync();
        await app.StartAsync();
        return app;
    }

    static async Task<IReadOnlyList<Target>> TargetsAsync(Uri address)
    {
        using HttpClient http = new() { BaseAddress = address };
        using var portfolio = JsonDocument.Parse(await http.GetStringAsync("/api/v1/portfolios/demo-teacher"));
        var credential = new Uri(portfolio.RootElement.GetProperty("items")[0].GetProperty("credentialUrl").GetString()!).AbsolutePath;
        var bytes = await http.GetByteArrayAsync(credential);

        List<Target> targets =
        [
            new("credential_page", credential, "text/html") { Share = 0.7 },
            new("credential_json", credential, "application/vc") { Share = 0.6 },
            new("verify_api", "/api/v1/verify", "application/json", null, bytes),
            .. await SignedIn.TargetsAsync(address),
        ];
        for (var at = 0; at < targets.Count; at++)
            targets[at] = await targets[at].AskedOnceAsync(address);
        return targets;
    }
}

sealed record Announcement(int Port, IReadOnlyList<Target> Targets);
