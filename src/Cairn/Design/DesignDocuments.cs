namespace Cairn.Design;

/// <param name="OrganizationId">The school or district that will issue it.</param>
/// <param name="Blueprint">May be unfinished.</param>
internal sealed record NewMicroCredential(Id<Organization> OrganizationId, Blueprint Blueprint);

/// <param name="Revision">The draft's revision that this was made from.</param>
/// <param name="Blueprint">The whole blueprint.</param>
internal sealed record ChangedDraft(long Revision, Blueprint Blueprint);

/// <param name="Checklist">What the reviewer found.</param>
/// <param name="Comment">What to change; required to send it back.</param> <param name="Revision">The revision that was read; publishing is
/// a 409 if it has changed since.</param>
internal sealed record ReviewOutcome(
    DesignChecklist Checklist,
    [MaxLength(DesignFeedback.LongestComment)] string? Comment = null,
    long? Revision = null
);

/// <param name="ToDo">For a draft: what is missing before a review can be requested.</param>
internal sealed record VersionDocument(
    Id<MicroCredentialVersion> Id,
    Id<MicroCredential> MicroCredentialId,
    Id<Organization> OrganizationId,
    int Number,
    VersionState State,
    long Revision,
    Id<Person> AuthorId,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    DateTimeOffset? PublishedAt,
    Blueprint Blueprint,
    IReadOnlyList<ProblemItem> ToDo
)
{
    public static VersionDocument Of(MicroCredentialVersion version, RefusalTexts texts) =>
        new(
            version.Id,
            version.MicroCredentialId,
            version.OrganizationId,
            version.Number,
            version.State,
            version.Revision,
            version.AuthorId,
            version.CreatedAt,
            version.ChangedAt,
            version.Publication?.PublishedAt,
            version.Blueprint,
            version.State is VersionState.Draft ? texts.Items(BlueprintCheck.Of(version.Blueprint)) : []
        );
}

/// <param name="At">When it last changed, was sent for review or was published.</param>
internal sealed record VersionSummary(
    Id<MicroCredentialVersion> Id,
    Id<MicroCredential> MicroCredentialId,
    int Number,
    string Title,
    string Author,
    VersionState State,
    DateTimeOffset At,
    bool HasFeedback
);

internal sealed record PublicationDocument(
    Id<MicroCredentialVersion> VersionId,
    Id<MicroCredential> MicroCredentialId,
    Id<Person> PublishedById,
    DateTimeOffset PublishedAt,
    DesignChecklist Checklist
)
{
    public static PublicationDocument Of(Publication p) =>
        new(p.VersionId, p.MicroCredentialId, p.PublishedById, p.PublishedAt, p.Checklist);
}

internal sealed record FeedbackDocument(
    Id<DesignFeedback> Id,
    Id<Person> ReviewerId,
    DateTimeOffset GivenAt,
    DesignChecklist Checklist,
    string Comment
)
{
    public static FeedbackDocument Of(DesignFeedback f) => new(f.Id, f.ReviewerId, f.GivenAt, f.Checklist, f.Comment);
}
