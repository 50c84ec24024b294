using Cairn.Foundation.Load;

namespace Cairn.Operations;

/// <summary>For a load balancer: <c>/health/live</c> (the process answers), <c>/health/ready</c> (it can do its work).</summary>
internal static class HealthPages
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Ok(new { status = "live" })).WithoutTurn().ExcludeFromDescription();
        routes.MapGet("/health/ready", Ready).WithoutTurn().ExcludeFromDescription();
    }

    private static async Task<IResult> Ready(Health health, CancellationToken stop)
    {
        var found = await health.AskAsync(stop);
        return TypedResults.Json(
            new
            {
                status = found.IsReady ? "ready" : "not-ready",
                database = found.Database,
                disk = found.Disk,
                jobs = found.Jobs,
            },
            statusCode: found.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
        );
    }
}
