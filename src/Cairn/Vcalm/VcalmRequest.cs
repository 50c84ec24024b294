using System.Text.Unicode;
using Cairn.Foundation.Load;

namespace Cairn.Vcalm;

/// <summary>
/// A request's body, read strictly: a member or option that is not known is refused, as VCALM wants it ("MUST throw an error if an endpoint
/// receives data, options, or option values that it does not understand"). Bounded in size by the route.
/// </summary>
internal sealed class VcalmRequest : IDisposable
{
    /// <summary>A credential's own depth, and the body around it.</summary>
    private const int MaxDepth = 64 + 2;

    private readonly JsonDocument _document;

    private VcalmRequest(JsonDocument document, string sha256) => (_document, Sha256) = (document, sha256);

    /// <summary>Of the bytes as received, to recognize the same request when it comes again.</summary>
    public string Sha256 { get; }

    private JsonElement Root => _document.RootElement;

    public static async Task<Outcome<VcalmRequest>> ReadAsync(HttpRequest request, IReadOnlyList<string> members, CancellationToken stop)
    {
        if (!request.HasJsonContentType())
            throw new BadHttpRequestException("JSON is expected.", StatusCodes.Status415UnsupportedMediaType);
        var bytes = await request.ReadWholeAsync(stop);
        if (Parse(bytes) is not { RootElement.ValueKind: JsonValueKind.Object } document)
            return new Refusal("vcalm.json");

        VcalmRequest read = new(document, Convert.ToHexStringLower(SHA256.HashData(bytes.Span)));
        foreach (var member in read.Root.EnumerateObject())
            if (!members.Contains(member.Name))
                return read.Refused("vcalm.member-unknown", member.Name);
        return read;
    }

    public JsonElement? Member(string name) => Root.TryGetProperty(name, out var value) ? value : null;

    /// <summary>The options; any other than the known ones is refused.</summary>
    public VcalmOptions Options(params IReadOnlyList<string> known) => new(Member("options"), known);

    public void Dispose() => _document.Dispose();

    private Refusal Refused(string code, string field)
    {
        Dispose();
        return new Refusal(code, field, field);
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> bytes)
    {
        if (!Utf8.IsValid(bytes.Span) || !EscapesAreUnicode(bytes.Span))
            return null;
        try
        {
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // An escaped half of a surrogate pair is valid JSON but not valid text; reading it later would throw.
    private static bool EscapesAreUnicode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf("\\u"u8) < 0)
            return true;
        Utf8JsonReader reader = new(bytes, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read())
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                    reader.GetString();
            return true;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
