using Cairn.Design;
using Cairn.Earning;
using Cairn.Foundation.Files;

namespace Cairn.Workspace.Capture;

/// <summary>
/// A teacher photographs, records or writes down what a child does: the purpose stays chosen, so that each further one takes only the
/// picture and the child. One picture may be evidence for several children.
/// </summary>
internal static class Captures
{
    public static void MapCaptures(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/earning/capture").RequireRole(SchoolRole.Teacher);
        pages.MapGet("", Choose);
        pages.MapGet("/{version}/{requirement}", Show);
        pages.MapPost("/{version}/{requirement}", Keep).TakesFiles().AsPage<CapturedEvidence>(Show, Said);

        var api = routes.MapGroup("/api/v1/captures").RequireRole(SchoolRole.Teacher).WithTags("Artifacts");
        api.MapGet("", Purposes).WithSummary("What the children of my classes are working on, and what each has brought");
        api.MapPost("/{version}/{requirement}", Keep)
            .TakesFiles()
            .WithSummary("Evidence for one or more children: JSON with text, or a form with files, whatever their fields are called");
    }

    /// <summary>What was saved before a refusal stays, and sending everything again saves each once.</summary>
    private static async Task<Outcome<CapturedEvidence>> Keep(
        Id<MicroCredentialVersion> version,
        string requirement,
        Input<CapturingAsked> asked,
        Visit visit,
        FileStore files,
        RefusalTexts texts
    )
    {
        if (await FindAsync(visit, version, requirement) is not var (purpose, wanted))
            return Refusal.NotFound;
        var (ids, criterion, caption, text, uploads) = asked.Value;
        var children = purpose.Children.Where(child => ids.Contains(child.EnrollmentId)).ToList();
        if (children.Count == 0 || ids.Any(id => children.All(child => child.EnrollmentId != id)))
            return new Refusal("earning.not-your-child", "children");

        var brought = new List<Brought>();
        foreach (var upload in uploads ?? [])
        {
            if (!(await files.KeepAsync(upload, texts, visit)).Succeeds(out var file, out var unfit))
                return unfit.On(upload.Name);
            brought.Add(new Brought(requirement, criterion, caption ?? wanted.Title, File: file));
        }
        if (!string.IsNullOrWhiteSpace(text))
            brought.Add(new Brought(requirement, criterion, caption ?? wanted.Title, Text: text));
        if (brought.Count == 0)
            return new Refusal("earning.nothing-brought", CaptureModel.FirstFieldOf(wanted));

        var kept = new List<ArtifactView>();
        foreach (var child in children)
        foreach (var one in brought)
        {
            if (!(await visit.BringAsync(child.EnrollmentId, one)).Succeeds(out var artifact, out var refusal))
                return refusal.Field is "file" ? refusal.On(CaptureModel.FirstFieldOf(wanted)) : refusal;
            kept.Add(ArtifactView.Of(artifact));
        }
        return new CapturedEvidence(kept) { Again = purpose.UrlOf(wanted), Children = [.. children.Select(child => child.GivenName)] };
    }

    private static SeeOther Said(CapturedEvidence captured) =>
        SeeOther.To(captured.Again).Saying<Texts>(Texts.CaptureKept, string.Join(", ", captured.Children));

    /// <summary>What is it for? One question, and none if there is only one answer.</summary>
    private static async Task<IResult> Choose(Visit visit)
    {
        var purposes = await visit.CapturePurposesAsync();
        return purposes is [{ Blueprint.Evidence.Count: 1 } only]
            ? SeeOther.To(only.UrlOf(only.Blueprint.Evidence[0]))
            : CaptureChoicePage.With(new CaptureChoiceModel(purposes));
    }

    private static async Task<IResult> Show(Id<MicroCredentialVersion> version, string requirement, Visit visit, Form form) =>
        await FindAsync(visit, version, requirement) is var (purpose, asked)
            ? CapturePage.With(new CaptureModel(purpose, asked, form))
            : TypedResults.NotFound();

    private static async Task<Outcome<ListOf<PurposeLine>>> Purposes(Visit visit) =>
        new ListOf<PurposeLine>([.. (await visit.CapturePurposesAsync()).Select(PurposeLine.Of)], null);

    private static async Task<(CapturePurpose Purpose, EvidenceRequirement Asked)?> FindAsync(
        Visit visit,
        Id<MicroCredentialVersion> version,
        string requirement
    ) =>
        await visit.CapturePurposesAsync(version) is [var purpose]
        && purpose.Blueprint.Evidence.FirstOrDefault(e => e.Key == requirement) is { } asked
            ? (purpose, asked)
            : null;
}
