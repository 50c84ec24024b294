namespace Cairn.Credentials.Achievements;

/// <summary>A credential of something earned, with the evidence for it and others' support.</summary>
public abstract record EarnedCredential : VerifiableCredential
{
    private protected EarnedCredential(IReadOnlyList<string> context, IReadOnlyList<string> type)
        : base(context, type) { }

    /// <summary>0..*. The work that was done to earn it; in a learner record, evidence for the record as a whole.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<Evidence> Evidence
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>0..*. Signed support for this credential, with embedded proofs.</summary>
    [JsonPropertyOrder(5)]
    public IReadOnlyList<EndorsementCredential> Endorsement
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>0..*. Signed support for this credential, as compact JWS.</summary>
    [JsonPropertyOrder(5)]
    public IReadOnlyList<string> EndorsementJwt
    {
        get;
        init => field = value ?? [];
    } = [];
}
