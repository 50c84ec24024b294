using Cairn.Issuing;

namespace Cairn.Awarding;

/// <summary>
/// The request to issue, written with the award: it fixes id, dates, key, status index and every fact that the credential will state, so
/// that building and signing it is a pure function and a repeat gives the same bytes.
/// </summary>
internal sealed class CredentialIssue : Owned<CredentialIssue>
{
    private CredentialIssue() { }

    public CredentialIssue(
        Award award,
        IssuerKey key,
        FreePlace place,
        CredentialFacts facts,
        DateTimeOffset validFrom,
        DateTimeOffset? validUntil,
        DateTimeOffset now
    )
        : base(award.DistrictId, now)
    {
        AwardId = award.Id;
        LearnerId = award.LearnerId;
        CredentialId = Id.Value;
        IssuerKeyId = key.Id;
        StatusListId = place.List.Id;
        StatusIndex = place.Index;
        Facts = facts;
        ValidFrom = Instants.WholeSecond(validFrom);
        ValidUntil = validUntil is { } end ? Instants.WholeSecond(end) : null;
        RequestedAt = now;
    }

    public Id<Award> AwardId { get; private set; }
    public Id<Person> LearnerId { get; private set; }

    /// <summary>The credential's <c>id</c> is <c>urn:uuid:</c> and this; its address is <c>/credentials/{this}</c>.</summary>
    public Guid CredentialId { get; private set; }

    public Id<IssuerKey> IssuerKeyId { get; private set; }
    public Id<StatusList> StatusListId { get; private set; }
    public int StatusIndex { get; private set; }
    public CredentialFacts Facts { get; private set; } = null!;

    /// <summary>Also the proof's <c>created</c>.</summary>
    public DateTimeOffset ValidFrom { get; private set; }

    public DateTimeOffset? ValidUntil { get; private set; }
    public DateTimeOffset RequestedAt { get; private set; }
}
