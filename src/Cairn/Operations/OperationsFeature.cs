using Cairn.Foundation.Jobs;
using Cairn.Operations.Jobs;

namespace Cairn.Operations;

internal sealed class OperationsFeature : Feature
{
    public override void Add(IServiceCollection services, CairnOptions options)
    {
        services.AddScoped<UnusedFiles>();
        services.AddSingleton<Sweep>();
        services.AddSingleton<IPeriodicJob>(provider => provider.GetRequiredService<Sweep>());
        services.AddSingleton<Health>();
        services.AddTelemetry();
    }

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapHealth();
        routes.MapBackgroundWork();
    }
}
