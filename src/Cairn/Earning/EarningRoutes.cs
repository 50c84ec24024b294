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
        routes.MapWorkspace();
        routes.MapAnswers();
        routes.MapEvidence();
        routes.MapSubmissions();
        routes.MapCapture();
        routes.MapArtifactFiles();
        routes.MapEnrollmentApi();
        routes.MapArtifactApi();
        routes.MapSubmissionApi();
        routes.MapCaptureApi();
    }
}
