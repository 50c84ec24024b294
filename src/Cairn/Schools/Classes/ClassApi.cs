using Cairn.Foundation.Api;
using Cairn.Foundation.Storage;
using Cairn.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cairn.Schools.Classes;

internal static class ClassApi
{
    public static void MapClassApi(this IEndpointRouteBuilder routes)
    {
        var classes = routes
            .MapGroup("/api/v1/classes")
            .RequireRole(SchoolRole.Teacher, SchoolRole.Leader, SchoolRole.Operator)
            .WithTags("Classes");
        classes.MapGet("", Mine);
        classes.MapGet("{id}/learners", Learners);
    }

    /// <summary>The classes that the caller teaches.</summary>
    static async Task<Ok<ListOf<ClassLine>>> Mine(HttpContext http, CairnDb db, CancellationToken stop) =>
        TypedResults.Ok(new ListOf<ClassLine>([.. (await db.ClassesOfAsync(http.Actor(), stop)).Select(ClassLine.Of)], null));

    static async Task<Results<Ok<ListOf<LearnerLine>>, NotFound>> Learners(
        Id<SchoolClass> id,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop,
        string? after = null
    )
    {
        if (await db.ClassAsync(id, http.Actor(), stop) is not { } found)
            return TypedResults.NotFound();

        var mine = await db.ClassesOfAsync(http.Actor(), stop);
        await db.NoteClassReadAsync(http.Actor(), found, mine, clock.Now(), stop);
        var teaches = mine.Any(one => one.Id == id);
        var page = await db.LearnersIn(id).PageAsync(db, after, stop);
        var learners = page.Take(PeoplePaging.Size).ToList();
        var work = (await db.WorkOfAsync([.. learners.Select(learner => learner.Id)], stop)).ToLookup(line => line.Learner);
        return TypedResults.Ok(
            new ListOf<LearnerLine>(
                [.. learners.Select(learner => LearnerLine.Of(learner, work[learner.Id], teaches))],
                page.Next($"/api/v1/classes/{id}/learners")
            )
        );
    }
}

internal sealed record ClassLine(Id<SchoolClass> Id, string Title, string? Grades, Id<Organization> SchoolId)
{
    public static ClassLine Of(SchoolClass one) => new(one.Id, one.Title, one.Grades, one.SchoolId);
}
