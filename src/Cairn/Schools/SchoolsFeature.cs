using Cairn.Schools.Roles;
using Cairn.Schools.Rosters;

namespace Cairn.Schools;

internal sealed class SchoolsFeature : Feature
{
    public override void Add(IServiceCollection services, CairnOptions options) => services.AddCairnRosters();

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapLedSchools();
        routes.MapPeopleAndRoles();
        routes.MapRosters();
    }

    public override IEnumerable<NavPlace> PlacesFor(Actor actor)
    {
        if (Leads(actor))
            yield return new(80, "/schools", Word.Of<Texts>(Texts.NavSchool), "building");
    }

    public override async IAsyncEnumerable<HomePart> HomeAsync(Visit visit)
    {
        await Task.CompletedTask;
        if (visit.Actor.HasEverywhere(SchoolRole.Operator))
            yield return new HomeTile(60, "/rosters", Word.Of<Texts>(Texts.HomeRosters), Word.Of<Texts>(Texts.HomeRostersText));
        if (Leads(visit.Actor))
            yield return new HomeTile(80, "/schools", Word.Of<Texts>(Texts.HomeLead), Word.Of<Texts>(Texts.HomeLeadText));
    }

    private static bool Leads(Actor actor) => actor.Has(SchoolRole.Leader) || actor.Has(SchoolRole.Operator);
}
