namespace Cairn.Foundation.Load;

/// <summary>
/// Many ask, a few work at once. Whoever asks most waits longest: free places go round the askers, one turn each, and no asker has more
/// than a share of them, a smaller one as soon as others are here too. A lone asker waits for nobody. Thread-safe.
/// </summary>
/// <param name="atOnce">How many turns run at the same time.</param>
/// <param name="perAsker">How many of these one asker may have after being alone for a second.</param>
/// <param name="amongOthers">How many of these one asker may have if somebody else has asked within the last second.</param>
/// <param name="most">How many requests of one asker may be here, waiting or at work; any more are refused.</param>
/// <param name="longest">After this time a turn ends although its work goes on: slow work is waiting for its sender or reader, and others
/// need the place.</param>
internal sealed class Turns(int atOnce, int perAsker, int amongOthers, int most, TimeSpan longest, TimeProvider clock)
{
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Asker> _askers = [];

    /// <summary>The askers with waiting requests, in the order in which they are served.</summary>
    private readonly Queue<Asker> _line = [];
    private int _working;

    private string? _last;
    private long? _othersAt;

    /// <summary>A turn, at once or when it comes; null if this asker already has too many here. Ends when disposed.</summary>
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
            // While a place is free, only those who already have their share wait.
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

        /// <summary>Its asker left before it began.</summary>
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
