using System.Net;
using System.Net.Http.Json;
using Cairn.Assessing;
using Cairn.Awarding;
using Cairn.Design;
using Cairn.Earning;
using Cairn.Foundation.Storage;
using Cairn.Tests.Awarding;
using Cairn.Tests.Earning;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Assessing;

/// <summary>
/// Who may judge and grant whose work, by their ties to it; and each step of an act after something has changed since the last.
/// </summary>
public abstract class StandingTests(CairnHost host)
{
    /// <summary>
    /// An assessor of the school each, and what else they are. What the tie refuses in the certified and in the classroom tier.
    /// </summary>
    private static readonly (string Tie, string? Certified, string? Classroom, Func<Journey, TestPerson, Task> Tied)[] Ties =
    [
        ("nothing", null, null, (_, _) => Task.CompletedTask),
        ("had a hand in it", "assessing.own-evidence", "assessing.own-evidence", (journey, who) => journey.LeaveHandAsync(who)),
        (
            "teaches the learner and had a hand in it",
            "assessing.own-evidence",
            null,
            async (journey, who) =>
            {
                await journey.GiveAsync(who.Id, SchoolRole.Teacher);
                await journey.TeachAsync(who.Id);
                await journey.LeaveHandAsync(who);
            }
        ),
        (
            "teaches the learner",
            "assessing.own-pupil",
            null,
            async (journey, who) =>
            {
                await journey.GiveAsync(who.Id, SchoolRole.Teacher);
                await journey.TeachAsync(who.Id);
            }
        ),
        (
            "teaches the learner as another person",
            "assessing.own-pupil",
            null,
            async (journey, who) => await journey.TeachAsync(await journey.AlsoAsync(who))
        ),
        (
            "had a hand in it with this account",
            "assessing.own-evidence",
            "assessing.own-evidence",
            async (journey, who) =>
            {
                await journey.LeaveHandAsync(who);
                await journey.Host.InDbAsync(
                    journey.District.Id,
                    async db =>
                    {
                        // The account has since become another person's presence as well.
                        var other = new Person(journey.District.Id, "New", "Tester", journey.Host.Clock.Now())
                        {
                            AccountId = who.AccountId,
                        };
                        (await db.People.SingleAsync(p => p.Id == who.Id)).AccountId = null;
                        db.Add(other);
                        db.Add(
                            new RoleAssignment(
                                journey.District.Id,
                                other.Id,
                                journey.District.School,
                                SchoolRole.Assessor,
                                journey.Host.Clock.Now()
                            )
                        );
                        await db.SaveChangesAsync();
                    }
                );
            }
        ),
        ("grants there", "assessing.knows-whose", null, (journey, who) => journey.GiveAsync(who.Id, SchoolRole.Grantor)),
        (
            "leads the district",
            "assessing.knows-whose",
            null,
            (journey, who) => journey.GiveAsync(who.Id, SchoolRole.Leader, journey.District.Top)
        ),
        (
            "operates there as another person",
            "assessing.knows-whose",
            null,
            async (journey, who) => await journey.GiveAsync(await journey.AlsoAsync(who), SchoolRole.Operator)
        ),
        (
            "leads the learner's other school",
            "assessing.knows-whose",
            null,
            async (journey, who) => await LeadOtherSchoolAsync(journey, who, attended: true)
        ),
        (
            "leads a school that is not the learner's",
            null,
            null,
            async (journey, who) => await LeadOtherSchoolAsync(journey, who, attended: false)
        ),
        ("is a guardian", "assessing.own-child", "assessing.own-child", (journey, who) => journey.GuardAsync(who.Id)),
        (
            "is a guardian as another person",
            "assessing.own-child",
            "assessing.own-child",
            async (journey, who) => await journey.GuardAsync(await journey.AlsoAsync(who))
        ),
    ];

    [Theory]
    [InlineData(nameof(AssessmentTier.Certified))]
    [InlineData(nameof(AssessmentTier.Classroom))]
    public async Task The_queue_offers_and_a_claim_gets_what_no_tie_forbids(string tier)
    {
        var certified = tier == nameof(AssessmentTier.Certified);
        var journey = await Journey.BeginAsync(host, age: 12, change: b => b with { Tier = Enum.Parse<AssessmentTier>(tier) });
        var submission = await journey.SubmitAsync();
        foreach (var tie in Ties)
        {
            var who = await journey.District.PersonAsync("Asa", [SchoolRole.Assessor]);
            await tie.Tied(journey, who);
            var person = await host.InDbAsync(
                journey.District.Id,
                db =>
                    db.People.Where(p =>
                            p.AccountId == who.AccountId && db.RoleAssignments.Any(r => r.PersonId == p.Id && r.Role == SchoolRole.Assessor)
                        )
                        .Select(p => p.Id)
                        .SingleAsync()
            );
            using var api = await (who with { Id = person }).ApiAsync();

            var offered = (await (await api.GetAsync(new Uri("/api/v1/reviews/waiting", UriKind.Relative))).JsonAsync())
                .GetProperty("items")
                .GetArrayLength();
            var claimed = await api.PostAsJsonAsync("/api/v1/reviews", new { submissionId = submission.ToString() });

            var expected = certified ? tie.Certified : tie.Classroom;
            Assert.Equal(
                (tie.Tie, expected, expected is null ? 1 : 0),
                (tie.Tie, claimed.IsSuccessStatusCode ? null : await claimed.CodeAsync(), offered)
            );
            Assert.Equal(
                expected is null ? 1 : 0,
                await host.InDbAsync(journey.District.Id, db => db.Reviews.CountAsync(r => r.Place != null))
            );
            await host.InDbAsync(
                journey.District.Id,
                db => db.Reviews.ExecuteUpdateAsync(set => set.SetProperty(r => r.Place, (int?)null))
            );
        }
    }

    /// <summary>
    /// Somebody who could see whose work everything is may take no certified work, so they must not search through everything that waits to
    /// find none.
    /// </summary>
    [Theory]
    [InlineData(nameof(SchoolRole.Leader), true, false)]
    [InlineData(nameof(SchoolRole.Grantor), true, false)]
    [InlineData(nameof(SchoolRole.Operator), false, false)] // at the one school where they are an assessor
    [InlineData(nameof(SchoolRole.Author), true, true)]
    public async Task Fails_when_the_certified_queue_is_walked_for_who_may_take_nothing_of_it(
        string office,
        bool everywhere,
        bool certified
    )
    {
        var journey = await Journey.BeginAsync(host, age: 12);
        var ofClassroom = await journey.AnotherAsync(b => b with { Tier = AssessmentTier.Classroom });
        await journey.SubmitAsync();
        var takes = await ofClassroom.SubmitAsync();
        var at = everywhere ? journey.District.Top : journey.District.School;
        var who = await journey.District.PersonAsync("Asa", [SchoolRole.Assessor], at: at);
        await journey.GiveAsync(who.Id, Enum.Parse<SchoolRole>(office), at);
        var actor = await who.ActorAsync();

        var (waiting, asked) = await host.InDbAsync(
            journey.District.Id,
            async db =>
            {
                using var queries = new QueryCount();
                var found = await WaitingAsync(db, actor);
                return (found, queries.Values.OfType<string>().ToList());
            }
        );

        Assert.Contains(waiting, item => item.Id == takes);
        Assert.Equal(certified ? 2 : 1, waiting.Count);
        Assert.Contains(nameof(AssessmentTier.Classroom), asked);
        Assert.Equal(certified, asked.Contains(nameof(AssessmentTier.Certified)));
    }

    /// <summary>
    /// Somebody who leads one school and assesses in all takes the certified work of the others; their own school's is left out before
    /// anything is checked about it.
    /// </summary>
    [Fact]
    public async Task Fails_when_the_queue_of_the_one_school_is_walked_too()
    {
        var journey = await Journey.BeginAsync(host, age: 12);
        var submission = await journey.SubmitAsync();
        var who = await journey.District.PersonAsync("Asa", [SchoolRole.Assessor], at: journey.District.Top);
        await LeadOtherSchoolAsync(journey, who, attended: false);
        var actor = await who.ActorAsync();

        var (waiting, asked) = await host.InDbAsync(
            journey.District.Id,
            async db =>
            {
                using var queries = new QueryCount();
                return (await WaitingAsync(db, actor), queries.Statements.ToList());
            }
        );

        Assert.Equal([submission], waiting.Select(item => item.Id));
        Assert.Contains(
            asked,
            sql => System.Text.RegularExpressions.Regex.IsMatch(sql, @"organization_id""? (NOT IN|<>)|NOT \(\w+\.organization_id = ANY")
        );
    }

    /// <summary>Somebody with the same role at two schools has one queue, oldest first.</summary>
    [Fact]
    public async Task Two_schools_are_one_queue_in_the_order_of_time()
    {
        var journey = await Journey.BeginAsync(host, age: 12);
        List<Id<Submission>> submitted = [];
        for (var i = 0; i < 4; i++)
            submitted.Add(await journey.SubmitAsync(await journey.District.PersonAsync($"Learner{i}", [SchoolRole.Learner], age: 12)));
        var who = await journey.District.PersonAsync("Asa", [SchoolRole.Assessor]);
        var other = await host.InDbAsync(
            journey.District.Id,
            async db =>
            {
                var school = new Organization(
                    journey.District.Id,
                    OrganizationKind.School,
                    "Other School",
                    journey.District.Top,
                    host.Clock.Now()
                );
                db.Organizations.Add(school);
                await db.SaveChangesAsync();
                // Every second one belongs to the other school.
                foreach (var id in new[] { submitted[0], submitted[2] })
                    await db
                        .Enrollments.Where(e => e.WaitingSubmissionId == id)
                        .ExecuteUpdateAsync(set => set.SetProperty(e => e.OrganizationId, school.Id));
                return school.Id;
            }
        );
        await journey.GiveAsync(who.Id, SchoolRole.Assessor, other);
        var actor = await who.ActorAsync();

        await journey.GiveAsync(journey.Grantor.Id, SchoolRole.Grantor, other);
        var grantor = await journey.Grantor.ActorAsync();

        var all = await host.InDbAsync(
            journey.District.Id,
            async db =>
            {
                using var queries = new QueryCount();
                var found = await WaitingAsync(db, actor);
                await new Visit(grantor, db, host.Clock.Now(), CancellationToken.None).UndecidedAsync(null);
                if (db.Database.IsSqlite())
                    await AssertWalkedInOrderAsync(db, [.. queries.Statements]); // PostgreSQL's plans are PlanTests'
                return found;
            }
        );
        var rest = await host.InDbAsync(journey.District.Id, db => WaitingAsync(db, actor, submitted[1]));

        Assert.Equal(submitted, all.Select(item => item.Id));
        Assert.Equal(submitted[2..], rest.Select(item => item.Id));
    }

    private async Task<IReadOnlyList<WaitingItem>> WaitingAsync(CairnDb db, Actor actor, Id<Submission>? after = null) =>
        (await new Visit(actor, db, host.Clock.Now(), CancellationToken.None).WaitingAsync(after)).Items;

    /// <summary>Nothing is gathered and sorted before the first piece of work is returned.</summary>
    private static async Task AssertWalkedInOrderAsync(CairnDb db, IReadOnlyList<string> statements)
    {
        var walks = 0;
        foreach (
            var sql in statements.Where(one =>
                System.Text.RegularExpressions.Regex.IsMatch(one, "ORDER BY .*waiting_(submission|review)_id")
            )
        )
        {
#pragma warning disable EF1002, EF1003 // EF's own statement, with its parameters written as text
            var asked = System
                .Text.RegularExpressions.Regex.Replace(sql, @"@\w+", "'x'")
                .Replace("{", "{{", StringComparison.Ordinal)
                .Replace("}", "}}", StringComparison.Ordinal);
            var plan = await db.Database.SqlQueryRaw<PlanStep>("explain query plan " + asked).ToListAsync();
#pragma warning restore EF1002, EF1003
            Assert.DoesNotContain(plan, step => step.Detail.StartsWith("USE TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal));
            if (plan.Exists(step => System.Text.RegularExpressions.Regex.IsMatch(step.Detail, "ix_enrollments_to_(judge|decide)_at")))
                walks++;
        }
        Assert.Equal(6, walks); // of two schools the classroom's, the certified and the decisions
    }

    private sealed record PlanStep(string Detail);

    /// <summary>
    /// What may happen between two steps of judging certified work, what is then refused, and how to undo it. A hand is never removed, so
    /// it comes last.
    /// </summary>
    private static readonly (string Change, string? Code, Func<Journey, Task> Happens, Func<Journey, Task> Back)[] WhileJudging =
    [
        (
            "the role was taken away",
            "assessing.not-an-assessor",
            journey => TakeAsync(journey, SchoolRole.Assessor),
            journey => journey.GiveAsync(journey.Assessor.Id, SchoolRole.Assessor)
        ),
        ("a guardianship began", "assessing.own-child", journey => journey.GuardAsync(journey.Assessor.Id), EndAsync),
        ("the learner came into their class", "assessing.own-pupil", journey => journey.TeachAsync(journey.Assessor.Id), EndAsync),
        (
            "they became a grantor",
            "assessing.knows-whose",
            journey => journey.GiveAsync(journey.Assessor.Id, SchoolRole.Grantor),
            journey => TakeAsync(journey, SchoolRole.Grantor)
        ),
        ("they left", null, journey => LeaveAsync(journey, host => host.Clock.Now()), journey => LeaveAsync(journey, _ => null)),
        ("they had a hand in it", "assessing.own-evidence", journey => journey.LeaveHandAsync(journey.Assessor), _ => Task.CompletedTask),
    ];

    [Fact]
    public async Task Every_step_of_judging_is_refused_when_something_changed_since_the_claim()
    {
        var journey = await Journey.BeginAsync(host, age: 12);
        await journey.GiveAsync(journey.Assessor.Id, SchoolRole.Teacher);
        var submission = await journey.SubmitAsync();
        using var api = await journey.Assessor.ApiAsync();
        var review = (await (await api.PostAsJsonAsync("/api/v1/reviews", new { submissionId = submission.ToString() })).JsonAsync())
            .GetProperty("id")
            .GetString();
        var scores = journey.Blueprint.Rubric.Select(c => new
        {
            criterion = c.Key,
            level = c.RequiredLevel,
            feedback = "Clear.",
        });
        (string Step, Func<Task<HttpResponseMessage>> Take)[] steps =
        [
            ("open", () => api.GetAsync(new Uri($"/api/v1/reviews/{review}", UriKind.Relative))),
            ("draft", () => api.PutAsJsonAsync($"/api/v1/reviews/{review}", new { scores, note = "Mine" })),
            ("recommend", () => api.PostAsJsonAsync($"/api/v1/reviews/{review}/recommendation", new { recommendation = "award" })),
            ("claim", () => api.PostAsJsonAsync("/api/v1/reviews", new { submissionId = submission.ToString() })),
        ];
        var before = await StateAsync(journey);
        foreach (var (change, code, happens, back) in WhileJudging)
        {
            await happens(journey);
            foreach (var (step, take) in steps)
            {
                var answer = await take();
                Assert.False(answer.IsSuccessStatusCode, $"{step}: {change}");
                if (code is not null)
                    Assert.Equal(
                        (change, step, HttpStatusCode.Forbidden, code),
                        (change, step, answer.StatusCode, await answer.CodeAsync())
                    );
            }
            Assert.Equal((change, before), (change, await StateAsync(journey)));
            if (code is not null)
            {
                using var browser = await journey.Assessor.BrowserAsync();
                var page = await browser.GetAsync(new Uri($"/assessing/{review}", UriKind.Relative));
                Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
                Assert.NotNull((await page.PageAsync()).QuerySelector($"form[action='/assessing/{review}/release']"));
                Assert.Equal(
                    HttpStatusCode.NotFound,
                    (await browser.GetAsync(new Uri($"/assessing/{review}/files/0", UriKind.Relative))).StatusCode
                );
            }
            await back(journey);
        }

        // A review that may not continue is given back, and another assessor judges the work.
        using var last = await journey.Assessor.BrowserAsync();
        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await last.PostFormAsync($"/assessing/{review}/release", [], page: $"/assessing/{review}")).StatusCode
        );
        Assert.Single(
            await host.InDbAsync(journey.District.Id, db => db.AuditEvents.Where(e => e.Action == "review.released").ToListAsync())
        );
    }

    /// <summary>An assessor may see work only while they may judge it.</summary>
    [Fact]
    public async Task What_was_begun_names_nobody_once_the_role_has_ended()
    {
        var journey = await Journey.BeginAsync(host, age: 12, change: b => b with { Tier = AssessmentTier.Classroom });
        await journey.GiveAsync(journey.Assessor.Id, SchoolRole.Teacher); // the page stays theirs
        var submission = await journey.SubmitAsync();
        using var api = await journey.Assessor.ApiAsync();
        using var browser = await journey.Assessor.BrowserAsync();
        Assert.Equal(
            HttpStatusCode.Created,
            (await api.PostAsJsonAsync("/api/v1/reviews", new { submissionId = submission.ToString() })).StatusCode
        );
        Assert.Equal("Lena Tester", await LearnerAsync());

        await TakeAsync(journey, SchoolRole.Assessor);

        Assert.StartsWith("Learner ", await LearnerAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("Lena", (await browser.PageAsync("/assessing")).Body!.TextContent, StringComparison.Ordinal);
        await journey.GiveAsync(journey.Assessor.Id, SchoolRole.Assessor);
        Assert.Equal("Lena Tester", await LearnerAsync());

        async Task<string?> LearnerAsync() =>
            (await (await api.GetAsync(new Uri("/api/v1/reviews", UriKind.Relative))).JsonAsync())
                .GetProperty("items")
                .EnumerateArray()
                .Single()
                .GetProperty("learner")
                .GetString();
    }

    [Fact]
    public async Task A_classroom_review_ends_with_the_class()
    {
        var journey = await Journey.BeginAsync(host, age: 12, change: b => b with { Tier = AssessmentTier.Classroom });
        var teacher = await journey.District.PersonAsync("Tea", [SchoolRole.Teacher]);
        await journey.TeachAsync(teacher.Id);
        var submission = await journey.SubmitAsync();
        using var api = await teacher.ApiAsync();
        var review = (await (await api.PostAsJsonAsync("/api/v1/reviews", new { submissionId = submission.ToString() })).JsonAsync())
            .GetProperty("id")
            .GetString();

        await EndAsync(journey);

        Assert.Equal(
            "assessing.not-an-assessor",
            await (await api.PutAsJsonAsync($"/api/v1/reviews/{review}", new { scores = Array.Empty<object>() })).CodeAsync()
        );
        Assert.Equal(
            "assessing.not-an-assessor",
            await (await api.PostAsJsonAsync($"/api/v1/reviews/{review}/recommendation", new { recommendation = "newAttempt" })).CodeAsync()
        );
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync(new Uri($"/api/v1/reviews/{review}", UriKind.Relative))).StatusCode);
        Assert.Null(await host.InDbAsync(journey.District.Id, db => db.Reviews.Select(r => r.Place).SingleAsync()));
    }

    /// <summary>What ties a grantor to work that somebody else judged, and what each address answers.</summary>
    [Theory]
    [InlineData(nameof(AssessmentTier.Certified))]
    [InlineData(nameof(AssessmentTier.Classroom))]
    public async Task Another_grants_than_who_judged_or_had_a_hand_in_it(string tier)
    {
        var journey = await Journey.BeginAsync(host, age: 12, change: b => b with { Tier = Enum.Parse<AssessmentTier>(tier) });
        var submission = await journey.SubmitAsync();
        (string Tie, string Code, Func<TestPerson, Task> Tied)[] ties =
        [
            ("judged it and gave it back", "assessing.own-recommendation", who => ClaimedAsync(journey, submission, who)),
            ("had a hand in it", "assessing.own-evidence", who => journey.LeaveHandAsync(who)),
            ("is a guardian", "assessing.own-child", who => journey.GuardAsync(who.Id)),
            ("is a guardian as another person", "assessing.own-child", async who => await journey.GuardAsync(await journey.AlsoAsync(who))),
        ];
        var people = new List<TestPerson>();
        foreach (var tie in ties)
        {
            // Certified work is claimed before they may grant.
            people.Add(await journey.District.PersonAsync("Gia", [SchoolRole.Assessor]));
            await tie.Tied(people[^1]);
            await journey.GiveAsync(people[^1].Id, SchoolRole.Grantor);
        }
        var review = await journey.JudgeAsync(submission);
        var enrollment = await host.InDbAsync(journey.District.Id, db => db.Enrollments.Select(e => e.Id).SingleAsync());

        foreach (var (tie, who) in ties.Zip(people))
        {
            using var api = await who.ApiAsync();
            using var browser = await who.BrowserAsync();
            var batch = await (
                await api.PostAsJsonAsync("/api/v1/decisions/batch", new { reviewIds = new[] { review.ToString() } })
            ).JsonAsync();

            Assert.Equal((tie.Tie, tie.Code), (tie.Tie, await (await journey.DecideAsync(review, grantor: who)).CodeAsync()));
            Assert.Equal(tie.Code, await (await journey.DecideAsync(review, "newAttempt", "Again.", grantor: who)).CodeAsync());
            Assert.Equal(tie.Code, batch.GetProperty("items")[0].GetProperty("problem").GetProperty("code").GetString());
            Assert.Equal(
                tie.Code,
                await (await api.GetAsync(new Uri($"/api/v1/decisions/waiting/{review}", UriKind.Relative))).CodeAsync()
            );
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(new Uri($"/granting/{review}", UriKind.Relative))).StatusCode);
            Assert.Equal(
                0,
                (await (await api.GetAsync(new Uri("/api/v1/decisions/waiting", UriKind.Relative))).JsonAsync())
                    .GetProperty("items")
                    .GetArrayLength()
            );

            // A decision that is not theirs is no duty: anywhere else reading the work takes a reason, and the trail records it.
            var read = new Uri($"/api/v1/submissions/{submission}", UriKind.Relative);
            Assert.Equal((tie.Tie, "earning.reason-first"), (tie.Tie, await (await api.GetAsync(read)).CodeAsync()));
            var page = await browser.GetAsync(new Uri($"/earning/submissions/{submission}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
            Assert.NotNull((await page.PageAsync()).QuerySelector("input[name=Reason]"));
            Assert.Equal(
                HttpStatusCode.NoContent,
                (await api.PostAsJsonAsync($"/api/v1/enrollments/{enrollment}/reading", new { reason = "quality" })).StatusCode
            );
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync(read)).StatusCode);
            Assert.Equal(
                1,
                await host.InDbAsync(
                    journey.District.Id,
                    db => db.AuditEvents.CountAsync(e => e.Action == "work.read" && e.ActorPersonId == who.Id.Value)
                )
            );
        }
        Assert.Equal(0, await host.InDbAsync(journey.District.Id, db => db.Decisions.CountAsync()));
        Assert.Equal(HttpStatusCode.Created, (await journey.DecideAsync(review)).StatusCode);
    }

    [Fact]
    public async Task Taking_an_award_back_asks_anew_too()
    {
        var journey = await Journey.BeginAsync(host, age: 12);
        var award = await journey.EarnAsync();
        using var api = await journey.Grantor.ApiAsync();
        Task<HttpResponseMessage> RevokeAsync() =>
            api.PostAsJsonAsync($"/api/v1/awards/{award}/revocation", new { reason = "awardedInError" });

        await journey.GuardAsync(journey.Grantor.Id);
        Assert.Equal("awarding.own-child", await (await RevokeAsync()).CodeAsync());
        Assert.Equal(0, await host.InDbAsync(journey.District.Id, db => db.Revocations.CountAsync()));
        await EndAsync(journey);

        Assert.Equal(HttpStatusCode.OK, (await RevokeAsync()).StatusCode);
    }

    private static async Task ClaimedAsync(Journey journey, Id<Submission> submission, TestPerson who)
    {
        using var api = await who.ApiAsync();
        var review = (await (await api.PostAsJsonAsync("/api/v1/reviews", new { submissionId = submission.ToString() })).JsonAsync())
            .GetProperty("id")
            .GetString();
        Assert.Equal(HttpStatusCode.OK, (await api.DeleteAsync(new Uri($"/api/v1/reviews/{review}", UriKind.Relative))).StatusCode);
    }

    private static async Task LeadOtherSchoolAsync(Journey journey, TestPerson who, bool attended)
    {
        var (school, teacher) = (
            await journey.Host.InDbAsync(
                journey.District.Id,
                async db =>
                {
                    var other = new Organization(
                        journey.District.Id,
                        OrganizationKind.School,
                        "Other",
                        journey.District.Top,
                        journey.Host.Clock.Now()
                    );
                    db.Add(other);
                    await db.SaveChangesAsync();
                    return other.Id;
                }
            ),
            journey.Grantor.Id
        );
        if (attended)
            await journey.TeachAsync(teacher, school);
        await journey.GiveAsync(who.Id, SchoolRole.Leader, school);
    }

    private static Task TakeAsync(Journey journey, SchoolRole role) =>
        journey.Host.InDbAsync(
            journey.District.Id,
            db => db.RoleAssignments.Where(r => r.PersonId == journey.Assessor.Id && r.Role == role).ExecuteDeleteAsync()
        );

    private static Task EndAsync(Journey journey) =>
        journey.Host.InDbAsync(
            journey.District.Id,
            async db =>
            {
                var now = journey.Host.Clock.Now();
                await db.Guardianships.ExecuteUpdateAsync(set => set.SetProperty(g => g.EndedAt, now));
                await db.Classes.ExecuteUpdateAsync(set => set.SetProperty(c => c.EndedAt, now));
            }
        );

    private static Task LeaveAsync(Journey journey, Func<CairnHost, DateTimeOffset?> when) =>
        journey.Host.InDbAsync(
            journey.District.Id,
            db =>
                db.People.Where(p => p.Id == journey.Assessor.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(p => p.EndedAt, when(journey.Host)))
        );

    private static Task<string> StateAsync(Journey journey) =>
        journey.Host.InDbAsync(
            journey.District.Id,
            async db =>
            {
                var review = await db.Reviews.AsNoTracking().SingleAsync();
                return $"{review.Revision} {review.Place} {review.Note} {review.Scores.Count} {review.CompletedAt} "
                    + $"{await db.AuditEvents.CountAsync(e => e.SubjectKind == nameof(Review))}";
            }
        );
}

[Collection("sqlite")]
public sealed class SqliteStandingTests(SqliteHost host) : StandingTests(host);

[Collection("postgres")]
public sealed class PostgresStandingTests(PostgresHost host) : StandingTests(host);
