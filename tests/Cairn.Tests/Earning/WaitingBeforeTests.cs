using Cairn.Assessing;
using Cairn.Design;
using Cairn.Earning;
using Cairn.Foundation.Storage;
using Cairn.Tests.Awarding;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Earning;

/// <summary>
/// What the migrations write for work that waited before the queues had columns is what the product writes today, in every state of the
/// work. That they write it to a database of their time is tested with the upgrades (<c>UpgradeTests</c>).
/// </summary>
public abstract class WaitingBeforeTests
{
    private protected abstract CairnHost NewHost();

    [Fact]
    public async Task What_waited_before_the_queues_waits_in_them()
    {
        var host = NewHost();
        await host.InitializeAsync();
        try
        {
            await WaitsAsync(host);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private static async Task WaitsAsync(CairnHost host)
    {
        var journey = await Journey.BeginAsync(host, age: 12);
        var expected = new Dictionary<string, (Id<Submission>? ToJudge, Id<Review>? ToDecide)>();
        expected["handed-in"] = (await journey.SubmitAsync(await NewAsync("handed-in")), null);
        expected["judged"] = (null, await journey.JudgeAsync(await journey.SubmitAsync(await NewAsync("judged"))));
        expected["begun"] = (await journey.SubmitAsync(await NewAsync("begun")), null);
        var assessor = await journey.Assessor.ActorAsync();
        await host.InDbAsync(
            journey.District.Id,
            async db =>
            {
                var id = expected["begun"].ToJudge!.Value;
                db.Add(
                    Review
                        .Claim(
                            await db.Submissions.SingleAsync(s => s.Id == id),
                            (await db.StandingAsync(assessor, id, CancellationToken.None))!,
                            host.Clock.Now()
                        )
                        .Value
                );
                await db.SaveChangesAsync();
            }
        );
        var again = await NewAsync("again");
        Assert.True(
            (
                await journey.DecideAsync(
                    await journey.JudgeAsync(await journey.SubmitAsync(again), Recommendation.NewAttempt),
                    "newAttempt",
                    "Once more."
                )
            ).IsSuccessStatusCode
        );
        expected["again"] = (await journey.SubmitAsync(again), null);
        var back = await NewAsync("sent-back");
        Assert.True(
            (
                await journey.DecideAsync(
                    await journey.JudgeAsync(await journey.SubmitAsync(back), Recommendation.NewAttempt),
                    "newAttempt",
                    "Once more."
                )
            ).IsSuccessStatusCode
        );
        expected["sent-back"] = (null, null);
        Assert.True(
            (await journey.DecideAsync(await journey.JudgeAsync(await journey.SubmitAsync(await NewAsync("granted"))))).IsSuccessStatusCode
        );
        expected["granted"] = (null, null);
        expected["classroom"] = (
            await (await journey.AnotherAsync(b => b with { Tier = AssessmentTier.Classroom })).SubmitAsync(await NewAsync("classroom")),
            null
        );
        await journey.SignAsync();
        Assert.Equal(expected, await WaitingAsync());

        await host.InDbAsync(
            journey.District.Id,
            async db =>
            {
                // As the rows are just before those migrations write: none of the three columns is filled.
                await db.Database.ExecuteSqlRawAsync(
                    "update enrollments set waiting_submission_id = null, waiting_review_id = null, tier = ''"
                );
                await db.Database.ExecuteSqlRawAsync(WaitingBefore.Sql);
                await db.Database.ExecuteSqlRawAsync(TierBefore.Sql);
            }
        );

        Assert.Equal(expected, await WaitingAsync());
        var classroom = await host.InDbAsync(
            journey.District.Id,
            db => db.Enrollments.Where(e => e.Tier == AssessmentTier.Classroom).Select(e => e.WaitingSubmissionId).ToListAsync()
        );
        Assert.Equal([expected["classroom"].ToJudge], classroom); // the tier came with a later migration still
        Assert.Equal(
            expected.Count - 1,
            await host.InDbAsync(journey.District.Id, db => db.Enrollments.CountAsync(e => e.Tier == AssessmentTier.Certified))
        );

        Task<TestPerson> NewAsync(string name) => journey.District.PersonAsync(name, [SchoolRole.Learner], grade: "06", age: 12);

        Task<Dictionary<string, (Id<Submission>? ToJudge, Id<Review>? ToDecide)>> WaitingAsync() =>
            host.InDbAsync(
                journey.District.Id,
                async db =>
                    (
                        await (
                            from enrollment in db.Enrollments.AsNoTracking()
                            join learner in db.People on enrollment.LearnerId equals learner.Id
                            select new
                            {
                                learner.GivenName,
                                enrollment.WaitingSubmissionId,
                                WaitingReviewId = EF.Property<Id<Review>?>(enrollment, DecisionQueue.Column),
                            }
                        ).ToListAsync()
                    ).ToDictionary(one => one.GivenName, one => (one.WaitingSubmissionId, one.WaitingReviewId))
            );
    }
}

public sealed class SqliteWaitingBeforeTests : WaitingBeforeTests
{
    private protected override CairnHost NewHost() => new SqliteHost();
}

public sealed class PostgresWaitingBeforeTests : WaitingBeforeTests
{
    private protected override CairnHost NewHost() => new PostgresHost();
}
