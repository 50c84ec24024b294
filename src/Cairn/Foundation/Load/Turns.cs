namespace Cairn.Foundation.Load;

/// <summary>
/// Many ask, a few work at once. Whoever asks most waits longest: the places that come free go round the askers, one turn each, and no
/// asker has more than a part of them: a smaller one as soon as others are here too. Nobody who is alone waits for anybody. Thread-safe.
/// </summary>
/// <param name="atOnce">How many turns are taken at the same time.</param>
/// <param name="perAsker">How many of them by one asker who has been alone for a second.</param>
/// <param name="amongOthers">How many of them by one asker when somebody else has asked within the last second.</param>
/// <param name="most">How many of one asker may be here, waiting or at work; one more is sent away.</param>
/// <param name="longest">After this time a turn is over although its work goes on: what is slow waits for its sender or its reader, and
/// others need the place.</param>
internal sealed class Turns(int atOnce, int perAsker, int amongOthers, int most, TimeSpan longest, TimeProvider clock)
{
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Asker> _askers = [];

    /// <summary>The askers of whom somebody waits, in the order in which they are served.</summary>
    private readonly Queue<Asker> _line = [];
    private int _working;

    private string? _last;
    private long? _othersAt;

    /// <summary>A turn, at once or when it comes; null when this asker has too many here already. Ends when it is disposed of.</summary>
    public Task<IDisposable?> TakeAsync(string name, CancellationToken stop)
    {
        TaskCompletionSource<IDisposable?> waiting;
        Asker asker;
        lock (_lock)
        {
            if (!_askers.TryGetValue(name, out asker!))
                _askers.Add(name, asker = new Asker(name));
            if (asker.Here >= most)
                return Task.FromResult<IDisposable?>(null);
            asker.Here++;
            if (_last is not null && _last != name)
                _othersAt = _clock.GetTimestamp();
            _last = name;
            // As long as a place is free, only those wait who have their part already.
            if (_working < atOnce && asker.Working < Part)
                return Task.FromResult<IDisposable?>(Begin(asker));

            waiting = new TaskCompletionSource<IDisposable?>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (asker.Waiting.Count == 0)
                _line.Enqueue(asker);
            asker.Waiting.Enqueue(waiting);
        }
        return WaitAsync(asker, waiting, stop);
    }

    private async Task<IDisposable?> WaitAsync(Asker asker, TaskCompletionSource<IDisposable?> waiting, CancellationToken stop)
    {
        await using var gone = stop.UnsafeRegister(
            static source => ((TaskCompletionSource<IDisposable?>)source!).TrySetCanceled(),
            waiting
        );
        try
        {
            return await waiting.Task;
        }
        catch (OperationCanceledException)
        {
            Leave(asker);
            throw;
        }
    }

    private int Part => _othersAt is { } at && _clock.GetElapsedTime(at) < Recent ? amongOthers : perAsker;

    private Turn Begin(Asker asker)
    {
        asker.Working++;
        _working++;
        return new Turn(this, asker);
    }

    private void End(Asker asker)
    {
        lock (_lock)
        {
            asker.Working--;
            _working--;
            for (var passed = 0; _working < atOnce && passed < _line.Count; )
            {
                var next = _line.Dequeue();
                passed = next.Working < Part && TryBeginOne(next) ? 0 : passed + 1;
                if (next.Waiting.Count > 0)
                    _line.Enqueue(next);
            }
        }
    }

    private bool TryBeginOne(Asker asker)
    {
        while (asker.Waiting.TryDequeue(out var waiting))
        {
            if (waiting.Task.IsCompleted)
                continue; // they went
            var turn = Begin(asker);
            if (waiting.TrySetResult(turn))
                return true;

            turn.Abandon();
            asker.Working--;
            _working--;
        }
        return false;
    }

    private void Leave(Asker asker)
    {
        lock (_lock)
            if (--asker.Here == 0)
                _askers.Remove(asker.Name);
    }

    private sealed class Asker(string name)
    {
        public string Name => name;
        public int Here,
            Working;
        public Queue<TaskCompletionSource<IDisposable?>> Waiting { get; } = [];
    }

    private sealed class Turn : IDisposable
    {
        private readonly Turns _turns;
        private readonly Asker _asker;
        private readonly ITimer _timer;
        private int _ended,
            _left;

        public Turn(Turns turns, Asker asker)
        {
            (_turns, _asker) = (turns, asker);
            _timer = turns._clock.CreateTimer(static turn => ((Turn)turn!).EndOnce(), this, turns._longest, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            EndOnce();
            if (Interlocked.Exchange(ref _left, 1) == 0)
                _turns.Leave(_asker);
        }

        /// <summary>Its asker went before it began.</summary>
        public void Abandon()
        {
            _ended = _left = 1;
            _timer.Dispose();
        }

        private void EndOnce()
        {
            if (Interlocked.Exchange(ref _ended, 1) != 0)
                return;
            _timer.Dispose();
            _turns.End(_asker);
        }
    }

    private readonly TimeProvider _clock = clock;
    private readonly TimeSpan _longest = longest;
}
