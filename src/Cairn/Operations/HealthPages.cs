using Cairn.Foundation.Jobs;
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

    private static async Task<IResult> Ready(CairnDb db, JobWorker worker, TimeProvider clock, CancellationToken stop)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(TimeSpan.FromSeconds(3));
        bool database;
        try
        {
            await db.Districts.AnyAsync(deadline.Token);
            database = true;
        }
        catch (Exception exception)
            when (exception is System.Data.Common.DbException or OperationCanceledException or TimeoutException or InvalidOperationException
            )
        {
            database = false;
        }
        var jobs = clock.Now() - worker.LastTurn < TimeSpan.FromMinutes(5);
        var ready = database && jobs;
        return TypedResults.Json(
            new
            {
                status = ready ? "ready" : "not-ready",
                database = database ? "ok" : "unreachable",
                jobs = jobs ? "ok" : "stalled",
            },
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
        );
    }
}
