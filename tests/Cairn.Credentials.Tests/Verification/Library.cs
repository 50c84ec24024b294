using System.Text;
using System.Text.Json.Nodes;
using Cairn.Credentials.Verification;

namespace Cairn.Credentials.Tests.Verification;

/// <summary>A loader over documents at hand, which counts how often each was asked for; whatever else is asked for is not there.</summary>
sealed class Library : IDocumentLoader
{
    readonly Dictionary<string, byte[]> documents = [];

    readonly HashSet<string> absent = [];

    public List<string> Asked { get; } = [];

    public Library With(string url, byte[] content)
    {
        documents[url] = content;
        return this;
    }

    /// <summary>Its owner says that there is none.</summary>
    public Library Without(string url)
    {
        absent.Add(url);
        return this;
    }

    public Library With(string url, JsonNode content) => With(url, Encoding.UTF8.GetBytes(content.ToJsonString()));

    public ValueTask<LoadedDocument> LoadAsync(Uri url, CancellationToken cancellationToken)
    {
        Asked.Add(url.AbsoluteUri);
        return ValueTask.FromResult(
            documents.TryGetValue(url.AbsoluteUri, out var content) ? LoadedDocument.Found(content)
            : absent.Contains(url.AbsoluteUri) ? LoadedDocument.Absent()
            : LoadedDocument.Unavailable("404 Not Found")
        );
    }
}
