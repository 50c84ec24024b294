using Cairn.Credentials.Contexts;

namespace Cairn.Credentials.JsonLd;

internal enum RdfDirection
{
    None,
    I18nDatatype,
    CompoundLiteral
}

/// <summary>JSON-LD 1.1 API, section 9.3: the options that expansion and deserialization to RDF have.</summary>
internal sealed record JsonLdOptions(IContextSource Contexts)
{
    public string? Base { get; init; }

    /// <summary>Whether anything that would be dropped, or left relative, is a failure.</summary>
    public bool Safe { get; init; }

    public RdfDirection RdfDirection { get; init; }

    public int MaxDepth { get; init; } = 64;

    public int MaxQuads { get; init; } = int.MaxValue;
}
