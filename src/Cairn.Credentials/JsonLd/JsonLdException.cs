namespace Cairn.Credentials.JsonLd;

/// <summary>
/// A document that cannot be expanded, deserialized to RDF or canonicalized. <see cref="Code"/> is stable: an error code of the JSON-LD 1.1 API
/// (for example <c>protected term redefinition</c>) or one of ours, which contain a dot (for example <c>jsonld.safe.undefined-term</c>).
/// </summary>
public sealed class JsonLdException : Exception
{
    /// <summary>A remote context that the context source does not know; the first argument is its URL.</summary>
    public const string ContextUnknown = "jsonld.context-unknown";

    internal JsonLdException(string code, params string?[] arguments)
        : base(arguments.Length == 0 ? code : $"{code}: {string.Join(" | ", arguments)}")
    {
        Code = code;
        Arguments = Array.ConvertAll(arguments, static argument => argument ?? "null");
    }

    /// <summary>The stable name of the failure.</summary>
    public string Code { get; }

    /// <summary>What the failure is about: the offending term, IRI or value first, then, where known, its path in the document.</summary>
    public IReadOnlyList<string> Arguments { get; }

    internal bool IsOurs => Code.Contains('.', StringComparison.Ordinal);
}
