using System.Diagnostics;

namespace Cairn.Benchmarks.Abuse;

/// <summary>
/// The abusive visitor, in a separate process: what it does to its own memory must not slow down the others' clocks.
/// </summary>
sealed class Flood(Process process) : IAsyncDisposable
{
    public static async Task<Flood> BeginAsync(string name, int port, string credential, string data)
    {
        ProcessStartInfo start = new(
            "nice",
            ["-n", "19", "dotnet", typeof(Flood).Assembly.Location, "abuse-flood", name, $"{port}", credential, data]
        )
        {
            RedirectStandardInput = true,
        };
        Flood flood = new(Process.Start(start)!);
        await Task.Delay(4000); // until it has begun, and .NET has compiled what it makes the server do
        return flood;
    }

    /// <summary>Ends it; it prints how much it sent.</summary>
    public async Task StopAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
    }

    public ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
        return ValueTask.CompletedTask;
    }
}
