using Cairn.Foundation.Files;
using Cairn.Schools.Rosters.Reading;
using Cairn.SignIn.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace Cairn.Schools.Rosters;

/// <summary>Imports rosters, and reports on each.</summary>
internal static class ImportingRosters
{
    public static void MapRosters(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/rosters").RequireRole(SchoolRole.Operator);
        pages.MapGet("", ShowAll);
        pages
            .MapPost("", Upload)
            .WithMetadata(new RequestSizeLimitAttribute(RosterUpload.RequestBytes))
            .RequireFreshSignIn()
            .InOtherWords("POST /api/v1/rosters");
        pages.MapGet("{id}", Show);
        pages.MapGet("{id}/problems.csv", Download);

        var api = routes.MapGroup("/api/v1/rosters").RequireRole(SchoolRole.Operator).WithTags("Rosters");
        // The body is the ZIP itself, up to 50 MB, written to disk as it comes; or a form. An Input is read whole, from JSON or a form, so
        // this one is read by hand. Page and program meet in RosterIntake.
        api.MapPost("", Import)
            .WithMetadata(new RequestSizeLimitAttribute(RosterUpload.RequestBytes))
            .DisableAntiforgery()
            .Accepts<IFormFile>("application/zip", "multipart/form-data")
            .MayRefuse(StatusCodes.Status403Forbidden, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status422UnprocessableEntity)
            .WithSummary("Bring in a roster: the ZIP, or a form with its CSV files; the answer says where to ask how far it is");
        api.MapGet("", List);
        api.MapGet("{id}", Get);
        api.MapGet("{id}/problems", Problems);
    }

    private static async Task<IResult> Upload(Form form, Visit visit, RosterIntake intake, HttpContext http)
    {
        var taken = await intake.TakeAsync(
            visit,
            form.Files.GetFiles(RosterUpload.File).Where(file => file.Length > 0).ToList(),
            form.Ticked(RosterUpload.ManyMayLeave)
        );
        if (taken.Succeeds(out var import, out var refusal))
            return SeeOther.To($"/rosters/{import.Id}");

        form.Refuse(refusal);
        return await ShowAll(visit, http, form);
    }

    /// <summary>The body is the ZIP, or a form with files; the answer says where to follow its progress.</summary>
    private static async Task<Results<Accepted<RosterStatus>, ProblemHttpResult>> Import(
        HttpRequest request,
        Visit visit,
        RosterIntake intake,
        RefusalTexts texts,
        bool manyMayLeave = false,
        string fileName = "roster.zip"
    )
    {
        var taken =
            request.HasFormContentType ? await intake.TakeAsync(visit, (await request.ReadFormAsync(visit.Stop)).Files, manyMayLeave)
            : request.ContentType is "application/zip" or "application/x-zip-compressed" or "application/octet-stream"
                ? await intake.TakeAsync(visit, fileName, manyMayLeave, file => request.Body.CopyToAsync(file, visit.Stop))
            : new Refusal("schools.roster-kind", null, RosterLimits.Default.UploadBytes >> 20);
        return taken.Succeeds(out var import, out var refusal)
            ? TypedResults.Accepted($"/api/v1/rosters/{import.Id}", RosterStatus.Of(import))
            : texts.Problem(refusal);
    }

    private static async Task<IResult> ShowAll(Visit visit, HttpContext http, Form form, Id<RosterImport>? after = null) =>
        RosterListPage.With(
            new RosterListModel(
                form,
                (await visit.RosterLinesAsync(after)).At("/rosters", line => line.Id),
                after is not null,
                http.FindSession()?.IsFresh(visit.Now) is true
            ),
            form.Status
        );

    private static async Task<IResult> Show(Id<RosterImport> id, Visit visit, RosterProgressBoard board, IStringLocalizer<Texts> texts) =>
        (await visit.RosterImportAsync(id)).Succeeds(out var import, out _)
            ? RosterImportPage.With(
                new RosterImportModel(
                    RosterStatus.Of(import, board.Find(id)),
                    await visit.NameOfAsync(import.StartedById),
                    RosterNote.Of(import, texts)
                )
            )
            : TypedResults.NotFound();

    private static async Task<IResult> Download(Id<RosterImport> id, Visit visit, IStringLocalizer<Texts> texts) =>
        (await visit.RosterImportAsync(id)).Succeeds(out var import, out _) && import.Report is not null
            ? Attachment.Of(
                RosterProblemTable.Write(RosterNote.Of(import, texts)),
                "text/csv; charset=utf-8",
                [texts[Texts.RostersProblems], Path.GetFileNameWithoutExtension(import.FileName)]
            )
            : TypedResults.NotFound();

    private static async Task<Outcome<ListOf<RosterStatus>>> List(Visit visit, Id<RosterImport>? after = null) =>
        (await visit.RosterImportsAsync(after)).At("/api/v1/rosters", import => import.Id);

    private static async Task<Outcome<RosterStatus>> Get(Id<RosterImport> id, Visit visit, RosterProgressBoard board) =>
        (await visit.RosterImportAsync(id)).As(import => RosterStatus.Of(import, board.Find(id)));

    /// <summary>Its problems, as far as the report holds them; not found until there is a report.</summary>
    private static async Task<Outcome<ListOf<RosterNote>>> Problems(Id<RosterImport> id, Visit visit, IStringLocalizer<Texts> texts) =>
        (await visit.RosterImportAsync(id)).Succeeds(out var import, out _) && import.Report is not null
            ? new ListOf<RosterNote>(RosterNote.Of(import, texts), null)
            : Refusal.NotFound;
}
