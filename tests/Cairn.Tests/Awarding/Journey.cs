using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cairn.Assessing;
using Cairn.Awarding;
using Cairn.Design;
using Cairn.Earning;
using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Awarding;

/// <summary>
/// A district in which somebody learns, somebody judges and somebody grants, up to a submission that waits for its assessor.
/// </summary>
internal sealed class Journey
{
    private static readonly Blueprint Certified = SampleBlueprints.All.Values.First(b => b.Tier is AssessmentTier.Certified);

    public required TestDistrict District { get; init; }
    public required TestPerson Learner { get; init; }
    public required TestPerson Assessor { get; init; }
    public required TestPerson Grantor { get; init; }
    public required Blueprint Blueprint { get; init; }
    public required Id<MicroCredentialVersion> Version { get; init; }

    public CairnHost Host => District.Host;

    /// <param name="age">The learner's; an adult by default.</param>
    /// <param name="change">What is different from the demo's micro-credential.</param>
    /// <param name="zone">The district's.</param>
    public static async Task<Journey> BeginAsync(
        CairnHost host,
        int age = 40,
        Func<Blueprint, Blueprint>? change = null,
        string zone = "UTC"
    )
    {
        var district = await host.NewDistrictAsync(zone: zone);
        var (blueprint, version) = await PublishAsync(district, change);
        return new Journey
        {
            District = district,
            Learner = await district.PersonAsync("Lena", [SchoolRole.Learner], age: age, grade: age < 18 ? "08" : null),
            Assessor = await district.PersonAsync("Asa", [SchoolRole.Assessor]),
            Grantor = await district.PersonAsync("Gil", [SchoolRole.Grantor]),
            Blueprint = blueprint,
            Version = version,
        };
    }

    /// <summary>The same people and another micro-credential.</summary>
    public async Task<Journey> AnotherAsync(Func<Blueprint, Blueprint> change)
    {
        var (blueprint, version) = await PublishAsync(District, change);
        return new Journey
        {
            District = District,
            Learner = Learner,
            Assessor = Assessor,
            Grantor = Grantor,
            Blueprint = blueprint,
            Version = version,
        };
    }

    private static async Task<(Blueprint, Id<MicroCredentialVersion>)> PublishAsync(
        TestDistrict district,
        Func<Blueprint, Blueprint>? change
    )
    {
        var host = district.Host;
        var author = await (await district.PersonAsync("Ana", [SchoolRole.Author])).ActorAsync();
        var reviewer = await (await district.PersonAsync("Rui", [SchoolRole.Reviewer])).ActorAsync();
        var blueprint = (change ?? (b => b))(Certified);
        var version = await host.InDbAsync(
            district.Id,
            async db =>
            {
                var now = host.Clock.Now();
                var microCredential = new MicroCredential(district.School, author, now);
                var made = new MicroCredentialVersion(microCredential, 1, blueprint, author, now);
                made.AskForReview(author, now);
                Assert.Null(made.Publish(reviewer, new DesignChecklist(true, true, true, true, true, true), now).Refusal);
                db.AddRange(microCredential, made);
                await db.SaveChangesAsync();
                microCredential.Offer(made);
                await db.SaveChangesAsync();
                return made;
            }
        );
        return (blueprint, version.Id);
    }

    /// <summary>Work of a learner, handed in.</summary>
    /// <param name="learner">Lena, unless it is somebody else.</param>
    /// <param name="levels">What an adult chose to have stated; null: nothing was chosen.</param>
    public async Task<Id<Submission>> SubmitAsync(TestPerson? learner = null, bool? levels = null)
    {
        var actor = await (learner ?? Learner).ActorAsync();
        return await SubmitAsync(actor, levels);
    }

    private Task<Id<Submission>> SubmitAsync(Actor actor, bool? levels) =>
        Host.InDbAsync(
            District.Id,
            async db =>
            {
                var now = Host.Clock.Now();
                var id = actor.PersonId;
                var enrollment = await db.Enrollments.FirstOrDefaultAsync(e =>
                    e.LearnerId == id && e.VersionId == Version && e.State != EnrollmentState.Revoked
                );
                if (enrollment is null)
                {
                    var person = await db.People.SingleAsync(p => p.Id == id);
                    var version = await db.Versions.Include(v => v.Publication).SingleAsync(v => v.Id == Version);
                    var microCredential = await db.MicroCredentials.SingleAsync(m => m.Id == version.MicroCredentialId);
                    enrollment = Enrollment.Begin(person, microCredential, version, "To teach better", null, now).Value;
                    db.Add(enrollment);
                }
                if (levels is { } stated)
                    Assert.Null(enrollment.ChooseLevels(actor, stated).Refusal);
                var attempt = enrollment.Submit().Value;
                const string text = "What I did, day by day.";
                var submission = new Submission(
                    enrollment,
                    attempt,
                    new SubmissionSnapshot(
                        Version,
                        attempt,
                        Blueprint.Overview.Concat(Blueprint.Reflection).ToDictionary(q => q.Key, q => "Because it matters."),
                        [
                            new SubmittedArtifact(
                                Id<Artifact>.New(now),
                                Blueprint.Evidence[0].Key,
                                null,
                                EvidenceKind.Text,
                                "My plan, by Lena Tester",
                                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
                                null,
                                null,
                                null,
                                null,
                                text,
                                id,
                                now,
                                true
                            ),
                        ]
                    ),
                    id,
                    now
                );
                db.Add(submission);
                await db.SaveChangesAsync();
                return submission.Id;
            }
        );

    /// <summary>A completed review that recommends an award, every criterion at its required level.</summary>
    public async Task<Id<Review>> JudgeAsync(
        Id<Submission> submission,
        Recommendation recommendation = Recommendation.Award,
        TestPerson? assessor = null
    )
    {
        var actor = await (assessor ?? Assessor).ActorAsync();
        return await Host.InDbAsync(
            District.Id,
            async db =>
            {
                var now = Host.Clock.Now();
                var work = await db.Submissions.SingleAsync(s => s.Id == submission);
                var standing = (await db.StandingAsync(actor, submission, CancellationToken.None))!;
                var review = Review.Claim(work, standing, now).Value;
                var scores = Blueprint
                    .Rubric.Select(c => new CriterionScore(
                        c.Key,
                        recommendation is Recommendation.Award ? c.RequiredLevel : c.Levels[0].Key,
                        "Look at day three."
                    ))
                    .ToList();
                Assert.Null(review.Draft(standing, Blueprint, new ReviewDraft(scores, "Thank you."), now).Refusal);
                Assert.Null(review.Complete(standing, Blueprint, recommendation, now).Refusal);
                db.Add(review);
                db.WaitForGrantor(await db.Enrollments.SingleAsync(e => e.Id == work.EnrollmentId), review);
                await db.SaveChangesAsync();
                return review.Id;
            }
        );
    }

    /// <summary>A class of the learner's, with that teacher.</summary>
    public Task TeachAsync(Id<Person> teacher, Id<Organization>? school = null) =>
        Host.InDbAsync(
            District.Id,
            async db =>
            {
                var schoolClass = new SchoolClass(District.Id, school ?? District.School, "6B", Host.Clock.Now());
                db.Add(schoolClass);
                db.Add(new ClassMembership(District.Id, schoolClass.Id, teacher, ClassRole.Teacher, Host.Clock.Now()));
                db.Add(new ClassMembership(District.Id, schoolClass.Id, Learner.Id, ClassRole.Learner, Host.Clock.Now()));
                await db.SaveChangesAsync();
            }
        );

    public Task GuardAsync(Id<Person> guardian) =>
        Host.InDbAsync(
            District.Id,
            async db =>
            {
                db.Add(new Guardianship(District.Id, guardian, Learner.Id, Host.Clock.Now()));
                await db.SaveChangesAsync();
            }
        );

    /// <summary>As if that person had brought evidence.</summary>
    public async Task LeaveHandAsync(TestPerson person)
    {
        var actor = await person.ActorAsync();
        await Host.InDbAsync(
            District.Id,
            async db =>
            {
                db.Add(new Hand(await db.Enrollments.SingleAsync(e => e.LearnerId == Learner.Id), actor, Host.Clock.Now()));
                await db.SaveChangesAsync();
            }
        );
    }

    public Task GiveAsync(Id<Person> person, SchoolRole role, Id<Organization>? at = null) =>
        Host.InDbAsync(
            District.Id,
            async db =>
            {
                db.Add(new RoleAssignment(District.Id, person, at ?? District.School, role, Host.Clock.Now()));
                await db.SaveChangesAsync();
            }
        );

    /// <summary>The same account as another person of the district.</summary>
    public Task<Id<Person>> AlsoAsync(TestPerson person) =>
        Host.InDbAsync(
            District.Id,
            async db =>
            {
                var other = new Person(District.Id, "Also", "Tester", Host.Clock.Now()) { AccountId = person.AccountId };
                db.Add(other);
                await db.SaveChangesAsync();
                return other.Id;
            }
        );

    public async Task<HttpResponseMessage> DecideAsync(
        Id<Review> review,
        string outcome = "granted",
        string? note = null,
        TestPerson? grantor = null
    )
    {
        using var api = await (grantor ?? Grantor).ApiAsync();
        return await api.PostAsJsonAsync(
            "/api/v1/decisions",
            new
            {
                reviewId = review.ToString(),
                outcome,
                note,
            }
        );
    }

    /// <summary>The award of a granted review, signed.</summary>
    public async Task<Id<Award>> EarnAsync()
    {
        var answer = await DecideAsync(await JudgeAsync(await SubmitAsync()));
        Assert.Equal(System.Net.HttpStatusCode.Created, answer.StatusCode);
        var award = Id<Award>.Parse((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("awardId").GetString()!, null);
        await SignAsync();
        return award;
    }

    /// <summary>Waits until the background issuer has signed everything of this district.</summary>
    public async Task SignAsync()
    {
        for (var i = 0; i < 1_200; i++)
        {
            if (!await Host.InDbAsync(District.Id, db => db.Jobs.AnyAsync(j => j.DoneAt == null)))
                return;
            await Task.Delay(50);
        }
        Assert.Fail(
            "The jobs are not done: "
                + string.Join(
                    ", ",
                    await Host.InDbAsync(
                        District.Id,
                        db => db.Jobs.Where(j => j.DoneAt == null).Select(j => $"{j.Kind} {j.LastFailure}").ToListAsync()
                    )
                )
        );
    }

    public Task<Credential> CredentialAsync(Id<Award> award) =>
        Host.InDbAsync(District.Id, db => db.Credentials.AsNoTracking().SingleAsync(c => c.AwardId == award));
}
