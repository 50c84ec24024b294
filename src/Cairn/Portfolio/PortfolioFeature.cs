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

    /// <summary>Also for a teacher who learns.</summary>
    public override async IAsyncEnumerable<HomePart> HomeAsync(Visit visit)
    {
        if (await visit.LookAtEarnedAsync() is [_, ..] earned)
            yield return new HomeMoment(0, Earned.Of(earned));
    }

    public override IEnumerable<NavPlace> PlacesFor(Actor actor) => [new(90, "/portfolio", Word.Of<Texts>(Texts.NavPortfolio), "award")];
}
