using Cairn.Credentials.Verification;

namespace Cairn.Verifying;

/// <summary>What was fetched in the last minutes: at most 200 documents, five minutes each.</summary>
internal sealed class FetchedDocuments(TimeProvider clock)
{
    private const int Most = 200;
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string, string), (LoadedDocument Document, DateTimeOffset At)> _documents = [];

    public LoadedDocument? Find(Uri url, string accept)
    {
        lock (_lock)
            return _documents.TryGetValue((url.AbsoluteUri, accept), out var kept) && clock.Now() - kept.At < Age ? kept.Document : null;
    }

    public void Keep(Uri url, string accept, LoadedDocument document)
    {
        lock (_lock)
        {
            if (_documents.Count >= Most)
                _documents.Remove(_documents.MinBy(entry => entry.Value.At).Key);
            _documents[(url.AbsoluteUri, accept)] = (document, clock.Now());
        }
    }
}
