using Cairn.Earning.Capture;
using Cairn.Earning.Starting;
using Cairn.Earning.Workspace;

namespace Cairn.Earning;

/// <summary>Every address of the learner's side.</summary>
internal static class EarningRoutes
{
    public static void MapEarning(this IEndpointRouteBuilder routes)
    {
        routes.MapStarts();
        routes.MapCaptures();
        routes.MapReadings();

        var work = routes.MapGroup("").AddEndpointFilter<OutsideDuty>();
        work.MapParts();
        work.MapWritings();
        work.MapEvidence();
        work.MapArtifactFiles();
        work.MapSubmissions();
    }
}
