using Cairn.Foundation.Jobs;

namespace Cairn.Awarding;

internal static class AwardingSetup
{
    public static void AddAwarding(this IServiceCollection services)
    {
        services.AddScoped<Granting>();
        services.AddScoped<IJobHandler, SignCredential>();
    }

    public static void MapAwarding(this IEndpointRouteBuilder routes) => routes.MapAwards();
}
