namespace Cairn.Classes;

internal sealed class ClassesFeature : Feature
{
    private const int OnHome = 12;

    public override void Map(IEndpointRouteBuilder routes) => routes.MapClasses();

    public override IEnumerable<NavPlace> PlacesFor(Actor actor)
    {
        if (actor.Has(SchoolRole.Teacher))
            yield return new(20, "/classes", Word.Of<Texts>("Nav.Classes"), "people");
    }

    public override async IAsyncEnumerable<HomePart> HomeAsync(Visit visit)
    {
        var page = await visit.ClassesTaughtAsync(size: OnHome);
        if (page.Items is not [_, ..] classes)
            yield break;
        List<Id<SchoolClass>> ids = [.. classes.Select(one => one.Id)];
        var sizes = await visit
            .Db.ClassMemberships.Where(m => ids.Contains(m.ClassId) && m.Role == ClassRole.Learner && m.EndedAt == null)
            .GroupBy(m => m.ClassId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, visit.Stop);
        yield return new HomeSection(
            10,
            "classes",
            Word.Of<Texts>("Home.Classes"),
            ClassCards.Of(
                [.. classes.Select(one => new ClassCard($"/classes/{one.Id}", one.Title, sizes.GetValueOrDefault(one.Id)))],
                page.HasMore
            )
        );
    }
}

public sealed record ClassCard(string Address, string Title, int Learners);
