using Cairn.Design;

namespace Cairn.Earning;

/// <summary>Evidence: a file, sent in a form, or a link, or a text.</summary>
/// <param name="Requirement">Key of the evidence requirement.</param>
/// <param name="Criterion">Key of the criterion in which it shows.</param>
/// <param name="Title">A caption; left out: one is made from the name.</param>
/// <param name="Draft">The version of the saved draft that the text came from; the draft is empty afterwards.</param>
internal sealed record BringingAsked(
    string Requirement,
    string? Criterion = null,
    [MaxLength(Artifact.MaxTitle)] string? Title = null,
    [MaxLength(Artifact.MaxLink)] string? Url = null,
    [MaxLength(Answer.MaxLength)] string? Text = null,
    long? Draft = null,
    IFormFile? File = null
);

internal sealed record FilesAsked(string Requirement, IReadOnlyList<IFormFile> File, [MaxLength(Artifact.MaxTitle)] string? Title = null);

/// <param name="Refusals">For those that do not fit; the others are kept.</param>
internal sealed record ManyBrought(Id<Enrollment> EnrollmentId, string Requirement, IReadOnlyList<Refusal> Refusals);

/// <param name="Title">Left out: as it was.</param>
/// <param name="Attach">Whether the badge names it; left out: as it was.</param>
internal sealed record DescribingAsked([MaxLength(Artifact.MaxTitle)] string? Title = null, bool? Attach = null);

internal sealed record ArtifactView(
    Id<Artifact> Id,
    string Requirement,
    string? Criterion,
    EvidenceKind Kind,
    string Title,
    string Sha256,
    string? FileName,
    string? MediaType,
    long? Size,
    string? Url,
    string? Text,
    Id<Person> AddedBy,
    DateTimeOffset AddedAt,
    bool Attach,
    DateTimeOffset? RemovedAt
)
{
    [JsonIgnore]
    public Id<Enrollment> EnrollmentId { get; init; }

    public static ArtifactView Of(Artifact a) =>
        new(
            a.Id,
            a.Requirement,
            a.Criterion,
            a.Kind,
            a.Title,
            a.Sha256,
            a.FileName,
            a.MediaType,
            a.Size,
            a.Url,
            a.Text,
            a.AddedById,
            a.AddedAt,
            a.Attach,
            a.RemovedAt
        )
        {
            EnrollmentId = a.EnrollmentId,
        };
}
