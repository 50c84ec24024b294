using Cairn.Foundation.Jobs;

namespace Cairn.Schools.Rosters;

internal static class RosterSetup
{
    public static IServiceCollection AddCairnRosters(this IServiceCollection services) =>
        services
            .AddSingleton<RosterFiles>()
            .AddSingleton<RosterProgressBoard>()
            .AddScoped<RosterIntake>()
            .AddScoped<IJobHandler, RosterImportJob>();
}
