namespace Cairn.Credentials.Verification;

/// <summary>The result of fetching a document: its bytes, or why there are none.</summary>
public readonly record struct LoadedDocument
{
    LoadedDocument(ReadOnlyMemory<byte> content, string? problem, bool isGone = false, bool isAbsent = false)
    {
        Content = content;
        Problem = problem;
        IsGone = isGone;
        IsAbsent = isAbsent;
    }

    /// <summary>Whether its owner says that it is gone for good (HTTP 410): for an Open Badges 2 badge that is its revocation.</summary>
    public bool IsGone { get; }

    /// <summary>
    /// Whether its owner answers that there is no such document (HTTP 404), as a federation does when asked about somebody it does not
    /// know.
    /// </summary>
    public bool IsAbsent { get; }

    /// <summary>The bytes; empty when there are none.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>
    /// Null, or why there is none, in a few English words for people: <c>404 Not Found</c>, <c>no answer within 5 seconds</c>.
    /// </summary>
    public string? Problem { get; }

    /// <summary>
    /// If the loader returns a kept document: since when it has it. Null for one fetched now. The age of a status list is counted from it.
    /// </summary>
    public DateTimeOffset? KeptSince { get; init; }

    /// <summary>A document that was found.</summary>
    public static LoadedDocument Found(ReadOnlyMemory<byte> content) => new(content, null);

    /// <summary>A document whose owner says that it is gone for good (HTTP 410).</summary>
    public static LoadedDocument Gone() => new(default, "410 Gone", isGone: true);

    /// <summary>A document whose owner says that there is none (HTTP 404).</summary>
    public static LoadedDocument Absent() => new(default, "404 Not Found", isAbsent: true);

    /// <summary>A document that could not be had.</summary>
    /// <param name="problem">Why, in a few words.</param>
    public static LoadedDocument Unavailable(string problem)
    {
        ArgumentException.ThrowIfNullOrEmpty(problem);
        return new(default, problem);
    }
}
