using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Cairn.Foundation.Load;

/// <summary>
/// Threads for work that keeps a processor busy for a long time: as many as there are processors, with a lower priority than those that
/// answer everybody else. Awaiting without <c>ConfigureAwait(false)</c> continues here.
/// </summary>
internal sealed partial class GentleThreads : TaskScheduler, IDisposable
{
    /// <summary>One of the 20 steps below normal: about a tenth of a processor if others want it, all of it if they do not.</summary>
    private const int Niceness = 10;

    private readonly BlockingCollection<Task> _waiting = [];

    public GentleThreads()
    {
        for (var i = 0; i < MaximumConcurrencyLevel; i++)
            new Thread(Work)
            {
                IsBackground = true,
                Name = "Much work",
                Priority = ThreadPriority.BelowNormal,
            }.Start();
    }

    public override int MaximumConcurrencyLevel => Math.Max(2, Environment.ProcessorCount);

    public Task RunAsync(Func<Task> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();

    public void Dispose() => _waiting.CompleteAdding();

    protected override void QueueTask(Task task) => _waiting.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && Current == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => _waiting;

    private void Work()
    {
        // On Linux .NET gives all threads the same priority, whatever it is told; 0 is the calling thread, and lowering it needs no
        // permission.
        if (OperatingSystem.IsLinux())
            _ = SetPriority(0, 0, Niceness);
        foreach (var task in _waiting.GetConsumingEnumerable())
            TryExecuteTask(task);
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
