namespace Cairn.Design;

/// <summary>The author's request for somebody else to look at a version.</summary>
internal sealed class ReviewRequest : Owned<ReviewRequest>
{
    private ReviewRequest() { }

    public ReviewRequest(MicroCredentialVersion version, Actor author, DateTimeOffset now)
        : base(version.DistrictId, now) => (VersionId, RequestedById, RequestedAt) = (version.Id, author.PersonId, now);

    public Id<MicroCredentialVersion> VersionId { get; private set; }
    public Id<Person> RequestedById { get; private set; }
    public DateTimeOffset RequestedAt { get; private set; }

    /// <summary>When it was answered or taken back.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    public bool IsOpen => ClosedAt is null;

    public void Close(DateTimeOffset now) => ClosedAt ??= now;

    /// <summary>Asked again after feedback: the same row, open again (the audit log keeps every round).</summary>
    public void Reopen(DateTimeOffset now) => (RequestedAt, ClosedAt) = (now, null);
}

/// <summary>The reviewer's statement that the version is ready; from here on the database refuses to change it.</summary>
internal sealed class Publication : Owned<Publication>
{
    private Publication() { }

    public Publication(MicroCredentialVersion version, Actor reviewer, DesignChecklist checklist, DateTimeOffset now)
        : base(version.DistrictId, now) =>
        (VersionId, MicroCredentialId, PublishedById, Checklist, PublishedAt) = (
            version.Id,
            version.MicroCredentialId,
            reviewer.PersonId,
            checklist,
            now
        );

    public Id<MicroCredentialVersion> VersionId { get; private set; }
    public Id<MicroCredential> MicroCredentialId { get; private set; }
    public Id<Person> PublishedById { get; private set; }
    public DesignChecklist Checklist { get; private set; } = new();
    public DateTimeOffset PublishedAt { get; private set; }
}

/// <summary>What the reviewer asks the author to change.</summary>
internal sealed class DesignFeedback : Owned<DesignFeedback>
{
    public const int LongestComment = 4000;

    private DesignFeedback() { }

    public DesignFeedback(MicroCredentialVersion version, Actor reviewer, DesignChecklist checklist, string comment, DateTimeOffset now)
        : base(version.DistrictId, now) =>
        (VersionId, ReviewerId, Checklist, Comment, GivenAt) = (version.Id, reviewer.PersonId, checklist, comment, now);

    public Id<MicroCredentialVersion> VersionId { get; private set; }
    public Id<Person> ReviewerId { get; private set; }
    public DesignChecklist Checklist { get; private set; } = new();
    public string Comment { get; private set; } = "";
    public DateTimeOffset GivenAt { get; private set; }
}

/// <summary>The quality checklist of a review: each line is true if the reviewer found it so.</summary>
internal sealed record DesignChecklist(
    bool OneCompetency = false,
    bool MethodIsClear = false,
    bool EvidenceShowsTheSkill = false,
    bool LevelsCanBeToldApart = false,
    bool FairToEveryLearner = false,
    bool SafeForTheAudience = false
)
{
    public bool IsComplete =>
        OneCompetency && MethodIsClear && EvidenceShowsTheSkill && LevelsCanBeToldApart && FairToEveryLearner && SafeForTheAudience;
}
