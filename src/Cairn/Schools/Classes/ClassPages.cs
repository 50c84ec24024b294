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
    static async Task<IResult> Mine(HttpContext http, CairnDb db, CancellationToken cancellation) =>
        await db.ClassesOfAsync(http.Actor(), cancellation) is [var first, ..] mine
            ? ClassPage.With(await ClassModel.OfAsync(db, first, mine, null, cancellation))
            : NoClassPage.With(new NoClassModel(http.Actor().Has(SchoolRole.Leader) || http.Actor().Has(SchoolRole.Operator)));

    static async Task<IResult> Show(Id<SchoolClass> id, string? after, HttpContext http, CairnDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var actor = http.Actor();
        if (await db.ClassAsync(id, actor, cancellation) is not { } found) return TypedResults.NotFound();

        var mine = await db.ClassesOfAsync(actor, cancellation);
        await db.NoteClassReadAsync(actor, found, mine, clock.Now(), cancellation);
        return ClassPage.With(await ClassModel.OfAsync(db, found, mine, after, cancellation));
    }
}

public sealed record NoClassModel(bool LeadsASchool);
