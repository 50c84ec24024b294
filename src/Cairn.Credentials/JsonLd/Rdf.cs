namespace Cairn.Credentials.JsonLd;

internal enum RdfKind : byte
{
    None,
    Iri,
    BlankNode,
    Literal,
}

/// <summary>
/// RDF 1.1: an IRI, a blank node (without its "_:") or a literal. The default value stands for "no graph name". A literal's datatype is
/// null for xsd:string and for language-tagged strings.
/// </summary>
internal readonly record struct RdfTerm(RdfKind Kind, string Value, string? Datatype = null, string? Language = null)
{
    public static RdfTerm Iri(string value) => new(RdfKind.Iri, value);

    public static RdfTerm BlankNode(string label) => new(RdfKind.BlankNode, label);

    public static RdfTerm Literal(string value, string? datatype = null, string? language = null) =>
        new(RdfKind.Literal, value, datatype == Xsd.String ? null : datatype, language);

    public bool IsBlank => Kind == RdfKind.BlankNode;
}

/// <summary>RDF 1.1: a triple in the default graph (Graph is the default value) or in a named one.</summary>
internal readonly record struct Quad(RdfTerm Subject, RdfTerm Predicate, RdfTerm Object, RdfTerm Graph);

internal static class Xsd
{
    public const string String = "http://www.w3.org/2001/XMLSchema#string";
    public const string Boolean = "http://www.w3.org/2001/XMLSchema#boolean";
    public const string Integer = "http://www.w3.org/2001/XMLSchema#integer";
    public const string Double = "http://www.w3.org/2001/XMLSchema#double";
}

internal static class RdfVocabulary
{
    const string Namespace = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    public const string Type = Namespace + "type";
    public const string First = Namespace + "first";
    public const string Rest = Namespace + "rest";
    public const string Nil = Namespace + "nil";
    public const string Json = Namespace + "JSON";
    public const string Value = Namespace + "value";
    public const string Language = Namespace + "language";
    public const string Direction = Namespace + "direction";
    public const string I18n = "https://www.w3.org/ns/i18n#";
}
