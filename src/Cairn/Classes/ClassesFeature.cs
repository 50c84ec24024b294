namespace Cairn.Classes;

internal sealed class ClassesFeature : Feature
{
    private const int OnHome = 12;

    public override void Map(IEndpointRouteBuilder routes) => routes.MapClasses();

    public override IEnumerable<NavPlace> PlacesFor(Actor actor)
    {
        if (actor.Has(SchoolRole.Teacher))
            yield return new(20, "/classes", Word.Of<Texts>(Texts.NavClasses), "people");
    }

    public override async IAsyncEnumerable<HomePart> HomeAsync(Visit visit)
    {
        var page = await visit.ClassesTaughtAsync(size: OnHome);
        if (page.Items is not [_, ..] classes)
            yield break;
        var sizes = (await Sizes.ToListAsync(visit.Db, [.. classes.Select(one => one.Id)], visit.Stop)).ToDictionary(
            one => one.Class,
            one => one.Learners
        );
        yield return new HomeSection(
            10,
            "classes",
            Word.Of<Texts>(Texts.HomeClasses),
            ClassCards.Of(
                [.. classes.Select(one => new ClassCard($"/classes/{one.Id}", one.Title, sizes.GetValueOrDefault(one.Id)))],
                page.HasMore
            )
        );
    }

    private static readonly CompiledQuery<List<Id<SchoolClass>>, ClassSize> Sizes = new(
        (db, ids) =>
            db
                .ClassMemberships.Where(m => ids.Contains(m.ClassId) && m.Role == ClassRole.Learner && m.EndedAt == null)
                .GroupBy(m => m.ClassId)
                .Select(g => new ClassSize(g.Key, g.Count()))
    );

    private sealed record ClassSize(Id<SchoolClass> Class, int Learners);
}

public sealed record ClassCard(string Address, string Title, int Learners);
