using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Cairn.Tests;

/// <summary>Counts the commands that this flow of a test sends to the database; other tests at the same time are not counted.</summary>
internal sealed class QueryCount : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private static readonly AsyncLocal<QueryCount?> Current = new();
    private readonly List<IDisposable> _subscriptions = [];
    private readonly ConcurrentQueue<string> _statements = new();
    private readonly ConcurrentQueue<object?> _values = new();

    public QueryCount()
    {
        Current.Value = this;
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public int Commands => _statements.Count;

    public IReadOnlyCollection<string> Statements => _statements;

    /// <summary>Of their parameters.</summary>
    public IReadOnlyCollection<object?> Values => _values;

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            _subscriptions.Add(value.Subscribe(this, name => name == RelationalEventId.CommandExecuting.Name));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (!ReferenceEquals(Current.Value, this))
            return;
        var command = ((CommandEventData)value.Value!).Command;
        _statements.Enqueue(command.CommandText);
        foreach (DbParameter parameter in command.Parameters)
            _values.Enqueue(parameter.Value);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose()
    {
        Current.Value = null;
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
    }
}
