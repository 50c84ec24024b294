namespace Cairn.Design.Frameworks;

/// <summary>Competency frameworks: import from CSV with a report by line and column, browse, remove.</summary>
internal static class FrameworkPages
{
    public static void MapFrameworks(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/design/frameworks").RequireRole(SchoolRole.Author, SchoolRole.Leader, SchoolRole.Operator);
        pages.MapGet("", List);
        pages.MapPost("", Import).WithBodyOfAtMost(FrameworkFile.MostBytes + 64 * 1024).InOtherWords("POST /api/v1/frameworks");
        pages.MapGet("/{id}", Show);
        pages
            .MapPost("/{id}/removal", Remove)
            .AsPage<Done>(Show, removed => SeeOther.To("/design/frameworks").Saying<Texts>(Texts.FrameworksRemoved, removed.What));
        routes.MapFrameworkApi();
    }

    private static async Task<IResult> List(HttpContext http, CairnDb db, CancellationToken stop) =>
        FrameworksPage.With(new FrameworksModel(http.Actor(), await db.FrameworksAsync(stop), Form.Empty(), null));

    private static async Task<IResult> Import(Form form, HttpContext http, CairnDb db, TimeProvider clock, CancellationToken stop)
    {
        var title = form.Text("title", Framework.LongestTitle, required: true);
        FrameworkFile? file = null;
        if (form.File("file", required: true) is { } upload)
        {
            if (await Importing.ReadAtMostAsync(upload.OpenReadStream(), stop) is { } bytes)
                file = FrameworkFile.Read(upload.FileName, bytes);
            else
                form.Errors.Add("file", "design.framework-too-big", FrameworkFile.MostBytes >> 20);
        }
        if (!form.Invalid)
        {
            if (
                (await db.ImportFrameworkAsync(http.Actor(), title!, file!, clock.Now(), stop)).Succeeds(out var framework, out var refusal)
            )
                return SeeOther.To($"/design/frameworks/{framework.Id}").Saying<Texts>(Texts.FrameworksImported, framework.Items);
            form.Errors.Add(refusal.Field ?? "", refusal.Code, [.. refusal.Args]);
        }
        return FrameworksPage.With(
            new FrameworksModel(http.Actor(), await db.FrameworksAsync(stop), form, file),
            StatusCodes.Status422UnprocessableEntity
        );
    }

    private static async Task<IResult> Show(Id<Framework> id, Visit visit, Form form, string? find = null, int from = 0)
    {
        var (actor, db, _, stop) = visit;
        if (await db.Frameworks.AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, stop) is not { } framework)
            return TypedResults.NotFound();
        var items = await db.ItemsOfAsync(id, find, from, stop);
        return FrameworkPage.With(new FrameworkPageModel(framework, items, find, from, actor, form));
    }

    internal static async Task<Outcome<Done>> Remove(Id<Framework> id, Visit visit) =>
        (await visit.RemoveFrameworkAsync(id)).As(framework => new Done(framework.Title));
}

/// <summary>The district's frameworks, the import form, and the problems with the last file.</summary>
public sealed class FrameworksModel
{
    private readonly Actor _actor;

    internal FrameworksModel(Actor actor, IReadOnlyList<FrameworkLine> lines, Form form, FrameworkFile? file) =>
        (_actor, Lines, Form, File) = (actor, lines, form, file);

    internal IReadOnlyList<FrameworkLine> Lines { get; }
    internal Form Form { get; }
    internal FrameworkFile? File { get; }

    internal (string, string) From(IStringLocalizer<Texts> texts) => From(_actor, texts);

    /// <summary>Where the reader came from: an author's desk, or a leader's schools.</summary>
    internal static (string, string) From(Actor actor, IStringLocalizer<Texts> texts) =>
        actor.Has(SchoolRole.Author) ? ("/design", texts[Texts.MineTitle]) : ("/schools", texts[Texts.FrameworksSchools]);
}

/// <summary>One framework to browse.</summary>
public sealed class FrameworkPageModel
{
    private readonly IReadOnlyList<FrameworkItem> _page;

    internal FrameworkPageModel(Framework framework, IReadOnlyList<FrameworkItem> page, string? find, int from, Actor actor, Form form) =>
        (Framework, _page, Find, From, Actor, Form) = (framework, page, find, from, actor, form);

    internal Form Form { get; }

    internal Framework Framework { get; }
    internal IReadOnlyList<FrameworkItem> Items => [.. _page.Take(FrameworkQueries.PageSize)];
    internal string? Find { get; }
    internal int From { get; }
    internal Actor Actor { get; }
    internal bool MayRemove => Framework.RefuseRemoval(Actor) is null;
    internal string Url => $"/design/frameworks/{Framework.Id}";
    internal string? Previous => From > 0 ? Url + Query(null) : null;
    internal string? Next => _page.Count > FrameworkQueries.PageSize ? Url + Query(_page[^1].Position) : null;

    private string Query(int? from) =>
        QueryString
            .Create(
                new Dictionary<string, string?>
                {
                    ["find"] = Find,
                    ["from"] = from?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                }.Where(pair => !string.IsNullOrEmpty(pair.Value))
            )
            .ToUriComponent();
}
