namespace Cairn.Credentials.Canonical;

/// <summary>A statement whose parts are numbers of resources, ranges of text, and the predicate's bytes ("&lt;iri&gt;").</summary>
internal struct Statement
{
    public byte[] Predicate;
    public int Subject;

    /// <summary>The number of a resource, or -1: then the object is a range of text.</summary>
    public int Object;
    public int Start;
    public int Length;

    /// <summary>The number of a resource, or -1: the default graph.</summary>
    public int Graph;
}

/// <summary>
/// A node: its token in the text ("&lt;iri&gt;", or "_:c14n0" once that is known), and the number of its blank node or -1.
/// </summary>
internal struct Resource
{
    public int Start;
    public int Length;
    public int Blank;
}

/// <summary>The statements of one document, as the one-pass way collects them. Reused by one thread after another.</summary>
internal sealed partial class Statements : IDisposable
{
    const int InitialCapacity = 256;

    readonly ByteBuffer text = new(int.MaxValue / 2);
    Statement[] statements = new Statement[InitialCapacity];
    Resource[] resources = new Resource[InitialCapacity];

    public ByteBuffer Text => text;

    public int Count { get; private set; }

    int ResourceCount { get; set; }

    int BlankCount { get; set; }

    public void Clear()
    {
        text.Clear();
        Count = ResourceCount = BlankCount = 0;
        template = null;
    }

    /// <summary>A resource whose token was appended to the text from <paramref name="start"/> on.</summary>
    public int AddResource(int start) =>
        AddResource(
            new Resource
            {
                Start = start,
                Length = text.Length - start,
                Blank = -1,
            }
        );

    public int AddBlank() => AddResource(new Resource { Blank = BlankCount++ });

    public void Add(int subject, byte[] predicate, int resource, int graph) =>
        Add(
            new()
            {
                Subject = subject,
                Predicate = predicate,
                Object = resource,
                Graph = graph,
            }
        );

    /// <summary>A statement whose object's token was appended to the text from <paramref name="start"/> on.</summary>
    public void AddText(int subject, byte[] predicate, int start, int graph) =>
        Add(
            new()
            {
                Subject = subject,
                Predicate = predicate,
                Object = -1,
                Start = start,
                Length = text.Length - start,
                Graph = graph,
            }
        );

    public void Dispose() => text.Dispose();

    int AddResource(in Resource resource)
    {
        if (ResourceCount == resources.Length)
            Array.Resize(ref resources, ResourceCount * 2);
        resources[ResourceCount] = resource;
        return ResourceCount++;
    }

    void Add(in Statement statement)
    {
        if (Count == statements.Length)
            Array.Resize(ref statements, Count * 2);
        statements[Count++] = statement;
    }

    bool IsBlank(int resource) => resource >= 0 && resources[resource].Blank >= 0;

    ReadOnlySpan<byte> Token(int resource) => text.Written.Slice(resources[resource].Start, resources[resource].Length);

    ReadOnlySpan<byte> ObjectToken(in Statement statement) =>
        statement.Object >= 0 ? Token(statement.Object) : text.Written.Slice(statement.Start, statement.Length);
}
