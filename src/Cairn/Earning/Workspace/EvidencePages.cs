using Cairn.Foundation;
using Cairn.Foundation.Api;
using Cairn.Foundation.Files;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.SignIn;

namespace Cairn.Earning.Workspace;

/// <summary>Bringing evidence on the page: files, a link, a text; captions; taking out and putting back.</summary>
internal static class EvidencePages
{
    public static void MapEvidence(this IEndpointRouteBuilder routes)
    {
        var evidence = routes.MapGroup("/earning/{id}/evidence/{requirement}").RequirePerson();
        evidence.MapPost("/files", AddFiles).TakesFiles();
        evidence.MapPost("/links", AddLink);
        evidence.MapPost("/texts", AddText);
        var artifacts = routes.MapGroup("/earning/artifacts/{id}").RequirePerson();
        artifacts.MapPost("", Describe);
        artifacts.MapPost("/removal", Remove);
        artifacts.MapPost("/restoration", PutBack);
    }

    /// <summary>Every file that fits is kept; each that does not is named, with what is asked for.</summary>
    private static async Task<IResult> AddFiles(
        Id<Enrollment> id,
        string requirement,
        Form form,
        HttpContext http,
        CairnDb db,
        FileStore files,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.FindEnrollmentAsync(http.Actor(), id, stop) is not { MaySeeDrafts: true } access)
            return TypedResults.NotFound();
        var blueprint = await db.BlueprintOfAsync(access.Enrollment, stop);
        var field = $"file.{requirement}";
        var uploads = form.Files.GetFiles(field).Where(upload => upload.Length > 0).ToList();
        if (uploads.Count == 0)
            form.Errors.Add(field, "input.file-required");

        var status = StatusCodes.Status422UnprocessableEntity;
        foreach (var upload in uploads)
        {
            if (!access.MayBring)
                return TypedResults.NotFound();
            var kept = await files.KeepAsync(upload, texts, stop);
            var result = kept.Succeeds(out var file, out var no)
                ? await db.BringAsync(
                    http.Actor(),
                    access,
                    blueprint,
                    new Brought(requirement, Title: form[$"title.{requirement}"], File: file),
                    clock.Now(),
                    stop
                )
                : no;
            if (result.Refusal is not { } refusal)
                continue;
            form.Errors.Add(refusal.Field is "title" ? $"title.{requirement}" : field, refusal.Code, [.. refusal.Args]);
            status = refusal.Status;
        }
        return form.Invalid ? await Again(db, access, form, status, stop) : Done(id, requirement);
    }

    private static async Task<IResult> AddLink(
        Id<Enrollment> id,
        string requirement,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.FindEnrollmentAsync(http.Actor(), id, stop) is not { MaySeeDrafts: true } access)
            return TypedResults.NotFound();
        var field = $"url.{requirement}";
        if (form.Text(field, Artifact.MaxLink, required: true) is not { } url || form.Invalid)
            return await Again(db, access, form, StatusCodes.Status422UnprocessableEntity, stop);

        // "www.example.org/film" is what people type.
        var address = url.Contains("://", StringComparison.Ordinal) ? url : $"https://{url}";
        var blueprint = await db.BlueprintOfAsync(access.Enrollment, stop);
        var result = await db.BringAsync(http.Actor(), access, blueprint, new Brought(requirement, Url: address), clock.Now(), stop);
        return result.Refusal is { } refusal ? await Refused(db, access, form, field, refusal, stop) : Done(id, requirement);
    }

    /// <summary>The learner's draft, which autosave had kept, or an adult's observation.</summary>
    private static async Task<IResult> AddText(
        Id<Enrollment> id,
        string requirement,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.FindEnrollmentAsync(http.Actor(), id, stop) is not { MaySeeDrafts: true } access)
            return TypedResults.NotFound();
        var draft = Answering.DraftPrefix + requirement;
        var field = form[$"answer.{draft}"] is null ? $"text.{requirement}" : $"answer.{draft}";
        if (form.Text(field, Answer.MaxLength, required: true) is not { } text || form.Invalid)
            return await Again(db, access, form, StatusCodes.Status422UnprocessableEntity, stop);

        var blueprint = await db.BlueprintOfAsync(access.Enrollment, stop);
        var result = await db.BringAsync(http.Actor(), access, blueprint, new Brought(requirement, Text: text), clock.Now(), stop);
        if (result.Refusal is { } refusal)
            return await Refused(db, access, form, field, refusal, stop);
        if (field.StartsWith("answer.", StringComparison.Ordinal))
            await db.EmptyDraftAsync(http.Actor(), access, blueprint, draft, clock.Now(), stop);
        return Done(id, requirement);
    }

    private static async Task<IResult> Describe(
        Id<Artifact> id,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.FindArtifactAsync(http.Actor(), id, stop) is not { Access: { MaySeeDrafts: true } access, Artifact: var artifact })
            return TypedResults.NotFound();
        var result = await db.DescribeAsync(http.Actor(), access, id, form[$"title.{id}"], form.Ticked($"attach.{id}"), clock.Now(), stop);
        return result.Refusal is { } refusal
            ? await Refused(db, access, form, $"title.{id}", refusal, stop)
            : Done(artifact.EnrollmentId, artifact.Requirement, "Evidence.Kept");
    }

    private static async Task<IResult> Remove(
        Id<Artifact> id,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.FindArtifactAsync(http.Actor(), id, stop) is not { Access: { MaySeeDrafts: true } access, Artifact: var artifact })
            return TypedResults.NotFound();
        var result = await db.RemoveAsync(http.Actor(), access, id, clock.Now(), stop);
        return result.Refusal is { } refusal
            ? await Refused(db, access, form, "", refusal, stop)
            : Done(artifact.EnrollmentId, artifact.Requirement, "Evidence.WasRemoved");
    }

    private static async Task<IResult> PutBack(
        Id<Artifact> id,
        Form form,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (await db.FindArtifactAsync(http.Actor(), id, stop) is not { Access: { MaySeeDrafts: true } access, Artifact: var artifact })
            return TypedResults.NotFound();
        var result = await db.PutBackAsync(http.Actor(), access, id, clock.Now(), stop);
        return result.Refusal is { } refusal
            ? await Refused(db, access, form, "", refusal, stop)
            : Done(artifact.EnrollmentId, artifact.Requirement);
    }

    private static SeeOther Done(Id<Enrollment> id, string requirement, string saying = "Evidence.Added") =>
        SeeOther.To($"{EarningUrls.OfPart(id, Part.Evidence)}#{Uri.EscapeDataString(requirement)}").Saying<Texts>(saying);

    private static Task<IResult> Refused(
        CairnDb db,
        EnrollmentAccess access,
        Form form,
        string field,
        Refusal refusal,
        CancellationToken stop
    ) => WorkspacePages.RefusedAsync(db, access, Part.Evidence, form, refusal with { Field = field }, stop);

    private static Task<IResult> Again(CairnDb db, EnrollmentAccess access, Form form, int status, CancellationToken stop) =>
        WorkspacePages.PageAsync(db, access, Part.Evidence, form, status, stop);
}
