using Cairn.Assessing;
using Cairn.Earning;
using Cairn.Foundation.Files;

namespace Cairn.Workspace;

/// <summary>
/// A learner's file, for anybody who may see the work. It runs nothing, is cached nowhere, and is shown in place only if that is harmless.
/// </summary>
internal static class ArtifactFiles
{
    public static void MapArtifactFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/earning/artifacts/{id}", Send).RequirePerson();
        routes
            .MapGet("/api/v1/artifacts/{id}/content", Send)
            .RequirePerson()
            .WithTags("Artifacts")
            .AnswersWithFile("application/octet-stream")
            .WithSummary("The file as it was brought, of its own media type");
    }

    private static async Task<Results<FileStreamHttpResult, NotFound>> Send(
        Id<Artifact> id,
        Visit visit,
        HttpContext http,
        FileStore files,
        bool download = false
    )
    {
        if (
            !(await visit.FindArtifactAsync(id)).Succeeds(out var found, out _)
            || found.Artifact is not { FileSha256: { } sha256 } artifact
            || files.Open(sha256) is not { } stream
        )
            return TypedResults.NotFound();

        return EvidenceFiles.Send(http, stream, artifact.MediaType!, artifact.FileName, download, sha256);
    }
}
