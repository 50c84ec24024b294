using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Cairn.Benchmarks;

/// <summary>
/// How many statements EF has sent in this process. The job workers also make queries, once a second, so the lowest of several rounds
/// counts.
/// </summary>
sealed class Statements : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    static readonly Statements Instance = new();
    int reads,
        writes;

    Statements() => DiagnosticListener.AllListeners.Subscribe(this);

    public static (int Reads, int Writes) Count => (Volatile.Read(ref Instance.reads), Volatile.Read(ref Instance.writes));

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            value.Subscribe(this, name => name == RelationalEventId.CommandExecuting.Name);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        var reading =
            value.Value is CommandEventData data && data.Command.CommandText.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase);
        if (reading)
            Interlocked.Increment(ref reads);
        else
            Interlocked.Increment(ref writes);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }
}
