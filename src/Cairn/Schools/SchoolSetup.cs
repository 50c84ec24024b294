using Cairn.Schools.Classes;
using Cairn.Schools.Rosters;

namespace Cairn.Schools;

internal static class SchoolSetup
{
    public static IServiceCollection AddCairnSchools(this IServiceCollection services) => services.AddCairnRosters();

    public static void MapSchools(this IEndpointRouteBuilder routes)
    {
        routes.MapClassPages();
        routes.MapClassApi();
        routes.MapRosterPages();
        routes.MapRosterApi();
    }
}
