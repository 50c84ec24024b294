using Cairn.Issuing.Keys;

namespace Cairn.Issuing;

internal static class IssuingSetup
{
    public static void AddIssuing(this IServiceCollection services)
    {
        services.AddScoped<Issuers>();
        services.AddSingleton<IssuersAtAddresses>();
    }

    public static void MapIssuing(this IEndpointRouteBuilder routes)
    {
        routes.MapIssuers();
        routes.MapIssuerKeys();
    }
}
