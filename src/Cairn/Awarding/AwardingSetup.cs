using Cairn.Awarding.Keys;
using Cairn.Foundation.Jobs;

namespace Cairn.Awarding;

internal static class AwardingSetup
{
    public static void AddAwarding(this IServiceCollection services)
    {
        services.AddScoped<Issuers>();
        services.AddScoped<Granting>();
        services.AddScoped<IJobHandler, SignCredential>();
    }

    public static void MapAwarding(this IEndpointRouteBuilder routes)
    {
        routes.MapIssuers();
        routes.MapAwards();
        routes.MapIssuerKeys();
    }
}
