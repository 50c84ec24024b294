using Cairn.Foundation.Html;
using Cairn.Foundation.Storage;
using Cairn.SignIn;

namespace Cairn.Schools.Classes;

internal static class ClassPages
{
    public static void MapClassPages(this IEndpointRouteBuilder routes)
    {
        var classes = routes.MapGroup("/classes").RequireRole(SchoolRole.Teacher, SchoolRole.Leader, SchoolRole.Operator);
        classes.MapGet("", Mine);
        classes.MapGet("{id}", Show);
    }

    /// <summary>The first thing that a teacher sees of Cairn is their own class.</summary>
    static async Task<IResult> Mine(HttpContext http, CairnDb db, CancellationToken stop) =>
        await db.ClassesOfAsync(http.Actor(), stop) is [var first, ..] mine
            ? ClassPage.With(await ClassModel.OfAsync(db, first, mine, null, stop))
            : NoClassPage.With(new NoClassModel(http.Actor().Has(SchoolRole.Leader) || http.Actor().Has(SchoolRole.Operator)));

    static async Task<IResult> Show(
        Id<SchoolClass> id,
        string? after,
        HttpContext http,
        CairnDb db,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var actor = http.Actor();
        if (await db.ClassAsync(id, actor, stop) is not { } found)
            return TypedResults.NotFound();

        var mine = await db.ClassesOfAsync(actor, stop);
        await db.NoteClassReadAsync(actor, found, mine, clock.Now(), stop);
        return ClassPage.With(await ClassModel.OfAsync(db, found, mine, after, stop));
    }
}

public sealed record NoClassModel(bool LeadsASchool);
