namespace Cairn.Schools.Rosters;

/// <summary>The district's imports, newest first.</summary>
internal static class RosterQueries
{
    private const int PageSize = 50;

    public static async Task<PageOf<RosterStatus>> RosterImportsAsync(this Visit visit, Id<RosterImport>? after) =>
        (await visit.Imports(after).OrderByDescending(one => one.Id).ToPageAsync(PageSize, visit.Stop)).As(import =>
            RosterStatus.Of(import)
        );

    /// <summary>Without the reports, which are long.</summary>
    public static async Task<PageOf<RosterLine>> RosterLinesAsync(this Visit visit, Id<RosterImport>? after) =>
        await (
            from import in visit.Imports(after)
            join person in visit.Db.People on import.StartedById equals person.Id
            orderby import.Id descending
            select new RosterLine(
                import.Id,
                import.FileName,
                import.StartedAt,
                (person.GivenName + " " + person.FamilyName).Trim(),
                import.State
            )
        ).ToPageAsync(PageSize, visit.Stop);

    public static async Task<Outcome<RosterImport>> RosterImportAsync(this Visit visit, Id<RosterImport> id) =>
        await visit.Db.RosterImports.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, visit.Stop) is { } import
            ? import
            : Refusal.NotFound;

    public static async Task<string> NameOfAsync(this Visit visit, Id<Person> id) =>
        (await visit.Db.People.AsNoTracking().SingleAsync(one => one.Id == id, visit.Stop)).Name;

    private static IQueryable<RosterImport> Imports(this Visit visit, Id<RosterImport>? after)
    {
        var imports = visit.Db.RosterImports.AsNoTracking();
        return after is { } last ? imports.Where(one => one.Id < last) : imports;
    }
}
