using System.Diagnostics;

namespace Cairn.Foundation.Jobs;

/// <summary>
/// A place between two steps at which the process can be told to die as from a power cut, so that a test can prove that nothing is lost or
/// doubled there. <c>CAIRN_FAULT_POINT</c> names the place; unset, as in every real installation, this does nothing.
/// </summary>
internal static class FaultPoint
{
    private static readonly string? Fatal = Environment.GetEnvironmentVariable("CAIRN_FAULT_POINT");

    public static void Pass(string name)
    {
        if (Fatal is null || Fatal != name) return;
        // SIGKILL: no finally, no flush, no graceful stop.
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
