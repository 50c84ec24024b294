using Cairn.Earning;
using Cairn.Foundation.Files;

namespace Cairn.Assessing;

/// <summary>
/// A submitted file to those who judge it. It runs nothing, is cached nowhere, and its name reveals no more than the reader may know.
/// </summary>
internal static class SubmittedFiles
{
    /// <summary>Null if it is not a file, or not in the store.</summary>
    public static IResult? Send(HttpContext http, FileStore files, ReviewedSubmission work, SubmittedArtifact artifact) =>
        artifact is { FileName: not null, MediaType: { } type } && files.Open(artifact.Sha256) is { } stream
            ? EvidenceFiles.Send(http, stream, type, work.FileNameOf(artifact))
            : null;
}
