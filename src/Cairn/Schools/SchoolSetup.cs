using Cairn.Classes;
using Cairn.Catalog.Picks;
using Cairn.Schools.Roles;
using Cairn.Schools.Rosters;

namespace Cairn.Schools;

internal static class SchoolSetup
{
    public static IServiceCollection AddCairnSchools(this IServiceCollection services) => services.AddCairnRosters();

    public static void MapSchools(this IEndpointRouteBuilder routes)
    {
        routes.MapLedSchools();
        routes.MapClasses();
        routes.MapPeopleAndRoles();
        routes.MapShortList();
        routes.MapRosters();
    }
}
