using Cairn.Design;
using Cairn.Earning;

namespace Cairn.Workspace;

/// <summary>One piece of evidence as a card.</summary>
public sealed class ArtifactCardModel
{
    internal ArtifactCardModel(Artifact artifact, Blueprint blueprint, bool mayChange, bool isMine)
        : this(
            new SubmittedArtifact(
                artifact.Id,
                artifact.Requirement,
                artifact.Criterion,
                artifact.Kind,
                artifact.Title,
                artifact.Sha256,
                artifact.FileName,
                artifact.MediaType,
                artifact.Size,
                artifact.Url,
                artifact.Text,
                artifact.AddedById,
                artifact.AddedAt,
                artifact.Attach
            ),
            blueprint
        )
    {
        (MayChange, IsMine) = (mayChange, isMine);
    }

    /// <summary>Frozen with a submission: nothing about it changes any more.</summary>
    internal ArtifactCardModel(SubmittedArtifact artifact, Blueprint blueprint) =>
        (Artifact, Criterion) = (artifact, blueprint.Rubric.FirstOrDefault(c => c.Key == artifact.Criterion)?.Title);

    internal SubmittedArtifact Artifact { get; }

    /// <summary>The criterion's title, if one was picked.</summary>
    internal string? Criterion { get; }

    internal bool MayChange { get; }
    internal bool IsMine { get; }
    internal string Url => EarningUrls.Of(Artifact.Id);

    internal bool IsShown(string family) =>
        Artifact.MediaType is { } type
        && type.StartsWith(family, StringComparison.Ordinal)
        && Foundation.Files.MediaTypes.IsSafeInline(type);
}
