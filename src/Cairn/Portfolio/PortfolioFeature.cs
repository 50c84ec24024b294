using Cairn.Verifying;

namespace Cairn.Portfolio;

internal sealed class PortfolioFeature : Feature
{
    public override void Add(IServiceCollection services, CairnOptions options) =>
        services.AddPublicCredentials().AddScoped<CredentialPictures>().AddSingleton<IOpenCredentials, CredentialsAtAddresses>();

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapOwnPortfolio();
        routes.MapPublicCredentials();
    }

    public override IEnumerable<NavPlace> PlacesFor(Actor actor) => [new(90, "/portfolio", Word.Of<Texts>(Texts.NavPortfolio), "award")];
}
