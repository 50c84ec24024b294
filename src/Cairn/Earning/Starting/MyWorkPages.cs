using Cairn.Foundation.Html;
using Cairn.Foundation.Storage;
using Cairn.Schools;
using Cairn.SignIn;

namespace Cairn.Earning.Starting;

/// <summary>"My work": everything that somebody has begun.</summary>
internal static class MyWorkPages
{
    private const int PageSize = 50;

    public static void MapMyWork(this IEndpointRouteBuilder routes) => routes.MapGet("/earning", Show).RequirePerson();

    private static async Task<IResult> Show(HttpContext http, CairnDb db, CancellationToken stop, Id<Enrollment>? after = null)
    {
        var actor = http.Actor();
        var items = await db.MyWorkAsync(actor.PersonId, PageSize + 1, stop, after);
        var next = items.Count > PageSize ? $"/earning?after={items[PageSize - 1].Id}" : null;
        return MyWorkPage.With(new MyWorkModel([.. items.Take(PageSize)], next, after is not null, actor.Has(SchoolRole.Teacher)));
    }
}

/// <summary>A page of somebody's work.</summary>
public sealed class MyWorkModel
{
    internal MyWorkModel(IReadOnlyList<MyWorkItem> items, string? next, bool further, bool teaches) =>
        (Items, Next, Further, Teaches) = (items, next, further, teaches);

    internal IReadOnlyList<MyWorkItem> Items { get; }
    internal string? Next { get; }
    internal bool Further { get; }
    internal bool Teaches { get; }
}
