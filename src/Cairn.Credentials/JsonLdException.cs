namespace Cairn.Credentials;

/// <summary>
/// A document that cannot be expanded, deserialized to RDF or canonicalized. <see cref="Code"/> is stable: an error code of the JSON-LD 1.1
/// API (for example <c>protected term redefinition</c>) or one of ours, which contain a dot (for example
/// <c>jsonld.safe.undefined-term</c>).
/// </summary>
public sealed class JsonLdException : Exception
{
    /// <summary>A remote context that the context source does not know; the first argument is its URL.</summary>
    public const string ContextUnknown = "jsonld.context-unknown";

    const int MaxArgument = 300;

    internal JsonLdException(string code, params string?[] arguments)
    {
        Code = code;
        Arguments = Array.ConvertAll(arguments, argument => code == ContextUnknown ? argument! : Shortened(argument));
    }

    /// <summary>The stable name of the failure.</summary>
    public string Code { get; }

    /// <summary>
    /// What the failure is about: the offending term, IRI or value first (at most 300 characters of it,
    /// but all of an unknown context's URL), then, where known, its path in the document.
    /// </summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <inheritdoc/>
    public override string Message => Arguments.Count == 0 ? Code : $"{Code}: {string.Join(" | ", Arguments)}";

    // Values of untrusted documents are as long as they like.
    static string Shortened(string? argument) =>
        argument is null ? "null"
        : argument.Length <= MaxArgument ? argument
        : string.Concat(argument.AsSpan(0, MaxArgument), "…");

    internal bool IsOurs => Code.Contains('.', StringComparison.Ordinal);
}
