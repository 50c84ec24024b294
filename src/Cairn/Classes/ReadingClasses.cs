namespace Cairn.Classes;

/// <summary>Classes, their learners, and what these work on.</summary>
internal static class ReadingClasses
{
    public static void MapClasses(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/classes").RequireRole(SchoolRole.Teacher, SchoolRole.Leader, SchoolRole.Operator);
        pages.MapGet("", ShowMine);
        pages.MapGet("{id}", Show);

        var api = routes
            .MapGroup("/api/v1/classes")
            .RequireRole(SchoolRole.Teacher, SchoolRole.Leader, SchoolRole.Operator)
            .WithTags("Classes");
        api.MapGet("", Mine).WithSummary("The classes that I teach, by title, fifty a page");
        api.MapGet("{id}/learners", Learners).WithSummary("The learners of a class, by name, and what they work on");
    }

    /// <summary>The first thing that a teacher sees in Cairn is their own class.</summary>
    private static async Task<IResult> ShowMine(Visit visit)
    {
        var taught = await visit.ClassesTaughtAsync();
        return taught.Items is [var first, ..]
            ? await ShowAsync(new ReadClass(first, Teaches: true), visit, null, taught, false)
            : NoClassPage.With(new NoClassModel(visit.Actor.Has(SchoolRole.Leader) || visit.Actor.Has(SchoolRole.Operator)));
    }

    /// <param name="id">Of the class.</param>
    /// <param name="visit">Who reads.</param>
    /// <param name="after">The learner with whom the page before ended.</param>
    /// <param name="classes">The class with which the reader's classes before ended.</param>
    private static async Task<IResult> Show(Id<SchoolClass> id, Visit visit, Id<Person>? after = null, Id<SchoolClass>? classes = null)
    {
        if (!(await visit.ReadClassAsync(id)).Succeeds(out var read, out _))
            return TypedResults.NotFound();
        return await ShowAsync(read, visit, after, await visit.ClassesTaughtAsync(classes), classes is not null);
    }

    private static async Task<IResult> ShowAsync(
        ReadClass read,
        Visit visit,
        Id<Person>? after,
        PageOf<SchoolClass> taught,
        bool taughtFurther
    )
    {
        var id = read.Class.Id;
        var school = await visit.SchoolNameAsync(read.Class);
        var learners = (await visit.LearnersAsync(read, after)).At($"/classes/{id}", learner => learner.Id);
        var waiting = read.Teaches ? await visit.WaitingInAsync(id) : 0;
        return ClassPage.With(
            new ClassModel(read, school, learners, waiting, after is not null)
            {
                Taught = taught.At($"/classes/{id}", one => one.Id, "classes"),
                TaughtFurther = taughtFurther,
            }
        );
    }

    /// <summary>The classes that the caller teaches.</summary>
    private static async Task<Outcome<ListOf<ClassLine>>> Mine(Visit visit, Id<SchoolClass>? after = null) =>
        (await visit.ClassesTaughtAsync(after)).As(ClassLine.Of).At("/api/v1/classes", one => one.Id);

    private static async Task<Outcome<ListOf<LearnerLine>>> Learners(Id<SchoolClass> id, Visit visit, Id<Person>? after = null) =>
        (await visit.ReadClassAsync(id)).Succeeds(out var read, out var refusal)
            ? (await visit.LearnersAsync(read, after)).At($"/api/v1/classes/{id}/learners", learner => learner.Id)
            : refusal;
}
