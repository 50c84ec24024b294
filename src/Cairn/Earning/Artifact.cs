using Cairn.Design;
using Cairn.Foundation.Storage;
using Cairn.Schools;

namespace Cairn.Earning;

/// <summary>A file, a link or a text that shows the skill (Open Badges 3.0 <c>Evidence</c>).</summary>
internal sealed class Artifact : Owned<Artifact>
{
    private Artifact() { }

    private Artifact(Enrollment enrollment, string requirement, EvidenceKind kind, string title, Id<Person> addedBy, DateTimeOffset now) : base(enrollment.DistrictId, now)
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

    /// <summary>Key of the criterion it was taken for, when a teacher picked one.</summary>
    public string? Criterion { get; set; }

    public EvidenceKind Kind { get; private set; }
    public string Title { get; set; } = "";

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
    public DateTimeOffset? RemovedAt { get; set; }

    /// <summary>The learner wants it named in the badge.</summary>
    public bool Attach { get; set; }

    public static Artifact OfFile(Enrollment enrollment, string requirement, EvidenceKind kind, string title, string sha256, string fileName, string mediaType, long size, Id<Person> addedBy, DateTimeOffset now) =>
        new(enrollment, requirement, kind, title, addedBy, now) { FileSha256 = sha256, Sha256 = sha256, FileName = fileName, MediaType = mediaType, Size = size };

    public static Artifact OfLink(Enrollment enrollment, string requirement, string title, string url, Id<Person> addedBy, DateTimeOffset now) =>
        new(enrollment, requirement, EvidenceKind.Link, title, addedBy, now) { Url = url, Sha256 = Sha256Of(url) };

    public static Artifact OfText(Enrollment enrollment, string requirement, EvidenceKind kind, string title, string text, Id<Person> addedBy, DateTimeOffset now) =>
        new(enrollment, requirement, kind, title, addedBy, now) { Text = text, Sha256 = Sha256Of(text) };

    private static string Sha256Of(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
