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
        var audience = CatalogFilter.AudienceOf(actor.Grade);
        var filter = new CatalogFilter { Audience = audience, Schools = [.. actor.Roles.Select(role => role.OrganizationId).Distinct()] };
        var begun = await BegunBy.ToListAsync(db, actor.PersonId, stop);
        var found = await db.CatalogAsync(filter, null, stop);
        return
        [
            .. found
                .Items.Where(item => !begun.Exists(one => one.MicroCredentialId == item.Id))
                .Take(MostPicks)
                .Select(CatalogEntry.Of)
                .Select(entry => new CatalogCardModel(entry, Reason.Of(entry, begun, fits: audience is not null))),
        ];
    }

    private static readonly CompiledQuery<Id<Person>, Begun> BegunBy = new(
        (db, learner) =>
            from enrollment in db.Enrollments
            where enrollment.LearnerId == learner && enrollment.State != EnrollmentState.Revoked
            join version in db.Versions on enrollment.VersionId equals version.Id
            orderby enrollment.Id descending
            select new Begun(enrollment.MicroCredentialId, enrollment.State, enrollment.Goal, version.Title, version.Subject)
    );
}
