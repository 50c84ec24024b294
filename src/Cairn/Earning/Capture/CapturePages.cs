using Cairn.Design;
using Cairn.Foundation;
using Cairn.Foundation.Api;
using Cairn.Foundation.Files;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;

namespace Cairn.Earning.Capture;

/// <summary>
/// A teacher photographs, records or writes down what a child does: what it is for stays chosen, so that each further one is the picture
/// and the child. One picture may be several children's evidence.
/// </summary>
internal static class CapturePages
{
    public static void MapCapture(this IEndpointRouteBuilder routes)
    {
        var capture = routes.MapGroup("/earning/capture").RequireRole(SchoolRole.Teacher);
        capture.MapGet("", Choose);
        capture.MapGet("/{version}/{requirement}", Show);
        capture.MapPost("/{version}/{requirement}", Keep).TakesFiles();
    }

    /// <summary>What is it for? One question, and none when there is but one answer.</summary>
    private static async Task<IResult> Choose(HttpContext http, CairnDb db, CancellationToken stop)
    {
        var purposes = await db.CapturePurposesAsync(http.Actor(), stop);
        return purposes is [{ Blueprint.Evidence.Count: 1 } only]
            ? SeeOther.To(only.UrlOf(only.Blueprint.Evidence[0]))
            : CaptureChoicePage.With(new CaptureChoiceModel(purposes));
    }

    private static async Task<IResult> Show(
        Id<MicroCredentialVersion> version,
        string requirement,
        HttpContext http,
        CairnDb db,
        CancellationToken stop
    ) =>
        await FindAsync(db, http.Actor(), version, requirement, stop) is var (purpose, asked)
            ? CapturePage.With(new CaptureModel(purpose, asked, Form.Empty()))
            : TypedResults.NotFound();

    private static async Task<IResult> Keep(
        Id<MicroCredentialVersion> version,
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
        var actor = http.Actor();
        if (await FindAsync(db, actor, version, requirement, stop) is not var (purpose, asked))
            return TypedResults.NotFound();

        var children = purpose.Children.Where(child => form.All("child").Contains(child.EnrollmentId.ToString())).ToList();
        if (children.Count == 0)
            form.Errors.Add("child", "Capture.PickChild");
        var brought = await BroughtAsync(form, asked, files, texts, stop);
        if (brought.Count == 0 && !form.Invalid)
            form.Errors.Add(CaptureModel.FirstFieldOf(asked), "Capture.NothingYet");
        if (!form.Invalid)
            await BringAsync(db, actor, purpose, children, brought, form, clock, stop);
        return form.Invalid
            ? CapturePage.With(new CaptureModel(purpose, asked, form), StatusCodes.Status422UnprocessableEntity)
            : SeeOther.To(purpose.UrlOf(asked)).Saying<Texts>("Capture.Kept", string.Join(", ", children.Select(child => child.GivenName)));
    }

    private static async Task<List<Brought>> BroughtAsync(
        Form form,
        EvidenceRequirement asked,
        FileStore files,
        RefusalTexts texts,
        CancellationToken stop
    )
    {
        var criterion = form["criterion"] is { Length: > 0 } key ? key : null;
        var caption = form.Text("caption", Artifact.MaxTitle);
        var brought = new List<Brought>();
        foreach (var upload in form.Files.Where(upload => upload.Length > 0))
        {
            if ((await files.KeepAsync(upload, texts, stop)).Succeeds(out var file, out var refusal))
                brought.Add(new Brought(asked.Key, criterion, caption ?? asked.Title, File: file));
            else
                form.Errors.Add(upload.Name, refusal.Code, [.. refusal.Args]);
        }
        if (form.Text("text", Answer.MaxLength) is { } text)
            brought.Add(new Brought(asked.Key, criterion, caption, Text: text));
        return brought;
    }

    private static async Task BringAsync(
        CairnDb db,
        Actor actor,
        CapturePurpose purpose,
        IReadOnlyList<CapturedChild> children,
        IReadOnlyList<Brought> brought,
        Form form,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        foreach (var child in children)
        foreach (var one in brought)
        {
            if (await db.FindEnrollmentAsync(actor, child.EnrollmentId, stop) is not { } access)
                continue;
            var result = await db.BringAsync(actor, access, purpose.Blueprint, one, clock.Now(), stop);
            if (result.Refusal is { } refusal && form.Errors.All(error => error.Key != refusal.Code))
                form.Errors.Add(
                    refusal.Field is "file"
                        ? CaptureModel.FirstFieldOf(purpose.Blueprint.Evidence.First(e => e.Key == one.Requirement))
                        : refusal.Field ?? "",
                    refusal.Code,
                    [.. refusal.Args]
                );
        }
    }

    private static async Task<(CapturePurpose Purpose, EvidenceRequirement Asked)?> FindAsync(
        CairnDb db,
        Actor actor,
        Id<MicroCredentialVersion> version,
        string requirement,
        CancellationToken stop
    )
    {
        var purposes = await db.CapturePurposesAsync(actor, stop, version);
        return purposes is [var purpose] && purpose.Blueprint.Evidence.FirstOrDefault(e => e.Key == requirement) is { } asked
            ? (purpose, asked)
            : null;
    }
}
