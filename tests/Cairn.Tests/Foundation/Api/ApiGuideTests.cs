using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cairn.Tests.Earning;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Foundation.Api;

/// <summary>Runs the commands in docs/guides/api.md with curl, in order, from first to last.</summary>
[Collection("sqlite")]
public sealed partial class ApiGuideTests(SqliteHost host)
{
    [CurlFact]
    public async Task Every_command_of_the_guide_works()
    {
        var guide = await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "guides", "api.md"));
        var folder = Directory.CreateTempSubdirectory("cairn-guide-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "draft.json"), Draft().Match(guide).Groups[1].Value);
        await File.WriteAllBytesAsync(Path.Combine(folder, "creek.png"), EarningScene.Png);
        var district = await host.NewDistrictAsync();
        var names = new Dictionary<string, string> { ["CAIRN"] = host.Address.ToString().TrimEnd('/') };
        foreach (var role in new[] { SchoolRole.Author, SchoolRole.Reviewer, SchoolRole.Learner, SchoolRole.Assessor, SchoolRole.Grantor })
        {
            using var api = await (await district.PersonAsync(role.ToString(), [role], age: 30)).ApiAsync();
            names[role.ToString().ToUpperInvariant()] = api.DefaultRequestHeaders.Authorization!.Parameter!;
        }

        var (answer, commands) = ("", 0);
        foreach (Match step in Steps().Matches(guide))
        {
            if (step.Groups["path"].Success)
            {
                names[step.Groups["name"].Value] = At(JsonDocument.Parse(answer).RootElement, step.Groups["path"].Value);
                continue;
            }
            if (step.Groups["command"].Value.Contains("/portfolio\"", StringComparison.Ordinal))
                await SignedAsync(district);
            answer = await RunAsync(step.Groups["command"].Value, folder, names);
            commands++;
        }
        Assert.True(commands > 25, $"only {commands} commands were found");
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> RunAsync(string command, string folder, Dictionary<string, string> names)
    {
        var start = new ProcessStartInfo("bash", ["-euc", command])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in names)
            start.Environment[name] = value;
        using var shell = Process.Start(start)!;
        var (output, error) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync();
        Assert.True(shell.ExitCode == 0, $"{command}\n{await output}\n{await error}");
        return await output;
    }

    /// <summary>The member at a path like <c>items[0].decision.awardId</c>.</summary>
    private static string At(JsonElement json, string path)
    {
        foreach (var part in path.Split('.'))
        {
            json = json.GetProperty(part.Split('[')[0]);
            if (part.EndsWith("[0]", StringComparison.Ordinal))
                json = json[0];
        }
        return json.GetString()!;
    }

    private async Task SignedAsync(TestDistrict district)
    {
        while (await host.InDbAsync(district.Id, db => db.Jobs.AnyAsync(job => job.DoneAt == null)))
            await Task.Delay(50);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Cairn.slnx")))
            folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Draft();

    [GeneratedRegex("```sh\n(?<command>.*?)```|Keep `(?<path>[^`]+)` as `(?<name>[A-Z_]+)`", RegexOptions.Singleline)]
    private static partial Regex Steps();
}

/// <summary>Skipped if there is no curl.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CurlFactAttribute : FactAttribute
{
    public CurlFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "curl"))))
            Skip = "There is no curl here.";
    }
}
