namespace Cairn.Design.Frameworks;

/// <summary>Frameworks and alignments, for programs.</summary>
internal static class FrameworkApi
{
    public static void MapFrameworkApi(this IEndpointRouteBuilder routes)
    {
        var api = routes
            .MapGroup("/api/v1/frameworks")
            .RequireRole(SchoolRole.Author, SchoolRole.Leader, SchoolRole.Operator)
            .WithTags("Frameworks");
        api.MapGet("", List).WithSummary("The competency frameworks of the district, by title");
        // The body is the file itself, or a form: it is read by hand, for an Input is read from JSON or a form. Page and program meet in
        // ImportFrameworkAsync. A wrong file is told by line and column, which no other problem has.
        api.MapPost("", Import)
            .WithBodyOfAtMost(FrameworkFile.MostBytes + 64 * 1024)
            .DisableAntiforgery()
            .Accepts<IFormFile>("text/csv", "multipart/form-data")
            .Produces<RefusedFramework>(StatusCodes.Status422UnprocessableEntity, "application/problem+json")
            .MayRefuse(StatusCodes.Status403Forbidden, StatusCodes.Status413PayloadTooLarge)
            .WithSummary(
                "Import one from CSV in the shape of CASE CFItems; one of the same title is replaced, and nothing is half imported"
            );
        api.MapGet("/{id}/items", Items).WithSummary("Its items in their order, fifty a page");
        api.MapDelete("/{id}", FrameworkPages.Remove).WithSummary("Take it out of the district; alignments that were taken from it stay");
        routes
            .MapGet("/api/v1/alignments", Find)
            .RequireRole(SchoolRole.Author)
            .WithTags("Frameworks")
            .WithSummary("Items to align to, of imported frameworks and of what is published, by code, words or framework");
    }

    private static async Task<Outcome<ListOf<FrameworkLine>>> List(Visit visit) =>
        new ListOf<FrameworkLine>(await visit.Db.FrameworksAsync(visit.Stop), null);

    /// <summary>The body is the CSV and <c>title</c> is in the query, or a form with <c>title</c> and <c>file</c>.</summary>
    private static async Task<Results<Ok<FrameworkLine>, ProblemHttpResult>> Import(
        HttpContext http,
        CairnDb db,
        RefusalTexts texts,
        TimeProvider clock,
        CancellationToken stop,
        string? title = null,
        string fileName = "framework.csv"
    )
    {
        var content = http.Request.Body;
        if (http.Request.HasFormContentType)
        {
            var form = await http.Request.ReadFormAsync(stop);
            if (form.Files.GetFile("file") is not { } upload)
                return texts.Problem(new Refusal("design.framework-empty", "file"));
            (title, fileName, content) = (
                form["title"].ToString() is { Length: > 0 } typed ? typed : title,
                upload.FileName,
                upload.OpenReadStream()
            );
        }
        if (await Importing.ReadAtMostAsync(content, stop) is not { } bytes)
            return texts.Problem(Refusal.TooLarge("design.framework-too-big", "file", FrameworkFile.MostBytes >> 20));

        var file = FrameworkFile.Read(fileName, bytes);
        if (
            (await db.ImportFrameworkAsync(http.Actor(), title ?? "", file, clock.Now(), stop)).Succeeds(out var framework, out var refusal)
        )
            return TypedResults.Ok((await db.FrameworksAsync(stop)).First(line => line.Id == framework.Id));
        if (file.ProblemCount == 0)
            return texts.Problem(refusal);
        return TypedResults.Problem(
            detail: texts.Sentence(refusal),
            statusCode: refusal.Status,
            extensions: new Dictionary<string, object?>
            {
                ["code"] = refusal.Code,
                ["field"] = refusal.Field,
                ["errors"] = file
                    .Problems.Select(p => new FrameworkProblemLine(
                        p.Line,
                        p.Column,
                        p.Value,
                        p.Code,
                        texts.Sentence(new Refusal(p.Code, null, p.Args))
                    ))
                    .ToList(),
            }
        );
    }

    private static async Task<Outcome<ListOf<FrameworkItemLine>>> Items(Id<Framework> id, Visit visit, string? search = null, int from = 0)
    {
        var (_, db, _, stop) = visit;
        if (!await db.Frameworks.AnyAsync(f => f.Id == id, stop))
            return Refusal.NotFound;
        var page = await db.ItemsOfAsync(id, search, from, stop);
        var query = QueryString
            .Create(
                new Dictionary<string, string?>
                {
                    ["search"] = search,
                    ["from"] = page.LastOrDefault()?.Position.ToString(System.Globalization.CultureInfo.InvariantCulture),
                }.Where(pair => pair.Value is not null)
            )
            .ToUriComponent();
        return new ListOf<FrameworkItemLine>(
            [.. page.Take(FrameworkQueries.PageSize).Select(FrameworkItemLine.Of)],
            page.Count > FrameworkQueries.PageSize ? $"/api/v1/frameworks/{id}/items{query}" : null
        );
    }

    private static async Task<Outcome<ListOf<FoundItem>>> Find(Visit visit, string search = "") =>
        new ListOf<FoundItem>(await Drafts.AlignmentSearch.FindAlignmentsAsync(visit.Db, search, visit.Stop), null);
}

internal sealed record FrameworkItemLine(
    string Identifier,
    string? HumanCodingScheme,
    string FullStatement,
    string Uri,
    string? Language,
    string? EducationLevel
)
{
    public static FrameworkItemLine Of(FrameworkItem item) =>
        new(item.Identifier, item.Code, item.Statement, item.Url, item.Language, item.EducationLevel);
}

/// <summary>The shape of a refused import, for the OpenAPI document.</summary>
/// <param name="Errors">What is wrong in the file; null when it is something else.</param>
internal sealed record RefusedFramework(
    string Title,
    int Status,
    string Code,
    string Detail,
    string? Field = null,
    IReadOnlyList<FrameworkProblemLine>? Errors = null,
    string? Type = null,
    string? TraceId = null
);

internal sealed record FrameworkProblemLine(int Line, string Column, string Value, string Code, string Detail);
