namespace Cairn.Credentials;

/// <summary>
/// What a document may cost. Exceeding a limit is a <see cref="JsonLdException"/> with its own code.
/// </summary>
public sealed record CanonicalLimits
{
    /// <summary>The default limits.</summary>
    public static CanonicalLimits Default { get; } = new();

    /// <summary>How deep maps and arrays may nest, at most 256. 64; code <c>json.depth</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not between 1 and 256: the stack limits it.</exception>
    public int MaxDepth
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 256);
            field = value;
        }
    } = 64;

    /// <summary>How many RDF statements may result. 100,000; code <c>rdfc.quad-limit</c>.</summary>
    public int MaxQuads { get; init; } = 100_000;

    /// <summary>How many bytes of N-Quads may result. 32 MiB; code <c>rdfc.quad-limit</c>.</summary>
    public int MaxBytes { get; init; } = 32 << 20;

    /// <summary>
    /// How much work telling blank nodes apart may be, in related blank nodes hashed and steps of permutations tried (RDFC-1.0, section
    /// 7.1: poison graphs). 200,000, well under a second; code <c>rdfc.work-limit</c>.
    /// </summary>
    public int MaxWork { get; init; } = 200_000;

    /// <summary>What the verification that this belongs to, if any, may still cost.</summary>
    internal CanonicalWork? Work { get; init; }
}
