using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace Cairn.Benchmarks.Signing;

/// <summary>The tests' oracle (tests/oracle/oracle.mjs), asked for its rate; it runs on the same core.</summary>
sealed class NodeProcess : IAsyncDisposable
{
    readonly Process process;

    NodeProcess(Process process) => this.process = process;

    public static NodeProcess? Start()
    {
        var folder = Path.Combine(BenchmarkDocuments.Root, "tests", "oracle");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            return null;

        return new(
            Process.Start(
                new ProcessStartInfo("node", [Path.Combine(folder, "oracle.mjs")])
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                }
            )!
        );
    }

    public async Task<double> RateAsync(string work, JsonObject document, string secretMultikey, double seconds)
    {
        JsonObject request = new()
        {
            ["id"] = 1,
            ["op"] = "rate",
            ["work"] = work,
            ["document"] = document.DeepClone(),
            ["secretKeyMultibase"] = secretMultikey,
            ["seconds"] = seconds,
        };
        await process.StandardInput.WriteLineAsync(request.ToJsonString());
        await process.StandardInput.FlushAsync();
        var answer = JsonNode.Parse(
            await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("Node has stopped.")
        )!;
        return (bool)answer["ok"]! ? (double)answer["perSecond"]! : throw new InvalidOperationException((string)answer["error"]!);
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
