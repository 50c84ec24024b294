using System.Net;
using System.Net.Http.Json;
using Cairn.Assessing;
using Cairn.Earning;
using Cairn.Foundation;
using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Earning;

public abstract class EnrollmentAccessTests(CairnHost host)
{
    /// <summary>The rule as a table: who, and what they are to the work. Null: it does not exist for them.</summary>
    [Theory]
    [InlineData("learner", nameof(EnrollmentTie.Learner))]
    [InlineData("teacher", nameof(EnrollmentTie.Teacher))]
    [InlineData("former teacher", null)]
    [InlineData("teacher without the role", null)]
    [InlineData("other teacher", null)]
    [InlineData("grantor", nameof(EnrollmentTie.Overseer))]
    [InlineData("leader", nameof(EnrollmentTie.Overseer))]
    [InlineData("grantor elsewhere", null)]
    [InlineData("assessor who holds a review", nameof(EnrollmentTie.Assessor))]
    [InlineData("assessor", null)]
    [InlineData("guardian", null)]
    [InlineData("classmate", null)]
    [InlineData("author", null)]
    public async Task Who_may_see(string who, string? tie)
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.CompleteAsync();
        var person = await PersonAsync(scene, who, id);

        var actor = await person.ActorAsync();
        var outcome = await host.InDbAsync(
            scene.District.Id,
            db => new Visit(actor, db, host.Clock.Now(), CancellationToken.None).FindEnrollmentAsync(id)
        );

        Assert.Equal(
            (tie, tie is null),
            (outcome.Refusal is null ? outcome.Value.Tie.ToString() : null, outcome.Refusal == Refusal.NotFound)
        );
        var api = await person.ApiAsync();
        if (tie == nameof(EnrollmentTie.Overseer))
            await api.PostAsJsonAsync($"/api/v1/enrollments/{id}/reading", new { reason = "quality" }); // see OutsideDutyTests
        var answer = await api.GetAsync(new Uri($"/api/v1/enrollments/{id}", UriKind.Relative));
        Assert.Equal(tie is null ? HttpStatusCode.NotFound : HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Fails_when_the_district_is_another()
    {
        var scene = await EarningScene.NewAsync(host);
        var id = await scene.CompleteAsync();
        var elsewhere = await host.NewDistrictAsync("Elsewhere");
        var stranger = await (await elsewhere.PersonAsync("Eve", [SchoolRole.Leader, SchoolRole.Grantor], at: elsewhere.Top)).ApiAsync();
        var artifact = await host.InDbAsync(scene.District.Id, db => db.Artifacts.Select(a => a.Id).SingleAsync());

        foreach (
            var address in new[]
            {
                $"/api/v1/enrollments/{id}",
                $"/api/v1/enrollments/{id}/submissions",
                $"/api/v1/artifacts/{artifact}/content",
            }
        )
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(new Uri(address, UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await scene.WriteAsync(id, "why", "x", api: stranger)).StatusCode);
    }

    private static async Task<TestPerson> PersonAsync(EarningScene scene, string who, Id<Enrollment> id)
    {
        var district = scene.District;
        switch (who)
        {
            case "learner":
                return scene.Learner;
            case "teacher":
                return await scene.TeacherOfAsync(scene.Learner);
            case "other teacher":
                return await scene.TeacherOfAsync();
            case "former teacher":
                var former = await scene.TeacherOfAsync(scene.Learner);
                await scene.Host.InDbAsync(
                    district.Id,
                    db =>
                        db.ClassMemberships.Where(m => m.PersonId == former.Id)
                            .ExecuteUpdateAsync(set => set.SetProperty(m => m.EndedAt, scene.Host.Clock.Now()))
                );
                return former;
            case "teacher without the role":
                var suspended = await scene.TeacherOfAsync(scene.Learner);
                await scene.Host.InDbAsync(
                    district.Id,
                    db => db.RoleAssignments.Where(r => r.PersonId == suspended.Id).ExecuteDeleteAsync()
                );
                return suspended;
            case "grantor":
                return await district.PersonAsync("Gus", [SchoolRole.Grantor]);
            case "leader":
                return await district.PersonAsync("Lin", [SchoolRole.Leader], at: district.Top);
            case "grantor elsewhere":
                var other = await scene.Host.InDbAsync(
                    district.Id,
                    async db =>
                    {
                        var school = new Organization(district.Id, OrganizationKind.School, "Other", district.Top, scene.Host.Clock.Now());
                        db.Add(school);
                        await db.SaveChangesAsync();
                        return school.Id;
                    }
                );
                return await district.PersonAsync("Gil", [SchoolRole.Grantor], at: other);
            case "assessor who holds a review":
                var assessor = await district.PersonAsync("Ash", [SchoolRole.Assessor]);
                var actor = await assessor.ActorAsync();
                Assert.True((await scene.SubmitAsync(id)).IsSuccessStatusCode);
                await scene.Host.InDbAsync(
                    district.Id,
                    async db =>
                    {
                        var submission = await db.Submissions.SingleAsync();
                        db.Add(
                            Review
                                .Claim(
                                    submission,
                                    (await db.StandingAsync(actor, submission.Id, CancellationToken.None))!,
                                    scene.Host.Clock.Now()
                                )
                                .Value
                        );
                        await db.SaveChangesAsync();
                    }
                );
                return assessor;
            case "assessor":
                return await district.PersonAsync("Abe", [SchoolRole.Assessor]);
            case "guardian":
                var guardian = await district.PersonAsync("Gia", [SchoolRole.Guardian]);
                await scene.Host.InDbAsync(
                    district.Id,
                    async db =>
                    {
                        db.Add(new Guardianship(district.Id, guardian.Id, scene.Learner.Id, scene.Host.Clock.Now()));
                        await db.SaveChangesAsync();
                    }
                );
                return guardian;
            case "classmate":
                var classmate = await district.PersonAsync("Max", [SchoolRole.Learner], "07", 12);
                await scene.TeacherOfAsync(scene.Learner, classmate);
                return classmate;
            default:
                return await district.PersonAsync("Ida", [SchoolRole.Author]);
        }
    }
}

[Collection("sqlite")]
public sealed class SqliteEnrollmentAccessTests(SqliteHost host) : EnrollmentAccessTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresEnrollmentAccessTests(PostgresHost host) : EnrollmentAccessTests(host);
