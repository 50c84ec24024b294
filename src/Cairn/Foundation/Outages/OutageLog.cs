using System.Collections.Concurrent;

namespace Cairn.Foundation.Outages;

/// <summary>
/// An outage is one sentence in the log and not the stack of every request that met it: told when it begins, once a minute while it lasts.
/// </summary>
internal sealed partial class OutageLog(ILogger<OutageLog> logger)
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<Outage, long> _told = [];

    public void Tell(Outage outage)
    {
        var now = Environment.TickCount64;
        if (_told.TryGetValue(outage, out var last) && now - last < Again.TotalMilliseconds)
            return;
        _told[outage] = now;
        Log.Met(logger, outage.Sentence());
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Sentence}")]
        public static partial void Met(ILogger logger, string sentence);
    }
}
