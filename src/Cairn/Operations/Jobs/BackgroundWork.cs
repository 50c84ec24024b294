using Cairn.Audit;
using Cairn.Foundation.Jobs;

namespace Cairn.Operations.Jobs;

/// <summary>What waits, what failed and why, with a button to run it again; for operators of the whole district.</summary>
internal static class BackgroundWork
{
    public const int PageSize = 50;

    public static void MapBackgroundWork(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/operations/jobs").RequireRole(SchoolRole.Operator);
        pages.MapGet("", Show);
        pages.MapPost("/{id}/again", RunAgain).AsPage<JobLine>(Show, job => SeeOther.To("/operations/jobs").Saying<Texts>(Texts.JobsAgain));

        var api = routes.MapGroup("/api/v1/jobs").RequireRole(SchoolRole.Operator).WithTags("Operations");
        api.MapGet("", List).WithSummary("The district's jobs that are not done, the one due first at the top; fifty a page");
        api.MapPost("/{id}/again", RunAgain).WithSummary("Run a job that failed now; one that runs or is done stays as it is");
    }

    private static async Task<Outcome<JobLine>> RunAgain(Id<Job> id, Visit visit, JobBell bell)
    {
        var (actor, db, now, stop) = visit;
        if (
            !actor.HasEverywhere(SchoolRole.Operator)
            || await db.Jobs.AsNoTracking().FirstOrDefaultAsync(j => j.Id == id, stop) is not { } job
        )
            return Refusal.NotFound;
        await using (var transaction = await db.Database.BeginTransactionAsync(stop))
        {
            if (await db.RunAgainAsync(id, now, stop))
                db.Audit(actor, "job.run-again", job.Id, now, job.Kind);
            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
        }
        bell.Ring();
        return JobLine.Of(await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == id, stop), now);
    }

    private static async Task<IResult> Show(Visit visit, Form form, Id<Job>? after = null)
    {
        if (!visit.Actor.HasEverywhere(SchoolRole.Operator))
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        return JobsPage.With(
            new JobsModel(
                (await visit.UndoneJobsAsync(after)).At("/operations/jobs", job => job.Id),
                after is null ? null : "/operations/jobs",
                await visit.Db.PeriodicRuns.AsNoTracking().OrderBy(run => run.Name).ToListAsync(visit.Stop),
                form
            )
        );
    }

    private static async Task<Outcome<ListOf<JobLine>>> List(Visit visit, Id<Job>? after = null) =>
        visit.Actor.HasEverywhere(SchoolRole.Operator)
            ? (await visit.UndoneJobsAsync(after)).At("/api/v1/jobs", job => job.Id)
            : Refusal.Forbidden("operations.not-of-the-district");

    /// <summary>By due time: what failed and is tried again soon, what waits, and last what has been given up.</summary>
    private static async Task<PageOf<JobLine>> UndoneJobsAsync(this Visit visit, Id<Job>? after)
    {
        var (_, db, now, stop) = visit;
        var jobs = db.Jobs.AsNoTracking().Where(job => job.DoneAt == null);
        if (after is { } last)
        {
            var due = await db.Jobs.Where(job => job.Id == last).Select(job => job.DueAt).FirstOrDefaultAsync(stop);
            jobs = jobs.Where(job => job.DueAt > due || (job.DueAt == due && job.Id > last));
        }
        return (await jobs.OrderBy(job => job.DueAt).ThenBy(job => job.Id).ToPageAsync(PageSize, stop)).As(job => JobLine.Of(job, now));
    }
}

/// <param name="Kind">What it does: <c>sign-credential</c>.</param>
/// <param name="SubjectId">What it is about.</param> <param name="DueAt">When it is tried next.</param> <param name="LastFailure">The type
/// of the last failure; the log has its message, under the job's id.</param>
internal sealed record JobLine(
    Id<Job> Id,
    string Kind,
    Guid SubjectId,
    JobState State,
    int Attempts,
    string? LastFailure,
    DateTimeOffset AskedAt,
    DateTimeOffset DueAt
)
{
    public static JobLine Of(Job job, DateTimeOffset now) =>
        new(
            job.Id,
            job.Kind,
            job.SubjectId,
            job.DoneAt is not null ? JobState.Done
                : job.GaveUpAt is not null ? JobState.GivenUp
                : job.LeasedUntil > now ? JobState.Runs
                : job.LastFailure is not null ? JobState.Failed
                : JobState.Waits,
            job.Attempts,
            job.LastFailure,
            job.AskedAt,
            job.DueAt
        );
}

internal enum JobState
{
    Waits,
    Runs,

    /// <summary>It is tried again by itself.</summary>
    Failed,

    /// <summary>It failed too often, and waits for somebody.</summary>
    GivenUp,
    Done,
}

/// <summary>Unfinished and recurring work.</summary>
public sealed record JobsModel
{
    internal JobsModel(ListOf<JobLine> jobs, string? previous, IReadOnlyList<PeriodicRun> periodic, Form form) =>
        (Jobs, Previous, Periodic, Form) = (jobs, previous, periodic, form);

    internal ListOf<JobLine> Jobs { get; }
    internal string? Previous { get; }
    internal IReadOnlyList<PeriodicRun> Periodic { get; }
    internal Form Form { get; }
}
