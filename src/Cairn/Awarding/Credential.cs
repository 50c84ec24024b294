namespace Cairn.Awarding;

/// <summary>The signed document: its exact bytes, stored once and served as stored.</summary>
internal sealed class Credential : Owned<Credential>
{
    public static readonly LocatorKind Located = new("Credential");

    private Credential() { }

    public Credential(CredentialIssue issue, byte[] signed, DateTimeOffset now)
        : base(issue.DistrictId, now)
    {
        IssueId = issue.Id;
        AwardId = issue.AwardId;
        LearnerId = issue.LearnerId;
        PublicId = issue.CredentialId;
        Bytes = signed;
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(signed));
        SignedAt = now;
    }

    public Id<CredentialIssue> IssueId { get; private set; }
    public Id<Award> AwardId { get; private set; }
    public Id<Person> LearnerId { get; private set; }
    public Guid PublicId { get; private set; }
    public byte[] Bytes { get; private set; } = [];
    public string Sha256 { get; private set; } = "";
    public DateTimeOffset SignedAt { get; private set; }
}
