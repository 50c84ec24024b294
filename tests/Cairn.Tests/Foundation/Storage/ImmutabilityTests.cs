using Cairn.Foundation.Storage;
using Cairn.Tests.Awarding;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Foundation.Storage;

/// <summary>What the database itself refuses, past the application's code: an award's rows, one change each.</summary>
public abstract class ImmutabilityTests(CairnHost host)
{
    [Theory]
    [InlineData("update credentials set bytes = bytes")]
    [InlineData("delete from credentials")]
    [InlineData("update submissions set snapshot = snapshot")]
    [InlineData("delete from submissions")]
    [InlineData("update reviews set note = 'x' where completed_at is not null")]
    [InlineData("delete from decisions")]
    [InlineData("delete from audit_events")]
    public async Task Fails_when_a_frozen_row_is_changed(string sql)
    {
        var journey = await Journey.BeginAsync(host);
        var before = await journey.CredentialAsync(await journey.EarnAsync());

        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(journey, sql));

        Assert.Equal(before.Bytes, (await journey.CredentialAsync(before.AwardId)).Bytes);
    }

    [Fact]
    public async Task Fails_when_a_frozen_row_is_replaced_or_the_table_emptied()
    {
        var journey = await Journey.BeginAsync(host);
        var before = await journey.CredentialAsync(await journey.EarnAsync());
        var sqlite = await host.InDbAsync(journey.District.Id, db => Task.FromResult(db.Database.IsSqlite()));

        await Assert.ThrowsAnyAsync<Exception>(() =>
            RunAsync(journey, sqlite ? "insert or replace into credentials select * from credentials" : "truncate credentials cascade")
        );

        Assert.Equal(before.Bytes, (await journey.CredentialAsync(before.AwardId)).Bytes);
    }

    [Fact]
    public async Task An_order_to_erase_lets_that_learners_rows_go_and_no_others()
    {
        var journey = await Journey.BeginAsync(host);
        await journey.EarnAsync();
        var other = await journey.District.PersonAsync("Kim", [SchoolRole.Learner], age: 40);
        await journey.DecideAsync(await journey.JudgeAsync(await journey.SubmitAsync(other)));
        await journey.SignAsync();
        var learner = (await journey.Learner.ActorAsync()).PersonId;
        await host.InDbAsync(
            journey.District.Id,
            async db =>
            {
                db.Erasures.Add(new Erasure(journey.District.Id, learner.Value, learner.Value, host.Clock.Now()));
                await db.SaveChangesAsync();

                await db.Credentials.Where(c => c.LearnerId == learner).ExecuteDeleteAsync();
                await db.CredentialIssues.Where(c => c.LearnerId == learner).ExecuteDeleteAsync();
                await db.Awards.Where(a => a.LearnerId == learner).ExecuteDeleteAsync();
                await db
                    .Decisions.Where(d => db.Submissions.Any(s => s.Id == d.SubmissionId && s.LearnerId == learner))
                    .ExecuteDeleteAsync();
                await db.Reviews.Where(r => db.Submissions.Any(s => s.Id == r.SubmissionId && s.LearnerId == learner)).ExecuteDeleteAsync();
                await db.Submissions.Where(s => s.LearnerId == learner).ExecuteDeleteAsync();
            }
        );

        Assert.Equal(1, await host.InDbAsync(journey.District.Id, db => db.Credentials.CountAsync()));
        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(journey, "delete from reviews"));
    }

    private Task RunAsync(Journey journey, string sql) => host.InDbAsync(journey.District.Id, db => db.Database.ExecuteSqlRawAsync(sql));
}

[Collection("sqlite")]
public sealed class SqliteImmutabilityTests(SqliteHost host) : ImmutabilityTests(host);

[Collection("postgres")]
public sealed class PostgresImmutabilityTests(PostgresHost host) : ImmutabilityTests(host);
