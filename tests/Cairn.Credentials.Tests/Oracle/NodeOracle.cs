using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace Cairn.Credentials.Tests.Oracle;

/// <summary>
/// The long-lived Node process of tests/oracle, one for all tests: its protocol is described at the top of oracle.mjs. Requests are
/// answered in order.
/// </summary>
public sealed class NodeOracle : IAsyncLifetime
{
    readonly SemaphoreSlim turn = new(1);
    Process? process;
    int last;

    public ValueTask InitializeAsync()
    {
        if (OracleFactAttribute.Missing is not null)
            return ValueTask.CompletedTask;

        process = Process.Start(
            new ProcessStartInfo("node", [Path.Combine(OracleFactAttribute.Folder, "oracle.mjs")])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                StandardOutputEncoding = Encoding.UTF8,
                Environment = { ["CAIRN_STANDARDS"] = Standards.Folder ?? "" },
            }
        );
        return ValueTask.CompletedTask;
    }

    public async Task<bool> VerifiesAsync(byte[] signed, JsonObject? documents = null)
    {
        var answer = await AskAsync(
            new()
            {
                ["op"] = "verify",
                ["document"] = JsonNode.Parse(signed),
                ["documents"] = documents ?? [],
            }
        );
        return (bool)answer["verified"]!;
    }

    public async Task<byte[]> SignAsync(JsonObject document, string secretMultikey, string created, string? verificationMethod = null)
    {
        var answer = await AskAsync(
            new()
            {
                ["op"] = "sign",
                ["document"] = document.DeepClone(),
                ["secretKeyMultibase"] = secretMultikey,
                ["created"] = created,
                ["verificationMethod"] = verificationMethod,
                ["controller"] = verificationMethod?.Split('#')[0],
            }
        );
        return Encoding.UTF8.GetBytes(answer["document"]!.ToJsonString());
    }

    public async Task<JsonObject> AskAsync(JsonObject request)
    {
        await turn.WaitAsync();
        try
        {
            request["id"] = ++last;
            await process!.StandardInput.WriteLineAsync(request.ToJsonString());
            await process.StandardInput.FlushAsync();
            using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
            var line =
                await process.StandardOutput.ReadLineAsync(patience.Token)
                ?? throw new InvalidOperationException("The oracle has stopped.");
            var answer = JsonNode.Parse(line)!.AsObject();
            return (bool)answer["ok"]! ? answer : throw new InvalidOperationException((string)answer["error"]!);
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        turn.Dispose();
        if (process is null)
            return;
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}

[CollectionDefinition(nameof(NodeOracle))]
public sealed class NodeOracleCollection : ICollectionFixture<NodeOracle>;
