using System.Text.Json;
using Cairn.Foundation;
using Cairn.Foundation.Api;
using Cairn.Foundation.Files;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cairn.Earning;

/// <summary>Evidence, for programs: a multipart form with <c>file</c>, or JSON with <c>url</c> or <c>text</c>.</summary>
internal static class ArtifactApi
{
    public static void MapArtifactApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").RequirePerson().WithTags("Artifacts");
        api.MapPost("/enrollments/{id}/artifacts", Add)
            .TakesFiles()
            .DisableAntiforgery()
            .Accepts<NewArtifact>("application/json", "multipart/form-data");
        api.MapPatch("/artifacts/{id}", Describe);
        api.MapDelete("/artifacts/{id}", Remove);
        api.MapPost("/artifacts/{id}/restoration", PutBack);
    }

    private static readonly JsonSerializerOptions Words = new(JsonSerializerDefaults.Web) { Converters = { new WholeString() } };

    private static async Task<Results<Created<ArtifactView>, NotFound, ProblemHttpResult>> Add(
        Id<Enrollment> id,
        HttpContext http,
        CairnDb db,
        FileStore files,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var actor = http.Actor();
        if (await db.FindEnrollmentAsync(actor, id, stop) is not { MaySeeDrafts: true } access)
            return TypedResults.NotFound();
        if (!(await ReadAsync(http.Request, files, texts, stop)).Succeeds(out var brought, out var refusal))
            return texts.Problem(refusal);

        var blueprint = await db.BlueprintOfAsync(access.Enrollment, stop);
        if (!(await db.BringAsync(actor, access, blueprint, brought, clock.Now(), stop)).Succeeds(out var artifact, out refusal))
            return texts.Problem(refusal);
        return TypedResults.Created($"/api/v1/artifacts/{artifact.Id}", ArtifactView.Of(artifact));
    }

    private static async Task<Outcome<Brought>> ReadAsync(HttpRequest request, FileStore files, RefusalTexts texts, CancellationToken stop)
    {
        if (!request.HasFormContentType)
        {
            if (!request.HasJsonContentType())
                return new Refusal("earning.nothing-brought", "file");
            try
            {
                return await request.ReadFromJsonAsync<NewArtifact>(Words, stop) is { Requirement: { } key } json
                    ? new Brought(key, json.Criterion, json.Title, null, json.Url, json.Text)
                    : new Refusal("earning.unknown-requirement", "requirement");
            }
            catch (JsonException)
            {
                return new Refusal("earning.nothing-brought", "file");
            }
        }

        var form = await request.ReadFormAsync(stop);
        if (form.Files.GetFile("file") is not { Length: > 0 } upload)
            return new Refusal("earning.nothing-brought", "file");
        if (!(await files.KeepAsync(upload, texts, stop)).Succeeds(out var file, out var refusal))
            return refusal;
        return new Brought(
            form["requirement"].ToString(),
            form["criterion"] is [{ Length: > 0 } criterion] ? criterion : null,
            form["title"],
            file
        );
    }

    private static async Task<Results<Ok<ArtifactView>, NotFound, ProblemHttpResult>> Describe(
        Id<Artifact> id,
        JsonBody<ArtifactWords> body,
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (!body.Succeeds(out var words, out var unread))
            return texts.Problem(unread);
        if (await db.FindArtifactAsync(http.Actor(), id, stop) is not { Access: { MaySeeDrafts: true } access, Artifact: var artifact })
            return TypedResults.NotFound();
        return Answer(
            await db.DescribeAsync(http.Actor(), access, id, words.Title, words.Attach ?? artifact.Attach, clock.Now(), stop),
            texts
        );
    }

    private static async Task<Results<Ok<ArtifactView>, NotFound, ProblemHttpResult>> Remove(
        Id<Artifact> id,
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.FindArtifactAsync(http.Actor(), id, stop) is not { Access: { MaySeeDrafts: true } access })
            return TypedResults.NotFound();
        return Answer(await db.RemoveAsync(http.Actor(), access, id, clock.Now(), stop), texts);
    }

    private static async Task<Results<Ok<ArtifactView>, NotFound, ProblemHttpResult>> PutBack(
        Id<Artifact> id,
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.FindArtifactAsync(http.Actor(), id, stop) is not { Access: { MaySeeDrafts: true } access })
            return TypedResults.NotFound();
        return Answer(await db.PutBackAsync(http.Actor(), access, id, clock.Now(), stop), texts);
    }

    private static Results<Ok<ArtifactView>, NotFound, ProblemHttpResult> Answer(Outcome<Artifact> result, RefusalTexts texts) =>
        result.Succeeds(out var artifact, out var refusal) ? TypedResults.Ok(ArtifactView.Of(artifact)) : texts.Problem(refusal);
}

internal sealed record NewArtifact(string? Requirement, string? Criterion, string? Title, string? Url, string? Text);

internal sealed record ArtifactWords(string? Title = null, bool? Attach = null);
