using Cairn.Design;
using Cairn.Foundation.Html.Forms;

namespace Cairn.Earning.Capture;

/// <summary>What could be captured for.</summary>
public sealed class CaptureChoiceModel
{
    internal CaptureChoiceModel(IReadOnlyList<CapturePurpose> purposes) => Purposes = purposes;

    internal IReadOnlyList<CapturePurpose> Purposes { get; }
}

/// <summary>One requirement, and the children it can be captured for.</summary>
public sealed class CaptureModel
{
    internal CaptureModel(CapturePurpose purpose, EvidenceRequirement asked, Form form) => (Purpose, Asked, Form) = (purpose, asked, form);

    internal CapturePurpose Purpose { get; }
    internal EvidenceRequirement Asked { get; }
    internal Form Form { get; }
    internal string Url => Purpose.UrlOf(Asked);

    internal bool Takes(EvidenceKind kind) => Asked.Kinds.Contains(kind);

    internal bool TakesText => Takes(EvidenceKind.Observation) || Takes(EvidenceKind.Text);

    /// <summary>The criteria in which this evidence shows; all of them when none says so.</summary>
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
