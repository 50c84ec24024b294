namespace Cairn.Home;

internal sealed class HomeFeature : Feature
{
    public override void Add(IServiceCollection services, CairnOptions options) => services.AddCairnPages(Navigation.Of);

    public override void Map(IEndpointRouteBuilder routes) => routes.MapHome();
}
