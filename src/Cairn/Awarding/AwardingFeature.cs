using Cairn.Foundation.Jobs;

namespace Cairn.Awarding;

internal sealed class AwardingFeature : Feature
{
    public override void Add(IServiceCollection services, CairnOptions options) =>
        services.AddScoped<Granting>().AddScoped<IJobHandler, SignCredential>();

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapDeciding();
        routes.MapAwards();
    }

    public override IEnumerable<NavPlace> PlacesFor(Actor actor)
    {
        if (actor.Has(SchoolRole.Grantor))
            yield return new(50, "/granting", Word.Of<Texts>(Texts.NavGrant), "award");
    }

    public override async IAsyncEnumerable<HomePart> HomeAsync(Visit visit)
    {
        if (!visit.Actor.Has(SchoolRole.Grantor))
            yield break;
        var waiting = (await visit.UndecidedAsync(null)).Count;
        yield return HomeTile.Waiting<Texts>(30, "/granting", Texts.HomeDecide, waiting, Texts.HomeDecideSome, Texts.HomeDecideNone);
    }
}
