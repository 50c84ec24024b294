namespace Cairn.Credentials;

/// <summary>
/// The failures of safe mode and of the work limits. The codes of the JSON-LD 1.1 API are in the steps that raise them.
/// </summary>
internal static class JsonLdErrors
{
    public const string InvalidString = "json.invalid-string";
    public const string DuplicateKey = "json.duplicate-key";
    public const string Depth = "json.depth";
    public const string UndefinedTerm = "jsonld.safe.undefined-term";
    public const string RelativeIri = "jsonld.safe.relative-iri";
    public const string InvalidIri = "jsonld.safe.invalid-iri";
    public const string ReservedTerm = "jsonld.safe.reserved-term";
    public const string DroppedValue = "jsonld.safe.dropped-value";
    public const string Empty = "jsonld.safe.empty";
    public const string InvalidLanguage = "jsonld.safe.invalid-language";
    public const string Direction = "jsonld.safe.direction";
    public const string BlankNodePredicate = "jsonld.safe.blank-node-predicate";
    public const string NumberRange = "jsonld.safe.number-range";
    public const string Changed = "jsonld.safe.changed";
    public const string ContextWorkLimit = "jsonld.work-limit";
    public const string QuadLimit = "rdfc.quad-limit";
    public const string WorkLimit = "rdfc.work-limit";

    /// <summary>Nothing is wrong with the document: the verification that it belongs to may cost no more.</summary>
    public const string UsedUp = "verification.work-limit";
}
