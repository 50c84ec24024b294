using Cairn.Foundation;
using Cairn.Foundation.Api;
using Cairn.Foundation.Html;
using Cairn.Foundation.Html.Forms;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Cairn.SignIn.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Cairn.Schools.Rosters;

internal static class RosterPages
{
    const int PageSize = 50;

    public static void MapRosterPages(this IEndpointRouteBuilder routes)
    {
        var rosters = routes.MapGroup("/rosters").RequireRole(SchoolRole.Operator);
        rosters.MapGet("", List);
        rosters.MapPost("", Upload).WithMetadata(new RequestSizeLimitAttribute(RosterUpload.RequestBytes)).RequireFreshSignIn();
        rosters.MapGet("{id}", Show);
        rosters.MapGet("{id}/problems.csv", Download);
    }

    static async Task<IResult> List(string? before, HttpContext http, CairnDb db, TimeProvider clock, CancellationToken stop) =>
        RosterListPage.With(await ListModel(db, Form.Empty(), before, http.FindSession()?.IsFresh(clock.Now()) is true, stop));

    static async Task<IResult> Upload(Form form, HttpContext http, RosterIntake intake, CairnDb db, CancellationToken stop)
    {
        var taken = await intake.TakeAsync(
            http.Actor(),
            form.Files.GetFiles(RosterUpload.File).Where(file => file.Length > 0).ToList(),
            form.Ticked(RosterUpload.ManyMayLeave),
            stop
        );
        if (taken.Succeeds(out var import, out var refusal))
            return SeeOther.To(RosterImportModel.UrlOf(import));

        form.Errors.Add(refusal.Field ?? "", refusal.Code, [.. refusal.Args]);
        return RosterListPage.With(await ListModel(db, form, null, fresh: true, stop), refusal.Status);
    }

    static async Task<IResult> Show(
        Id<RosterImport> id,
        CairnDb db,
        RosterProgressBoard board,
        IStringLocalizer<Texts> texts,
        CancellationToken stop
    ) =>
        await FindAsync(db, id, stop) is { } found
            ? RosterImportPage.With(RosterImportModel.Of(found.Import, found.By, board.Find(id), texts))
            : TypedResults.NotFound();

    static async Task<IResult> Download(Id<RosterImport> id, CairnDb db, IStringLocalizer<Texts> texts, CancellationToken stop) =>
        await FindAsync(db, id, stop) is { } found && RosterImportReport.Parse(found.Import.Report) is { } report
            ? TypedResults.File(RosterProblemTable.Write(report, texts), "text/csv; charset=utf-8", "roster-problems.csv")
            : TypedResults.NotFound();

    static async Task<(RosterImport Import, string By)?> FindAsync(CairnDb db, Id<RosterImport> id, CancellationToken stop)
    {
        var found = await (
            from import in db.RosterImports.AsNoTracking()
            where import.Id == id
            join person in db.People on import.StartedById equals person.Id
            select new
            {
                import,
                person.GivenName,
                person.FamilyName,
            }
        ).SingleOrDefaultAsync(stop);
        return found is null ? null : (found.import, $"{found.GivenName} {found.FamilyName}".Trim());
    }

    static async Task<RosterListModel> ListModel(CairnDb db, Form form, string? before, bool fresh, CancellationToken stop)
    {
        var imports = db.RosterImports.AsNoTracking();
        if (Id<RosterImport>.TryParse(before, out var last))
            imports = imports.Where(one => one.Id < last);
        var rows = await (
            from import in imports
            join person in db.People on import.StartedById equals person.Id
            orderby import.Id descending
            select new
            {
                import.Id,
                import.FileName,
                import.State,
                import.StartedAt,
                person.GivenName,
                person.FamilyName,
            }
        )
            .Take(PageSize + 1)
            .ToListAsync(stop);
        return new RosterListModel(
            form,
            [
                .. rows.Take(PageSize)
                    .Select(row => new RosterLine(
                        $"/rosters/{row.Id}",
                        row.FileName,
                        row.StartedAt,
                        $"{row.GivenName} {row.FamilyName}".Trim(),
                        row.State.ToString()
                    )),
            ],
            rows.Count > PageSize ? $"/rosters?before={rows[PageSize - 1].Id}" : null,
            before is not null,
            fresh
        );
    }
}
