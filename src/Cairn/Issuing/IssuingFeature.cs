using Cairn.Issuing.Keys;

namespace Cairn.Issuing;

internal sealed class IssuingFeature : Feature
{
    public override void Add(IServiceCollection services, CairnOptions options) =>
        services.AddScoped<Issuers>().AddSingleton<IssuersAtAddresses>();

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapIssuers();
        routes.MapIssuerKeys();
    }
}
