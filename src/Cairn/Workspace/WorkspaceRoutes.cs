using Cairn.Assessing;
using Cairn.Workspace.Capture;
using Cairn.Workspace.Starting;

namespace Cairn.Workspace;

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
