namespace Cairn.Credentials.JsonLd;

internal enum TermUse : byte
{
    /// <summary>Anything that the one-pass way leaves to the general one.</summary>
    Other,
    Id,
    Type,
    Property,
}

internal enum ValueForm : byte
{
    /// <summary>A string is a literal; the term supplies its ending (quote, datatype).</summary>
    Literal,
    Id,
    Vocab,
}

/// <summary>
/// A term of a <see cref="CompiledContext"/>: what it stands for, as N-Quads bytes. Immutable except for what it caches.
/// </summary>
internal sealed class CompiledTerm
{
    const Containers Plain = Containers.Set | Containers.List | Containers.Graph;

    readonly CompiledContext context;
    CompiledContext? typeScope;
    CompiledContext? nodeScope;
    CompiledTerm? scalarTerm;

    public CompiledTerm(CompiledContext context, string name, TermDefinition definition, int index)
    {
        this.context = context;
        Definition = definition;
        Index = index;
        Name = Encoding.UTF8.GetBytes(name);
        Use = UseOf(definition);
        IsPrefix = definition.IsPrefix;
        HasScope = definition.LocalContext is not null;
        Form = definition.Type switch
        {
            "@id" => ValueForm.Id,
            "@vocab" => ValueForm.Vocab,
            _ => ValueForm.Literal,
        };
        Datatype = Form == ValueForm.Literal && definition.Type is not (null or "@none") ? definition.Type : null;
        StringEnd = Encoding.UTF8.GetBytes(Datatype is null or Xsd.String ? "\"" : $"\"^^<{Datatype}>");
        if (definition.Iri is not { } iri)
            return;

        Iri = Encoding.UTF8.GetBytes(iri);
        Token = Encoding.UTF8.GetBytes($"<{iri}>");
        IsResource = JsonLd.Iri.IsWellFormed(iri);
    }

    public TermDefinition Definition { get; }

    /// <summary>Its number within the context.</summary>
    public int Index { get; }

    public byte[] Name { get; }

    public TermUse Use { get; }

    public bool IsPrefix { get; }

    public bool HasScope { get; }

    public ValueForm Form { get; }

    public string? Datatype { get; }

    public bool IsList => Definition.Has(Containers.List);

    public bool IsGraph => Definition.Has(Containers.Graph);

    public byte[] StringEnd { get; }

    public byte[] Iri { get; } = [];

    /// <summary>The IRI in angle brackets, whose validity <see cref="IsResource"/> tells.</summary>
    public byte[] Token { get; } = [];

    /// <summary>Whether it may stand for a type, or for a value of a @vocab term.</summary>
    public bool IsResource { get; }

    /// <summary>The context of a node that has this term as its type, processed on top of this term's own context.</summary>
    public CompiledContext? TypeScope => typeScope ??= context.TypeScopeOf(this);

    /// <summary>The context of a map that is a value of this term: the previous context, then this term's scope.</summary>
    public CompiledContext? NodeScope => nodeScope ??= context.NodeScopeOf(this);

    /// <summary>
    /// The term that reads a string or number value of this one: this one, or what its scope makes of it.
    /// </summary>
    public CompiledTerm? ScalarTerm => scalarTerm ??= HasScope ? context.PropertyScopeOf(this)?.Find(Name) : this;

    public CompiledContext Context => context;

    static TermUse UseOf(TermDefinition definition) =>
        definition switch
        {
            { Iri: "@id" } => TermUse.Id,
            { Iri: "@type" } => TermUse.Type,
            { IsReverse: true } or { HasLanguage: true } or { HasDirection: true } or { Type: "@json" } => TermUse.Other,
            { Container: var container } when (container & ~Plain) != 0 || container is (Containers.List | Containers.Graph) =>
                TermUse.Other,
            { Type: { } type } when type is not ("@id" or "@vocab" or "@none") && !JsonLd.Iri.IsWellFormed(type) => TermUse.Other,
            { Iri: { } iri } when JsonLd.Iri.IsWellFormed(iri) => TermUse.Property,
            _ => TermUse.Other,
        };
}
