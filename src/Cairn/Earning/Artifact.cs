using Cairn.Design;

namespace Cairn.Earning;

/// <summary>A file, a link or a text that shows the skill (Open Badges 3.0 <c>Evidence</c>).</summary>
internal sealed class Artifact : Owned<Artifact>
{
    private Artifact() { }

    private Artifact(Enrollment enrollment, string requirement, EvidenceKind kind, string title, Id<Person> addedBy, DateTimeOffset now)
        : base(enrollment.DistrictId, now)
    {
        EnrollmentId = enrollment.Id;
        Requirement = requirement;
        Kind = kind;
        Title = title;
        AddedById = addedBy;
        AddedAt = now;
    }

    public Id<Enrollment> EnrollmentId { get; private set; }

    /// <summary>Key of the evidence requirement that it answers.</summary>
    public string Requirement { get; private set; } = "";

    /// <summary>Key of the criterion it was taken for, if a teacher picked one.</summary>
    public string? Criterion { get; private set; }

    public EvidenceKind Kind { get; private set; }
    public string Title { get; private set; } = "";

    // Exactly one of these is set.
    public string? FileSha256 { get; private set; }
    public string? Url { get; private set; }
    public string? Text { get; private set; }

    public string? FileName { get; private set; }
    public string? MediaType { get; private set; }
    public long? Size { get; private set; }

    /// <summary>SHA-256, lowercase hex, of the file's bytes, or of the link or text in UTF-8.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>The learner, or the adult who took the photo or wrote the observation.</summary>
    public Id<Person> AddedById { get; private set; }

    public DateTimeOffset AddedAt { get; private set; }
    public DateTimeOffset? RemovedAt { get; private set; }

    /// <summary>The learner wants it named in the badge.</summary>
    public bool Attach { get; private set; }

    public const int MaxTitle = 200;
    public const int MaxLink = 2_000;

    /// <summary>Adds to a learner's work what they, or an adult who teaches them, brought.</summary>
    /// <param name="byLearner">Whether the learner brings it; somebody else writes observations.</param>
    /// <param name="byGuardian">Whether a guardian of the learner brings it; nobody attests what they saw of their own child.</param>
    public static Outcome<Artifact> Bring(
        Enrollment enrollment,
        Blueprint blueprint,
        Brought brought,
        Id<Person> addedBy,
        bool byLearner,
        bool byGuardian,
        DateTimeOffset now
    )
    {
        if (blueprint.Evidence.FirstOrDefault(e => e.Key == brought.Requirement) is not { } asked)
            return new Refusal("earning.unknown-requirement", "requirement");
        if (brought.Criterion is { } key && blueprint.Rubric.All(c => c.Key != key))
            return new Refusal("earning.unknown-criterion", "criterion");

        return brought switch
        {
            { File: { } file } => OfFile(enrollment, asked, brought, file, addedBy, now),
            { Url: { } url } => OfLink(enrollment, asked, brought, url, addedBy, now),
            _ => OfText(enrollment, asked, brought, brought.Text ?? "", addedBy, byLearner, byGuardian, now),
        };
    }

    public void Describe(string? title, bool? attach)
    {
        if (title?.Trim() is { Length: > 0 } words)
            Title = words;
        Attach = attach ?? Attach;
    }

    /// <summary>Removed from the work, but not deleted: it can be put back, and submitted attempts keep it.</summary>
    public void Remove(DateTimeOffset now) => RemovedAt ??= now;

    public void PutBack() => RemovedAt = null;

    /// <summary>The same thing for the same requirement: brought twice, it is there once.</summary>
    public bool IsSameAs(Artifact other) =>
        EnrollmentId == other.EnrollmentId
        && Requirement == other.Requirement
        && Criterion == other.Criterion
        && Kind == other.Kind
        && Sha256 == other.Sha256;

    private static Outcome<Artifact> OfFile(
        Enrollment enrollment,
        EvidenceRequirement asked,
        Brought brought,
        BroughtFile file,
        Id<Person> addedBy,
        DateTimeOffset now
    )
    {
        var fits = file.Kinds.Where(asked.Kinds.Contains).ToList();
        if (fits.Count == 0)
            return new Refusal("earning.file-not-asked", "file", file.Name, new KindList(asked.Kinds));

        return new Artifact(enrollment, asked.Key, fits[0], brought.TitleOr(Path.GetFileNameWithoutExtension(file.Name)), addedBy, now)
        {
            Criterion = brought.Criterion,
            FileSha256 = file.Sha256,
            Sha256 = file.Sha256,
            FileName = file.Name,
            MediaType = file.MediaType,
            Size = file.Size,
        };
    }

    private static Outcome<Artifact> OfLink(
        Enrollment enrollment,
        EvidenceRequirement asked,
        Brought brought,
        string url,
        Id<Person> addedBy,
        DateTimeOffset now
    )
    {
        if (!asked.Kinds.Contains(EvidenceKind.Link))
            return new Refusal("earning.link-not-asked", "url", new KindList(asked.Kinds));
        // "www.example.org/film" is what people type.
        var isWhole = url.Contains("://", StringComparison.Ordinal);
        if (
            !Uri.TryCreate(isWhole ? url : $"https://{url}", UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https")
            || uri.UserInfo.Length > 0
            || uri.Host.Length == 0
            || !isWhole && !uri.Host.Contains('.', StringComparison.Ordinal)
        )
            return new Refusal("earning.link-not-web", "url");

        return new Artifact(enrollment, asked.Key, EvidenceKind.Link, brought.TitleOr(uri.Host), addedBy, now)
        {
            Criterion = brought.Criterion,
            Url = uri.AbsoluteUri,
            Sha256 = Sha256Of(uri.AbsoluteUri),
        };
    }

    private static Outcome<Artifact> OfText(
        Enrollment enrollment,
        EvidenceRequirement asked,
        Brought brought,
        string text,
        Id<Person> addedBy,
        bool byLearner,
        bool byGuardian,
        DateTimeOffset now
    )
    {
        var observes = asked.Kinds.Contains(EvidenceKind.Observation);
        if (!observes && !asked.Kinds.Contains(EvidenceKind.Text))
            return new Refusal("earning.text-not-asked", "text", new KindList(asked.Kinds));
        if (observes && byGuardian && !byLearner)
            return Refusal.Forbidden("earning.observation-of-own-child").On("text");
        if (byLearner && !asked.Kinds.Contains(EvidenceKind.Text))
            return new Refusal("earning.observation-by-learner", "text");
        var words = text.Trim().ReplaceLineEndings("\n");
        if (words.Length == 0)
            return new Refusal("earning.text-missing", "text");

        var kind = observes && !byLearner ? EvidenceKind.Observation : EvidenceKind.Text;
        return new Artifact(enrollment, asked.Key, kind, brought.TitleOr(asked.Title), addedBy, now)
        {
            Criterion = brought.Criterion,
            Text = words,
            Sha256 = Sha256Of(words),
        };
    }

    private static string Sha256Of(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
