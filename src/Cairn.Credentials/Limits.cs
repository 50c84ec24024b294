namespace Cairn.Credentials;

/// <summary>
/// How much work is done for one credential, which comes from a stranger: sizes are checked before anything is parsed, numbers before
/// anything is checked, the work of canonicalization while it is done. Whatever exceeds a limit fails with its own code or is not fetched.
/// </summary>
public sealed record Limits
{
    /// <summary>The longest credential or presentation, in bytes: 4 MiB, for embedded pictures.</summary>
    public int Bytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// The longest picture with a credential in it, in bytes: 32 MiB. Compressed content is limited by <see cref="Bytes"/> after
    /// inflating.
    /// </summary>
    public int PictureBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>The deepest nesting of JSON: 64.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>
    /// The most values in one JSON document, counted before it is parsed: 200,000. A record of 256 rich badges (each with 20 pieces of
    /// evidence, 10 alignments and 10 results) has less than half of them. Code <c>parse.too-many</c>.
    /// </summary>
    public int Values { get; init; } = StrictJson.MostValues;

    /// <summary>The most proofs on one document: 8.</summary>
    public int Proofs { get; init; } = 8;

    /// <summary>The most credentials in one presentation: 16.</summary>
    public int Credentials { get; init; } = 16;

    /// <summary>The most credentials in one learner record: 256.</summary>
    public int RecordCredentials { get; init; } = 256;

    /// <summary>The most endorsements in one credential: 16.</summary>
    public int Endorsements { get; init; } = 16;

    /// <summary>The most status entries of one credential: 8.</summary>
    public int Statuses { get; init; } = 8;

    /// <summary>The most documents that are fetched for one credential: 16.</summary>
    public int Documents { get; init; } = 16;

    /// <summary>The longest fetched document that is used, in bytes: 8 MiB.</summary>
    public int DocumentBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>
    /// How deep credentials may be nested, as in a record of records, or an endorsement of an endorsement's issuer: 4. Anything deeper
    /// fails (<c>record.too-deep</c>, <c>endorsement.too-deep</c>).
    /// </summary>
    public int Nesting { get; init; } = 4;

    /// <summary>
    /// The work of one whole verification, of a credential or a presentation with everything in it or fetched for it:
    /// 2,000,000 steps of about a microsecond each, counted by what is read, canonicalized and verified, never by the clock, so that a
    /// report can be repeated. A record of 256 rich badges needs less than half of it. Code <c>proof.too-much-work</c>.
    /// </summary>
    public long Work { get; init; } = 2_000_000;

    /// <summary>What canonicalizing one document may cost: statements, their bytes, and the work of telling blank nodes apart.</summary>
    public CanonicalLimits Canonical { get; init; } = CanonicalLimits.Default;
}
