namespace Cairn.Credentials.JsonLd;

[Flags]
internal enum Containers : byte
{
    None = 0,
    List = 1,
    Set = 2,
    Index = 4,
    Language = 8,
    Graph = 16,
    Id = 32,
    Type = 64,
}

/// <summary>JSON-LD 1.1 API, section 4.1: a term definition. Immutable once it is in an active context.</summary>
internal sealed class TermDefinition
{
    public string? Iri { get; set; }
    public bool IsPrefix { get; set; }
    public bool IsProtected { get; set; }
    public bool IsReverse { get; set; }
    public string? BaseUrl { get; set; }
    public JsonElement? LocalContext { get; set; }
    public Containers Container { get; set; }
    public bool HasDirection { get; set; }
    public string? Direction { get; set; }
    public string? Index { get; set; }
    public bool HasLanguage { get; set; }
    public string? Language { get; set; }
    public string? Nest { get; set; }
    public string? Type { get; set; }

    /// <summary>Whether a pinned context made it, so that the result of processing its scope may be kept.</summary>
    public bool IsPinned { get; init; }

    public bool Has(Containers container) => (Container & container) != 0;

    /// <summary>Step 27.1: the same in everything other than <c>@protected</c>.</summary>
    public bool SameAs(TermDefinition other) =>
        Iri == other.Iri
        && IsPrefix == other.IsPrefix
        && IsReverse == other.IsReverse
        && Container == other.Container
        && HasDirection == other.HasDirection
        && Direction == other.Direction
        && Index == other.Index
        && HasLanguage == other.HasLanguage
        && Language == other.Language
        && Nest == other.Nest
        && Type == other.Type
        && SameContext(LocalContext, other.LocalContext);

    static bool SameContext(JsonElement? left, JsonElement? right) =>
        left is { } l && right is { } r ? JsonElement.DeepEquals(l, r) : left is null == right is null;
}
