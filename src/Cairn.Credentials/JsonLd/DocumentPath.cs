namespace Cairn.Credentials.JsonLd;

/// <summary>Where in a document an algorithm is, as a JSON Pointer (RFC 6901), for the failures that name it.</summary>
internal sealed class DocumentPath
{
    readonly List<(string? Key, int Index)> segments = [];

    public void Push(string key) => segments.Add((key, 0));

    public void Push(int index) => segments.Add((null, index));

    public void Pop() => segments.RemoveAt(segments.Count - 1);

    public JsonLdException Error(string code, string? what) => new(code, what, ToString());

    public override string ToString() => string.Concat(segments.Select(static segment => "/" + Segment(segment.Key, segment.Index)));

    static string Segment(string? key, int index) =>
        key?.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)
        ?? index.ToString(CultureInfo.InvariantCulture);
}
