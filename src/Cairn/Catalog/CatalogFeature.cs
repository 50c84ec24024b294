using Cairn.Catalog.Picks;
using Cairn.Earning;

namespace Cairn.Catalog;

internal sealed class CatalogFeature : Feature
{
    private const int MostPicks = 3;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapCatalogApi();
        routes.MapCatalog();
        routes.MapShortList();
    }

    public override IEnumerable<NavPlace> PlacesFor(Actor actor) => [new(30, "/catalog", Word.Of<Texts>(Texts.NavCatalog), "collection")];

    public override async IAsyncEnumerable<HomePart> HomeAsync(Visit visit)
    {
        if (!visit.Actor.Has(SchoolRole.Learner) || await PicksAsync(visit) is not [_, ..] picks)
            yield break;
        yield return new HomeSection(
            30,
            "picks",
            Word.Of<Texts>(picks.TrueForAll(pick => pick.Entry.Picked) ? Texts.HomePicks : Texts.HomeChoices),
            CatalogCards.Of(picks)
        );
    }

    /// <summary>Three picks of the learner's schools that fit their grade; what the school picked comes first.</summary>
    private static async Task<List<CatalogCardModel>> PicksAsync(Visit visit)
    {
        var (actor, db, _, stop) = visit;
        var filter = new CatalogFilter
        {
            Audience = CatalogFilter.AudienceOf(actor.Grade),
            Schools = [.. actor.Roles.Select(role => role.OrganizationId).Distinct()],
        };
        var begun = await db
            .Enrollments.Where(e => e.LearnerId == actor.PersonId && e.State != EnrollmentState.Revoked)
            .Select(e => e.MicroCredentialId)
            .ToListAsync(stop);
        var found = await db.CatalogAsync(filter, null, stop);
        return
        [
            .. found
                .Items.Where(item => !begun.Contains(item.Id))
                .Take(MostPicks)
                .Select(item => new CatalogCardModel(CatalogEntry.Of(item))),
        ];
    }
}
