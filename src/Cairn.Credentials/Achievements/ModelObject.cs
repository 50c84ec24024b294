namespace Cairn.Credentials.Achievements;

/// <summary>What every object of the data model has.</summary>
public abstract record ModelObject
{
    private protected ModelObject() { }

    /// <summary>Members beyond the model, kept as they were read; some classes of the model allow none.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extensions { get; set; }
}

/// <summary>An object that may be of several types, its own among them. It is written after its identifier and before the rest.</summary>
public abstract record TypedObject : ModelObject
{
    private protected TypedObject(string type) => Type = [type];

    /// <summary>1..*. Contains the name of the object's own class.</summary>
    [JsonPropertyOrder(-1)]
    public IReadOnlyList<string> Type
    {
        get;
        init => field = value ?? [];
    }
}

/// <summary>An object of a rubric or of a result, which may align to standards.</summary>
public abstract record AlignedObject : TypedObject
{
    private protected AlignedObject(string type)
        : base(type) { }

    /// <summary>0..*. Standards and levels of other frameworks that it aligns to.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<Alignment> Alignment
    {
        get;
        init => field = value ?? [];
    } = [];
}

/// <summary>An object that others may support in public.</summary>
public abstract record EndorsedObject : TypedObject
{
    private protected EndorsedObject(string type)
        : base(type) { }

    /// <summary>0..*. Signed support, with embedded proofs.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<EndorsementCredential> Endorsement
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>0..*. Signed support, as compact JWS.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<string> EndorsementJwt
    {
        get;
        init => field = value ?? [];
    } = [];
}
