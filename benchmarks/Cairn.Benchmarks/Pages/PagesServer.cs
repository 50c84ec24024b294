using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cairn.Demo;
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
static partial class PagesServer
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
        CookieContainer cookies = new();
        using HttpClient http = new(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = address };
        using var portfolio = JsonDocument.Parse(await http.GetStringAsync("/api/v1/portfolios/demo-teacher"));
        var credential = new Uri(portfolio.RootElement.GetProperty("items")[0].GetProperty("credentialUrl").GetString()!).AbsolutePath;
        var bytes = await http.GetByteArrayAsync(credential);
        await SignInAsync(http);

        return
        [
            await MeasureAsync(new("credential_page", credential, "text/html")),
            await MeasureAsync(new("credential_json", credential, "application/vc")),
            await MeasureAsync(new("catalog_page", "/catalog", "text/html", cookies.GetCookieHeader(address))),
            await MeasureAsync(new("verify_api", "/api/v1/verify", "application/json", null, bytes)),
        ];

        async Task<Target> MeasureAsync(Target target)
        {
            using HttpRequestMessage request = new(target.Body is null ? HttpMethod.Get : HttpMethod.Post, target.Path);
            request.Headers.TryAddWithoutValidation("Accept", target.Accept);
            if (target.Body is not null)
                request.Content = new ByteArrayContent(target.Body);
            using var answer = (await http.SendAsync(request)).EnsureSuccessStatusCode();
            return target with { Size = (await answer.Content.ReadAsByteArrayAsync()).Length };
        }
    }

    static async Task SignInAsync(HttpClient http)
    {
        var people = DemoContent.People();
        using FormUrlEncodedContent form = new(
            new Dictionary<string, string>
            {
                ["Username"] = people.People.First(person => person.Portfolio is not null).Username,
                ["Password"] = people.Password,
                ["__RequestVerificationToken"] = Token().Match(await http.GetStringAsync("/sign-in")).Groups[1].Value,
            }
        );
        (await http.PostAsync("/sign-in", form)).EnsureSuccessStatusCode();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}

/// <param name="Size">Bytes of the answer's body.</param>
sealed record Target(string Name, string Path, string Accept, string? Cookie = null, byte[]? Body = null, int Size = 0);

sealed record Announcement(int Port, IReadOnlyList<Target> Targets);
