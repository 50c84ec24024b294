using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Cairn.Foundation.Load;

/// <summary>
/// Threads for what keeps a processor busy for long: as many as there are processors, and of a lower priority than those that answer
/// everybody else. What is awaited without <c>ConfigureAwait(false)</c> goes on here.
/// </summary>
internal sealed partial class GentleThreads : TaskScheduler, IDisposable
{
    /// <summary>Of the 20 steps below the usual: about a tenth of a processor when others want it, all of it when they do not.</summary>
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
        // On Linux .NET gives all threads the same priority, whatever it is told; 0 is the calling thread, and to become less needs no
        // right.
        if (OperatingSystem.IsLinux())
            _ = SetPriority(0, 0, Niceness);
        foreach (var task in _waiting.GetConsumingEnumerable())
            TryExecuteTask(task);
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
