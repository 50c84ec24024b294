using Cairn.Credentials.Contexts;

namespace Cairn.Credentials.JsonLd;

internal enum RdfDirection
{
    None,
    I18nDatatype,
    CompoundLiteral,
}

/// <summary>JSON-LD 1.1 API, section 9.3: the options that expansion, compaction, flattening and deserialization to RDF have.</summary>
internal sealed record JsonLdOptions(IContextSource Contexts)
{
    public string? Base { get; init; }

    /// <summary>Whether anything that would be dropped, or left relative, is a failure.</summary>
    public bool Safe { get; init; }

    public RdfDirection RdfDirection { get; init; }

    /// <summary>If given: takes the places (JSON Pointers) of node objects that have no identifier.</summary>
    public HashSet<string>? Unnamed { get; init; }

    /// <summary>If given: notes what is said by names other than those of the standards.</summary>
    public Spelling? Spelling { get; init; }

    /// <summary>
    /// Whether blank nodes keep their labels from the document; a node without one gets a label that follows from its place.
    /// </summary>
    public bool StableLabels { get; init; }

    /// <summary>Whether compaction writes an array of one value as that value.</summary>
    public bool CompactArrays { get; init; } = true;

    /// <summary>Whether compaction writes IRIs relative to the base.</summary>
    public bool CompactToRelative { get; init; } = true;

    public int MaxDepth { get; init; } = 64;

    public int MaxQuads { get; init; } = int.MaxValue;

    /// <summary>What the verification that this belongs to, if any, may still cost.</summary>
    public CanonicalWork? Work { get; init; }
}
