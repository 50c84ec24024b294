using Cairn.Credentials.Achievements;
using Cairn.Design.Achievements;

namespace Cairn.Design;

/// <summary>
/// One version of a micro-credential: a draft that its author edits, then, published by somebody else, frozen for ever. Searches and
/// filters use separate columns derived from the blueprint.
/// </summary>
internal sealed class MicroCredentialVersion : Owned<MicroCredentialVersion>
{
    public static readonly LocatorKind Located = new("Achievement");

    private MicroCredentialVersion() { }

    /// <summary>A draft. The blueprint must keep <see cref="BlueprintBounds"/>.</summary>
    public MicroCredentialVersion(MicroCredential microCredential, int number, Blueprint blueprint, Actor author, DateTimeOffset now)
        : base(author.DistrictId, now)
    {
        if (BlueprintBounds.Of(blueprint) is [var problem, ..])
            throw new ArgumentException($"{problem.Code} at {problem.Field}", nameof(blueprint));
        MicroCredentialId = microCredential.Id;
        OrganizationId = microCredential.OrganizationId;
        Number = number;
        AuthorId = author.PersonId;
        AuthorAccountId = author.AccountId;
        CreatedAt = now;
        Write(blueprint, now);
    }

    public Id<MicroCredential> MicroCredentialId { get; private set; }
    public Id<Organization> OrganizationId { get; private set; }

    /// <summary>1, 2, 3 … within the micro-credential.</summary>
    public int Number { get; private set; }

    public Id<Person> AuthorId { get; private set; }
    public Guid? AuthorAccountId { get; private set; }
    public Blueprint Blueprint { get; private set; } = new();
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }
    public long Revision { get; private set; }

    // Taken from the blueprint on every write, for search and filters.
    public string Title { get; private set; } = "";
    public string Summary { get; private set; } = "";

    /// <summary>The title as it is sorted: in lower case without accents.</summary>
    public string SortTitle { get; private set; } = "";

    public SkillCategory Category { get; private set; }
    public SubjectFamily Subject { get; private set; }
    public SkillLevel Level { get; private set; }
    public AssessmentTier Tier { get; private set; }
    public int EffortMinutes { get; private set; }
    public string Language { get; private set; } = "en";

    /// <summary>A bit for each <see cref="Audience"/>: <c>1 &lt;&lt; (int)audience</c>.</summary>
    public int AudienceBits { get; private set; }

    /// <summary>Title, competency, summary, tags and the codes of alignments in lower case without accents.</summary>
    public string SearchText { get; private set; } = "";

    public ReviewRequest? ReviewRequest { get; private set; }
    public Publication? Publication { get; private set; }

    public VersionState State =>
        (Publication, ReviewRequest) switch
        {
            ({ }, _) => VersionState.Published,
            (_, { IsOpen: true }) => VersionState.InReview,
            _ => VersionState.Draft,
        };

    /// <summary>Saves a draft, finished or not. Refused if it was changed elsewhere since its revision <paramref name="seen"/>.</summary>
    public Outcome<MicroCredentialVersion> Edit(Actor actor, Blueprint blueprint, long seen, DateTimeOffset now)
    {
        if (RefusesChanging(actor) is { } refusal)
            return refusal;
        if (seen != Revision)
            return Refusal.Conflict("design.stale");
        if (BlueprintBounds.Broken(blueprint) is { } broken)
            return broken;
        // A picture is chosen by uploading it: naming a hash could show any file in the district.
        if (blueprint.Badge.UploadSha256 is { } upload && upload != Blueprint.Badge.UploadSha256)
            return new Refusal("design.badge-upload", "badge.uploadSha256");

        Write(blueprint, now);
        return this;
    }

    /// <summary>Takes an uploaded picture as the badge.</summary>
    public Outcome<MicroCredentialVersion> UseBadge(Actor actor, string sha256, DateTimeOffset now)
    {
        if (RefusesChanging(actor) is { } refusal)
            return refusal;

        Write(Blueprint with { Badge = Blueprint.Badge with { UploadSha256 = sha256 } }, now);
        return this;
    }

    public Outcome<ReviewRequest> AskForReview(Actor actor, DateTimeOffset now)
    {
        if (RefusesWriting(actor) is { } refusal)
            return refusal;
        if (Publication is not null)
            return Refusal.Conflict("design.version-is-frozen");
        if (ReviewRequest is { IsOpen: true } open)
            return open;
        if (BlueprintCheck.Of(Blueprint) is { Count: > 0 } problems)
            return new Refusal("design.incomplete", null, problems.Count).With(problems);

        Revision++;
        if (ReviewRequest is { } earlier)
        {
            earlier.Reopen(now);
            return earlier;
        }
        return ReviewRequest = new ReviewRequest(this, actor, now);
    }

    /// <summary>The author takes it back to change it.</summary>
    public Outcome<MicroCredentialVersion> WithdrawFromReview(Actor actor, DateTimeOffset now)
    {
        if (!IsAuthor(actor))
            return Refusal.Forbidden("design.not-the-author");
        if (Publication is not null)
            return Refusal.Conflict("design.version-is-frozen");
        if (ReviewRequest is { IsOpen: true } open)
        {
            open.Close(now);
            Revision++;
        }
        return this;
    }

    /// <summary>
    /// Whether its author may throw it away: a draft that nobody else has read. What was once in review stays, with what was said about it.
    /// </summary>
    public Outcome<MicroCredentialVersion> Discard(Actor actor) =>
        !IsAuthor(actor) ? Refusal.Forbidden("design.not-the-author")
        : Publication is not null ? Refusal.Conflict("design.version-is-frozen")
        : ReviewRequest is not null ? Refusal.Conflict("design.was-in-review")
        : this;

    /// <summary>Published by a reviewer who is not the author; doing it twice changes nothing.</summary>
    /// <param name="actor">The reviewer.</param>
    /// <param name="checklist">What they found.</param>
    /// <param name="now">The instant.</param>
    /// <param name="read">The revision that they read, if known: nothing is published that nobody has reviewed.</param>
    public Outcome<Publication> Publish(Actor actor, DesignChecklist checklist, DateTimeOffset now, long? read = null)
    {
        if (!actor.Has(SchoolRole.Reviewer, OrganizationId))
            return Refusal.Forbidden("design.not-a-reviewer");
        if (IsAuthor(actor))
            return Refusal.Forbidden("design.own-work");
        if (Publication is { } existing)
            return existing;
        if (ReviewRequest is not { IsOpen: true } request)
            return Refusal.Conflict("design.no-review-asked");
        if (read is { } revision && revision != Revision)
            return Refusal.Conflict("design.changed-since-read");
        if (!checklist.IsComplete)
            return new Refusal("design.checklist-incomplete", "checklist");

        // The version's own row stays unchanged: after publication the database refuses changes. The request's row settles a race.
        request.Close(now);
        return Publication = new Publication(this, actor, checklist, now);
    }

    /// <summary>Back to the author with what to change.</summary>
    public Outcome<DesignFeedback> AskForChanges(Actor actor, DesignChecklist checklist, string? comment, DateTimeOffset now)
    {
        if (!actor.Has(SchoolRole.Reviewer, OrganizationId))
            return Refusal.Forbidden("design.not-a-reviewer");
        if (IsAuthor(actor))
            return Refusal.Forbidden("design.own-work");
        if (Publication is not null)
            return Refusal.Conflict("design.version-is-frozen");
        if (ReviewRequest is not { IsOpen: true } request)
            return Refusal.Conflict("design.no-review-asked");
        if (string.IsNullOrWhiteSpace(comment))
            return new Refusal("design.comment-missing", "comment");

        request.Close(now);
        Revision++;
        return new DesignFeedback(this, actor, checklist, comment.Trim(), now);
    }

    /// <summary>What its public address answers and what every credential of it embeds.</summary>
    /// <param name="origin">The installation's, before every path.</param>
    /// <param name="creator">The organization that designed it, once it has an identifier as an issuer.</param>
    public Achievement AsAchievement(string origin, Profile? creator) => AchievementDefinition.Of(this, origin, creator);

    /// <summary>Whether somebody may see it before it is published: its author, and the school's reviewers once asked.</summary>
    public bool IsOpenTo(Actor actor) =>
        IsAuthor(actor) || Publication is not null || (ReviewRequest is not null && actor.Has(SchoolRole.Reviewer, OrganizationId));

    public bool IsAuthor(Actor actor) => actor.Is(AuthorId, AuthorAccountId);

    /// <summary>
    /// Its author, while the school lets them write: the role is checked at every step, and may have been removed since the first.
    /// </summary>
    private Refusal? RefusesChanging(Actor actor) =>
        RefusesWriting(actor)
        ?? State switch
        {
            VersionState.Published => Refusal.Conflict("design.version-is-frozen"),
            VersionState.InReview => Refusal.Conflict("design.in-review"),
            _ => null,
        };

    private Refusal? RefusesWriting(Actor actor) =>
        !IsAuthor(actor) ? Refusal.Forbidden("design.not-the-author")
        : !actor.Has(SchoolRole.Author, OrganizationId) ? Refusal.Forbidden("design.not-an-author")
        : null;

    private void Write(Blueprint blueprint, DateTimeOffset now)
    {
        Blueprint = blueprint;
        Title = blueprint.Title;
        Summary = blueprint.Summary;
        SortTitle = Searching.Fold(blueprint.Title.Trim());
        Category = blueprint.Category;
        Subject = blueprint.Subject;
        Level = blueprint.Level;
        Tier = blueprint.Tier;
        EffortMinutes = blueprint.EffortMinutes;
        Language = blueprint.Language;
        AudienceBits = blueprint.Audiences.Aggregate(0, (bits, audience) => bits | 1 << (int)audience);
        SearchText = Searching.Fold(
            string.Join(
                ' ',
                [blueprint.Title, blueprint.Competency, blueprint.Summary, .. blueprint.Tags, .. blueprint.Alignments.Select(a => a.Code)]
            )
        );
        ChangedAt = now;
        Revision++;
    }
}

internal enum VersionState
{
    Draft,
    InReview,
    Published,
}
