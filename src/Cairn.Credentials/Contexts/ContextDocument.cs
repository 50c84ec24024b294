namespace Cairn.Credentials.Contexts;

/// <summary>A JSON-LD context document: JSON with a top-level <c>@context</c>. Immutable and thread-safe.</summary>
public sealed class ContextDocument
{
    const int MaxDepth = 32;

    ContextDocument(string url, JsonElement root, bool isPinned)
    {
        Url = url;
        Root = root;
        IsPinned = isPinned;
    }

    /// <summary>The address where the document was found; relative references in it resolve against this.</summary>
    public string Url { get; }

    internal JsonElement Root { get; }

    /// <summary>Whether it is one of the embedded contexts, whose processing results are kept.</summary>
    internal bool IsPinned { get; }

    /// <summary>Reads a context document. The text is copied; depth is bounded at 32.</summary>
    /// <exception cref="JsonLdException">The text is not JSON of text (<c>loading remote context failed</c>).</exception>
    public static ContextDocument Parse(string url, ReadOnlySpan<byte> utf8)
    {
        ArgumentNullException.ThrowIfNull(url);
        return new(url, Read(url, utf8), isPinned: false);
    }

    internal static ContextDocument Pinned(string url, ReadOnlySpan<byte> utf8) => new(url, Read(url, utf8), isPinned: true);

    static JsonElement Read(string url, ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            DocumentBounds.Check(utf8, MaxDepth);
            var root = JsonElement.ParseValue(ref reader);
            return reader.Read() ? throw new JsonLdException("loading remote context failed", url) : root;
        }
        catch (Exception e) when (e is JsonException or JsonLdException { IsOurs: true })
        {
            throw new JsonLdException("loading remote context failed", url);
        }
    }
}
