using Cairn.Foundation;
using Cairn.Foundation.Api;
using Cairn.Foundation.Storage;
using Cairn.Schools.Rosters.Reading;
using Cairn.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Cairn.Schools.Rosters;

internal static class RosterApi
{
    const int PageSize = 50;

    public static void MapRosterApi(this IEndpointRouteBuilder routes)
    {
        var rosters = routes.MapGroup("/api/v1/rosters").RequireRole(SchoolRole.Operator).WithTags("Rosters");
        rosters.MapPost("", Import).WithMetadata(new RequestSizeLimitAttribute(RosterUpload.RequestBytes)).DisableAntiforgery();
        rosters.MapGet("", List);
        rosters.MapGet("{id}", Status);
        rosters.MapGet("{id}/problems", ProblemsOf);
    }

    /// <summary>The body is the ZIP, or a form with files; the answer says where to ask how far it is.</summary>
    static async Task<Results<Accepted<RosterStatus>, ProblemHttpResult>> Import(
        HttpRequest request,
        HttpContext http,
        RosterIntake intake,
        RefusalTexts texts,
        CancellationToken stop,
        bool manyMayLeave = false,
        string fileName = "roster.zip"
    )
    {
        var actor = http.Actor();
        var taken =
            request.HasFormContentType ? await intake.TakeAsync(actor, (await request.ReadFormAsync(stop)).Files, manyMayLeave, stop)
            : request.ContentType is "application/zip" or "application/x-zip-compressed" or "application/octet-stream"
                ? await intake.TakeAsync(actor, fileName, manyMayLeave, file => request.Body.CopyToAsync(file, stop), stop)
            : new Refusal("schools.roster-kind", null, RosterLimits.Default.UploadBytes >> 20);
        return taken.Succeeds(out var import, out var refusal)
            ? TypedResults.Accepted($"/api/v1/rosters/{import.Id}", RosterStatus.Of(import, null))
            : texts.Problem(refusal);
    }

    static async Task<Ok<ListOf<RosterStatus>>> List(CairnDb db, CancellationToken stop, string? before = null)
    {
        var imports = db.RosterImports.AsNoTracking();
        if (Id<RosterImport>.TryParse(before, out var last))
            imports = imports.Where(one => one.Id < last);
        var rows = await imports.OrderByDescending(one => one.Id).Take(PageSize + 1).ToListAsync(stop);
        return TypedResults.Ok(
            new ListOf<RosterStatus>(
                [.. rows.Take(PageSize).Select(import => RosterStatus.Of(import, null))],
                rows.Count > PageSize ? $"/api/v1/rosters?before={rows[PageSize - 1].Id}" : null
            )
        );
    }

    static async Task<Results<Ok<RosterStatus>, NotFound>> Status(
        Id<RosterImport> id,
        CairnDb db,
        RosterProgressBoard board,
        CancellationToken stop
    ) =>
        await db.RosterImports.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop) is { } import
            ? TypedResults.Ok(RosterStatus.Of(import, board.Find(id)))
            : TypedResults.NotFound();

    static async Task<Results<Ok<ListOf<RosterNote>>, NotFound>> ProblemsOf(
        Id<RosterImport> id,
        CairnDb db,
        IStringLocalizer<Texts> texts,
        CancellationToken stop
    ) =>
        RosterImportReport.Parse(await db.RosterImports.Where(one => one.Id == id).Select(one => one.Report).SingleOrDefaultAsync(stop))
            is { } report
            ? TypedResults.Ok(new ListOf<RosterNote>([.. report.Problems.Select(problem => RosterNote.Of(problem, texts))], null))
            : TypedResults.NotFound();
}

internal sealed record RosterStatus(
    Id<RosterImport> Id,
    string FileName,
    string FileSha256,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    string State,
    int RowsDone,
    int RowsTotal,
    int? Errors,
    int? Warnings,
    IReadOnlyDictionary<string, int>? Rows,
    IReadOnlyList<RosterChange>? Changes
)
{
    public static RosterStatus Of(RosterImport import, int? rowsDone)
    {
        var report = RosterImportReport.Parse(import.Report);
        return new RosterStatus(
            import.Id,
            import.FileName,
            import.FileSha256,
            import.StartedAt,
            import.EndedAt,
            import.State.ToString().ToLowerInvariant(),
            rowsDone ?? import.RowsDone,
            import.RowsTotal,
            report?.Errors,
            report?.Warnings,
            report?.Rows,
            report?.Changes.Select(tally => new RosterChange(tally.Kind, tally.Added, tally.Changed, tally.Ended)).ToList()
        );
    }
}
