using System.Text.Json;
using Cairn.Design;
using Cairn.Foundation;
using Cairn.Foundation.Api;
using Cairn.Foundation.Files;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cairn.Earning.Capture;

/// <summary>What a teacher photographs, records or writes down, for programs: one capture may be several children's evidence.</summary>
internal static class CaptureApi
{
    public static void MapCaptureApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/captures").RequireRole(SchoolRole.Teacher).WithTags("Artifacts");
        api.MapGet("", Purposes).WithSummary("What the children of my classes are working on, and what each has brought");
        api.MapPost("/{version}/{requirement}", Keep)
            .TakesFiles()
            .DisableAntiforgery()
            .Accepts<Captured>("application/json", "multipart/form-data")
            .WithSummary(
                "Evidence for one or more children: JSON with text, or a form with files; fields children (enrollment ids), "
                    + "criterion, caption"
            );
    }

    private static async Task<Ok<ListOf<PurposeLine>>> Purposes(HttpContext http, CairnDb db, CancellationToken stop) =>
        TypedResults.Ok(new ListOf<PurposeLine>([.. (await db.CapturePurposesAsync(http.Actor(), stop)).Select(PurposeLine.Of)], null));

    /// <summary>What was kept before a refusal stays, and sending all of it again keeps each once.</summary>
    private static async Task<Results<Ok<ListOf<ArtifactView>>, NotFound, ProblemHttpResult>> Keep(
        Id<MicroCredentialVersion> version,
        string requirement,
        HttpContext http,
        CairnDb db,
        FileStore files,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var actor = http.Actor();
        if (
            await db.CapturePurposesAsync(actor, stop, version) is not [var purpose]
            || purpose.Blueprint.Evidence.All(e => e.Key != requirement)
        )
            return TypedResults.NotFound();
        if (await ReadAsync(http.Request, stop) is not { } captured)
            return texts.Problem(new Refusal("earning.nothing-brought", "text"));
        if (captured.Children.Count == 0 || captured.Children.Any(id => purpose.Children.All(child => child.EnrollmentId != id)))
            return texts.Problem(new Refusal("earning.not-your-child", "children"));

        var title = captured.Caption ?? purpose.Blueprint.Evidence.First(e => e.Key == requirement).Title;
        var brought = new List<Brought>();
        foreach (var upload in http.Request.HasFormContentType ? http.Request.Form.Files.Where(upload => upload.Length > 0) : [])
        {
            if (!(await files.KeepAsync(upload, texts, stop)).Succeeds(out var file, out var unfit))
                return texts.Problem(unfit);
            brought.Add(new Brought(requirement, captured.Criterion, title, File: file));
        }
        if (!string.IsNullOrWhiteSpace(captured.Text))
            brought.Add(new Brought(requirement, captured.Criterion, title, Text: captured.Text.ReplaceLineEndings("\n")));
        if (brought.Count == 0)
            return texts.Problem(new Refusal("earning.nothing-brought", "text"));

        var kept = new List<ArtifactView>();
        foreach (var child in captured.Children.Distinct())
        foreach (var one in brought)
        {
            if (await db.FindEnrollmentAsync(actor, child, stop) is not { } access)
                continue;
            if (
                !(await db.BringAsync(actor, access, purpose.Blueprint, one, clock.Now(), stop)).Succeeds(out var artifact, out var refusal)
            )
                return texts.Problem(refusal);
            kept.Add(ArtifactView.Of(artifact));
        }
        return TypedResults.Ok(new ListOf<ArtifactView>(kept, null));
    }

    private static async Task<Captured?> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(stop);
            return new Captured(
                [.. form["children"].Select(text => Id<Enrollment>.TryParse(text, null, out var id) ? id : default)],
                Filled(form["criterion"]),
                Filled(form["caption"]),
                Filled(form["text"])
            );
        }
        if (!request.HasJsonContentType())
            return null;
        try
        {
            return await request.ReadFromJsonAsync<Captured>(stop) is { Children: not null } captured ? captured : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <param name="Children">Their enrollments, as the purposes list them.</param>
/// <param name="Criterion">Key of the criterion in which it shows.</param>
internal sealed record Captured(IReadOnlyList<Id<Enrollment>> Children, string? Criterion, string? Caption, string? Text);

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
