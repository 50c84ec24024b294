using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Workspace.Capture;

/// <param name="Children">Their enrollments, as the purposes list them.</param>
/// <param name="Criterion">Key of the criterion in which it shows.</param> <param name="Files">Pictures and recordings.</param>
internal sealed record CapturingAsked(
    IReadOnlyList<Id<Enrollment>> Children,
    string? Criterion = null,
    [MaxLength(Artifact.MaxTitle)] string? Caption = null,
    [MaxLength(Answer.MaxLength)] string? Text = null,
    IReadOnlyList<IFormFile>? Files = null
);

/// <summary>Each piece for each child.</summary>
internal sealed record CapturedEvidence(IReadOnlyList<ArtifactView> Items, string? Next = null)
{
    [JsonIgnore]
    public string Again { get; init; } = "";

    [JsonIgnore]
    public IReadOnlyList<string> Children { get; init; } = [];
}

internal sealed record PurposeLine(
    Id<MicroCredentialVersion> VersionId,
    string Title,
    IReadOnlyList<EvidenceRequirement> Evidence,
    IReadOnlyList<CapturedChild> Children
)
{
    public static PurposeLine Of(CapturePurpose purpose) =>
        new(purpose.VersionId, purpose.Blueprint.Title, purpose.Blueprint.Evidence, purpose.Children);
}

/// <summary>What evidence could be captured for.</summary>
public sealed class CaptureChoiceModel
{
    internal CaptureChoiceModel(IReadOnlyList<CapturePurpose> purposes) => Purposes = purposes;

    internal IReadOnlyList<CapturePurpose> Purposes { get; }
}

/// <summary>One requirement, and the children it can be captured for.</summary>
public sealed class CaptureModel
{
    internal CaptureModel(CapturePurpose purpose, EvidenceRequirement asked, Form form) =>
        (Purpose, Asked, Form) = (purpose, asked, form.Start<CapturingAsked>());

    internal CapturePurpose Purpose { get; }
    internal EvidenceRequirement Asked { get; }
    internal Form Form { get; }
    internal string Url => Purpose.UrlOf(Asked);

    internal bool Takes(EvidenceKind kind) => Asked.Kinds.Contains(kind);

    internal bool TakesText => Takes(EvidenceKind.Observation) || Takes(EvidenceKind.Text);

    /// <summary>The criteria in which this evidence shows; all of them if none says so.</summary>
    internal IReadOnlyList<Choice> Criteria =>
        Purpose.Blueprint.Rubric.Where(c => c.Evidence.Contains(Asked.Key)).Select(c => new Choice(c.Key, c.Title)).ToList()
            is { Count: > 0 } shown
            ? shown
            : [.. Purpose.Blueprint.Rubric.Select(c => new Choice(c.Key, c.Title))];

    internal static string FirstFieldOf(EvidenceRequirement asked) =>
        asked.Kinds.Contains(EvidenceKind.Photo) ? "photo"
        : asked.Kinds.Contains(EvidenceKind.Sound) ? "sound"
        : asked.Kinds.Contains(EvidenceKind.Video) ? "video"
        : asked.Kinds.Contains(EvidenceKind.Document) ? "file"
        : "text";
}
