using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Design;
using Cairn.Earning;
using Cairn.Foundation.Storage;

namespace Cairn.Tests.Classes;

public abstract class ClassPagesTests(CairnHost host)
{
    [Fact]
    public async Task A_teacher_sees_their_own_class_with_who_works_on_what_and_who_waits()
    {
        var (district, teacher, schoolClass) = await ClassAsync(learners: 3);
        await BeginAsync(district, teacher, schoolClass, submit: true);

        var page = await (await teacher.BrowserAsync()).PageAsync("/classes");

        Assert.Equal(3, page.QuerySelectorAll("tr[data-learner]").Length);
        Assert.NotNull(page.QuerySelector(".note.yours"));
        var waiting = page.QuerySelector("tr[data-learner] .status.yours");
        Assert.NotNull(waiting);
        Assert.Single(page.QuerySelectorAll("a[href^='/earning/']"), link => link.TextContent == "Weather watcher");
    }

    [Fact]
    public async Task A_large_class_comes_in_pages_of_fifty_each_learner_once()
    {
        var (_, teacher, schoolClass) = await ClassAsync(learners: 120);
        var api = await teacher.ApiAsync();

        var seen = new List<string>();
        for (var next = $"/api/v1/classes/{schoolClass}/learners"; next is not null; )
        {
            var page = await api.GetFromJsonAsync<JsonElement>(next);
            Assert.True(page.GetProperty("items").GetArrayLength() <= 50);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal((120, 120), (seen.Count, seen.Distinct().Count()));
    }

    [Fact]
    public async Task Fails_when_another_teacher_asks_for_the_class()
    {
        var (district, _, schoolClass) = await ClassAsync(learners: 1);
        var other = await (await district.PersonAsync("Other", [SchoolRole.Teacher])).BrowserAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(new Uri($"/classes/{schoolClass}", UriKind.Relative))).StatusCode);
        Assert.NotNull((await other.PageAsync("/classes")).QuerySelector(".empty"));
    }

    [Fact]
    public async Task Fails_when_the_place_in_the_class_has_ended()
    {
        var (district, teacher, schoolClass) = await ClassAsync(learners: 1);
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                foreach (var one in db.ClassMemberships.Where(one => one.Role == ClassRole.Teacher))
                    one.EndedAt = host.Clock.GetUtcNow();
                await db.SaveChangesAsync();
            }
        );

        Assert.Equal(
            HttpStatusCode.NotFound,
            (await (await teacher.BrowserAsync()).GetAsync(new Uri($"/classes/{schoolClass}", UriKind.Relative))).StatusCode
        );
    }

    [Fact]
    public async Task A_leader_of_the_school_sees_the_class_and_not_the_work()
    {
        var (district, teacher, schoolClass) = await ClassAsync(learners: 1);
        await BeginAsync(district, teacher, schoolClass, submit: true);
        var leader = await (await district.PersonAsync("Lee", [SchoolRole.Leader])).BrowserAsync();

        var page = await leader.PageAsync($"/classes/{schoolClass}");

        Assert.Single(page.QuerySelectorAll("tr[data-learner]"));
        Assert.Empty(page.QuerySelectorAll("tr[data-learner] a, .status.yours"));
    }

    [Fact]
    public async Task Certified_work_is_not_said_to_wait_for_the_teacher_who_may_judge_it_blind()
    {
        var (district, teacher, schoolClass) = await ClassAsync(learners: 1);
        await BeginAsync(district, teacher, schoolClass, submit: true, AssessmentTier.Certified);

        var page = await (await teacher.BrowserAsync()).PageAsync("/classes");

        Assert.Single(page.QuerySelectorAll("tr[data-learner] a"));
        Assert.Empty(page.QuerySelectorAll(".status.yours, .note.yours"));
    }

    async Task<(TestDistrict District, TestPerson Teacher, Id<SchoolClass> Class)> ClassAsync(int learners)
    {
        var district = await host.NewDistrictAsync();
        var teacher = await district.PersonAsync("Tea", [SchoolRole.Teacher]);
        var now = host.Clock.GetUtcNow();
        var id = await host.InDbAsync(
            district.Id,
            async db =>
            {
                var schoolClass = new SchoolClass(district.Id, district.School, "Science 5A", now);
                db.Classes.Add(schoolClass);
                db.ClassMemberships.Add(new ClassMembership(district.Id, schoolClass.Id, teacher.Id, ClassRole.Teacher, now));
                for (var i = 0; i < learners; i++)
                {
                    var learner = new Person(district.Id, $"Given{i % 7}", $"Family{i % 5}", now) { Grade = "05" };
                    db.People.Add(learner);
                    db.ClassMemberships.Add(new ClassMembership(district.Id, schoolClass.Id, learner.Id, ClassRole.Learner, now));
                }

                await db.SaveChangesAsync();
                return schoolClass.Id;
            }
        );
        return (district, teacher, id);
    }

    async Task BeginAsync(
        TestDistrict district,
        TestPerson teacher,
        Id<SchoolClass> schoolClass,
        bool submit,
        AssessmentTier tier = AssessmentTier.Classroom
    )
    {
        var author = await (await district.PersonAsync("Aut", [SchoolRole.Author])).ActorAsync();
        var reviewer = await (await district.PersonAsync("Rev", [SchoolRole.Reviewer])).ActorAsync();
        var now = host.Clock.GetUtcNow();
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                var microCredential = new MicroCredential(district.School, author, now);
                var version = new MicroCredentialVersion(
                    microCredential,
                    1,
                    SampleBlueprints.All.First().Value with
                    {
                        Title = "Weather watcher",
                        Tier = tier,
                    },
                    author,
                    now
                );
                version.AskForReview(author, now);
                Assert.Null(version.Publish(reviewer, new DesignChecklist(true, true, true, true, true, true), now).Refusal);
                db.AddRange(microCredential, version);
                await db.SaveChangesAsync();
                microCredential.Offer(version);

                var learner = db.People.First(person =>
                    db.ClassMemberships.Any(one => one.PersonId == person.Id && one.Role == ClassRole.Learner && one.ClassId == schoolClass)
                );
                var enrollment = Enrollment.Begin(learner, microCredential, version, "", null, now).Value;
                db.Enrollments.Add(enrollment);
                if (submit)
                {
                    var attempt = enrollment.Submit().Value;
                    db.Submissions.Add(
                        new Submission(
                            enrollment,
                            attempt,
                            new SubmissionSnapshot(version.Id, attempt, new Dictionary<string, string>(), []),
                            teacher.Id,
                            now
                        )
                    );
                }

                await db.SaveChangesAsync();
            }
        );
    }
}

[Collection("sqlite")]
public sealed class ClassPagesOnSqlite(SqliteHost host) : ClassPagesTests(host);

[Collection("postgres")]
public sealed class ClassPagesOnPostgres(PostgresHost host) : ClassPagesTests(host);
