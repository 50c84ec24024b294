using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Cairn.Credentials.Contexts;

namespace Cairn.Credentials.Tests.Contexts;

/// <summary>The contexts as their publishers wrote them, from the standards data.</summary>
internal sealed class PublishedContexts : IContextSource
{
    readonly Dictionary<string, ContextDocument> documents = new(StringComparer.Ordinal);

    PublishedContexts()
    {
        foreach (var entry in JsonElement.Parse(Standards.Bytes("contexts/index.json")).EnumerateObject())
            documents[entry.Name] = ContextDocument.Parse(entry.Name, Standards.Bytes("contexts/" + entry.Value.GetString()));
    }

    public static PublishedContexts Instance => Lazy.Value;

    public IEnumerable<string> Urls => documents.Keys;

    public bool TryGet(string url, [NotNullWhen(true)] out ContextDocument? context) => documents.TryGetValue(url, out context);

    static readonly Lazy<PublishedContexts> Lazy = new(static () => new());
}
