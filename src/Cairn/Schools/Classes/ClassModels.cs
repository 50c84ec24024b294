using Cairn.Earning;
using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Schools.Classes;

public sealed record ClassModel(
    string Url,
    string Title,
    string School,
    IReadOnlyList<ClassTab> Mine,
    IReadOnlyList<LearnerLine> Learners,
    int Waiting,
    bool Teaches,
    string? Next,
    bool Further
)
{
    /// <summary>One page of a class, in three queries whatever its size.</summary>
    internal static async Task<ClassModel> OfAsync(
        CairnDb db,
        SchoolClass shown,
        IReadOnlyList<SchoolClass> mine,
        string? after,
        CancellationToken stop
    )
    {
        var page = await db.LearnersIn(shown.Id).PageAsync(db, after, stop);
        var learners = page.Take(PeoplePaging.Size).ToList();
        var work = (await db.WorkOfAsync([.. learners.Select(learner => learner.Id)], stop)).ToLookup(line => line.Learner);
        var school = await db.Organizations.Where(one => one.Id == shown.SchoolId).Select(one => one.Name).SingleAsync(stop);
        var teaches = mine.Any(one => one.Id == shown.Id);
        return new ClassModel(
            $"/classes/{shown.Id}",
            shown.Title,
            school,
            [.. mine.Select(one => new ClassTab($"/classes/{one.Id}", one.Title, one.Id == shown.Id))],
            [.. learners.Select(learner => LearnerLine.Of(learner, work[learner.Id], teaches))],
            teaches ? await db.WaitingInAsync(shown.Id, stop) : 0,
            teaches,
            page.Next($"/classes/{shown.Id}"),
            after is not null
        );
    }
}

public sealed record ClassTab(string Url, string Title, bool Shown);

public sealed record LearnerLine(string Id, string Name, string? Grade, IReadOnlyList<LearnerWork> Work, int Earned)
{
    public bool Waits => Work.Any(work => work.WaitsForYou);

    internal static LearnerLine Of(Person learner, IEnumerable<WorkLine> work, bool teaches)
    {
        var all = work.ToList();
        return new LearnerLine(
            learner.Id.ToString(),
            learner.Name,
            learner.Grade,
            [
                .. all.Where(line => line.State is not (EnrollmentState.Earned or EnrollmentState.Revoked))
                    .Select(line => new LearnerWork(
                        teaches ? $"/earning/{line.Enrollment}" : null,
                        line.Title,
                        line.State.ToString(),
                        teaches ? line.Target : null,
                        teaches && line.WaitsForTeacher
                    )),
            ],
            all.Count(line => line.State is EnrollmentState.Earned)
        );
    }
}

/// <param name="Url">For who teaches the learner; a school's leader sees what is worked on, not the work.</param>
public sealed record LearnerWork(string? Url, string Title, string State, DateOnly? Target, bool WaitsForYou);
