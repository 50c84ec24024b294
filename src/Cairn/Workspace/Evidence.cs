using Cairn.Assessing;
using Cairn.Earning;
using Cairn.Foundation.Files;

namespace Cairn.Workspace;

/// <summary>Bringing evidence (files, a link, a text), captions, removing and putting back.</summary>
internal static class Evidence
{
    public static void MapEvidence(this IEndpointRouteBuilder routes)
    {
        var page = Parts.Page(Part.Evidence);
        var evidence = routes.MapGroup("/earning/{id}/evidence/{requirement}").RequirePerson();
        evidence.MapPost("/links", Bring).AsPage<ArtifactView>(page, Said(Texts.EvidenceAdded));
        evidence.MapPost("/texts", Bring).AsPage<ArtifactView>(page, Said(Texts.EvidenceAdded));
        evidence
            .MapPost("/files", BringFiles)
            .TakesFiles()
            .AsPage<ManyBrought>(page, SaidMany)
            .InOtherWords("POST /api/v1/enrollments/{id}/artifacts");
        var artifact = routes.MapGroup("/earning/artifacts/{id}").RequirePerson();
        artifact.MapPost("", Describe).AsPage<ArtifactView>(ShowOne, Said(Texts.EvidenceKept));
        artifact.MapPost("/removal", Remove).AsPage<ArtifactView>(ShowOne, Said(Texts.EvidenceWasRemoved));
        artifact.MapPost("/restoration", PutBack).AsPage<ArtifactView>(ShowOne, Said(Texts.EvidenceAdded));

        var api = routes.MapGroup("/api/v1").RequirePerson().WithTags("Artifacts");
        api.MapPost("/enrollments/{id}/artifacts", Bring)
            .TakesFiles()
            .AsCreated<ArtifactView>(view => $"/api/v1/artifacts/{view.Id}")
            .WithSummary("A form with a file, or JSON with a link or a text");
        api.MapPatch("/artifacts/{id}", Describe);
        api.MapDelete("/artifacts/{id}", Remove);
        api.MapPost("/artifacts/{id}/restoration", PutBack);
    }

    private static async Task<Outcome<ArtifactView>> Bring(
        Id<Enrollment> id,
        Input<BringingAsked> asked,
        Visit visit,
        FileStore files,
        RefusalTexts texts
    )
    {
        // Nothing is stored for people who may not bring it.
        if ((await visit.FindWorkAsync(id)).Refusal is { } hidden)
            return hidden;
        var (requirement, criterion, title, url, text, draft, upload) = asked.Value;
        BroughtFile? file = null;
        if (upload is not null && !(await files.KeepAsync(upload, texts, visit)).Succeeds(out file, out var unfit))
            return unfit;
        if ((file, url, text) is (null, null, null))
            return new Refusal("earning.nothing-brought", FieldOf(asked.Form));

        var outcome = await visit.BringAsync(id, new Brought(requirement, criterion, title, file, url, text));
        if (outcome.Refusal is null && draft is not null)
            await visit.EmptyDraftAsync(id, requirement);
        return outcome.As(ArtifactView.Of);
    }

    // The one that was left empty.
    private static string FieldOf(Form? form) =>
        form?["url"] is not null ? "url"
        : form?["text"] is not null ? "text"
        : "file";

    /// <summary>Every file that fits is kept; each that does not is named, with what is asked for.</summary>
    private static async Task<Outcome<ManyBrought>> BringFiles(
        Id<Enrollment> id,
        Input<FilesAsked> asked,
        Visit visit,
        FileStore files,
        RefusalTexts texts
    )
    {
        if ((await visit.FindWorkAsync(id)).Refusal is { } hidden)
            return hidden;
        var (requirement, uploads, title) = asked.Value;
        if (uploads.Count == 0)
            return new Refusal("input.file-required", "file");
        var refusals = new List<Refusal>();
        foreach (var upload in uploads)
        {
            var kept = await files.KeepAsync(upload, texts, visit);
            var outcome = kept.Succeeds(out var file, out var unfit)
                ? await visit.BringAsync(id, new Brought(requirement, Title: title, File: file))
                : unfit;
            if (outcome.Refusal is { } refusal)
                refusals.Add(refusal.On(refusal.Field ?? "file"));
        }
        return new ManyBrought(id, requirement, refusals);
    }

    private static async Task<Outcome<ArtifactView>> Describe(Id<Artifact> id, Input<DescribingAsked> asked, Visit visit) =>
        (await visit.DescribeAsync(id, asked.Value)).As(ArtifactView.Of);

    private static async Task<Outcome<ArtifactView>> Remove(Id<Artifact> id, Visit visit) =>
        (await visit.RemoveAsync(id)).As(ArtifactView.Of);

    private static async Task<Outcome<ArtifactView>> PutBack(Id<Artifact> id, Visit visit) =>
        (await visit.PutBackAsync(id)).As(ArtifactView.Of);

    private static Func<ArtifactView, IResult> Said(string words) =>
        view => ToRequirement(view.EnrollmentId, view.Requirement).Saying<Texts>(words);

    private static SeeOther? SaidMany(ManyBrought brought, HttpContext http)
    {
        foreach (var refusal in brought.Refusals)
            http.FormOf().Refuse(refusal);
        return brought.Refusals.Count > 0
            ? null
            : ToRequirement(brought.EnrollmentId, brought.Requirement).Saying<Texts>(Texts.EvidenceAdded);
    }

    private static SeeOther ToRequirement(Id<Enrollment> id, string requirement) =>
        SeeOther.To($"{EarningUrls.OfPart(id, Part.Evidence)}#{Uri.EscapeDataString(requirement)}");

    /// <summary>The page with what was typed on that artifact's card.</summary>
    private static async Task<IResult> ShowOne(Id<Artifact> id, Visit visit, Form form)
    {
        if (!(await visit.FindArtifactAsync(id)).Succeeds(out var found, out _))
            return TypedResults.NotFound();
        if (form["title"] is null)
            form.Set("title", found.Artifact.Title).Set("attach", found.Artifact.Attach);
        return await Parts.ShowAsync(found.Artifact.EnrollmentId, Part.Evidence, visit, form.Set("artifact", id));
    }
}
