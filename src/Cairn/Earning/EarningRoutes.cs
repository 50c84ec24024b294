using Cairn.Earning.Capture;
using Cairn.Earning.Starting;
using Cairn.Earning.Workspace;

namespace Cairn.Earning;

/// <summary>Every address of the learner's side.</summary>
internal static class EarningRoutes
{
    public static void MapEarning(this IEndpointRouteBuilder routes)
    {
        routes.MapMyWork();
        routes.MapStart();
        routes.MapCapture();
        routes.MapCaptureApi();
        routes.MapReadings();

        var work = routes.MapGroup("").AddEndpointFilter<OutsideDuty>();
        work.MapWorkspace();
        work.MapAnswers();
        work.MapEvidence();
        work.MapSubmissions();
        work.MapArtifactFiles();
        work.MapEnrollmentApi();
        work.MapArtifactApi();
        work.MapSubmissionApi();
    }
}
