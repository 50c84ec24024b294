using System.Text;
using System.Text.Json;
using Cairn.Assessing;
using Cairn.Awarding;
using Cairn.Design;
using Cairn.Design.Achievements;
using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Awarding;

/// <summary>
/// The credential, even a child's, and the audit say how judge and grantor were related to the learner, without names.
/// </summary>
public abstract class JudgingRelationTests(CairnHost host)
{
    [Theory]
    [InlineData(nameof(JudgeRelation.AssessorBlind), "en", "did not see the name")]
    [InlineData(nameof(JudgeRelation.Assessor), "en", "does not teach the learner; granted by another person")]
    [InlineData(nameof(JudgeRelation.Teacher), "en", "own teacher; granted by another person")]
    [InlineData(nameof(JudgeRelation.TeacherWithEvidence), "es", "también reunió evidencias")]
    public async Task The_credential_says_who_judged_and_that_another_granted(string relation, string language, string words)
    {
        var blind = relation == nameof(JudgeRelation.AssessorBlind);
        var journey = await Journey.BeginAsync(
            host,
            age: 12,
            change: b => b with { Language = language, Tier = blind ? AssessmentTier.Certified : AssessmentTier.Classroom }
        );
        var submission = await journey.SubmitAsync();
        if (relation.StartsWith(nameof(JudgeRelation.Teacher), StringComparison.Ordinal))
        {
            await journey.GiveAsync(journey.Assessor.Id, SchoolRole.Teacher);
            await journey.TeachAsync(journey.Assessor.Id);
        }
        if (relation == nameof(JudgeRelation.TeacherWithEvidence))
            await journey.LeaveHandAsync(journey.Assessor);
        await journey.DecideAsync(await journey.JudgeAsync(submission));
        await journey.SignAsync();

        var (bytes, detail) = await host.InDbAsync(
            journey.District.Id,
            async db =>
                (
                    await db.Credentials.Select(c => c.Bytes).SingleAsync(),
                    await db.AuditEvents.Where(e => e.Action == "award.granted").Select(e => e.Detail).SingleAsync()
                )
        );
        using var credential = JsonDocument.Parse(bytes);
        var result = Assert.Single(
            credential.RootElement.GetProperty("credentialSubject").GetProperty("result").EnumerateArray(),
            IsAboutJudging
        );
        Assert.Contains(words, result.GetProperty("value").GetString(), StringComparison.Ordinal);
        Assert.Equal(relation, detail);
        // The characters of a signature may spell anything.
        var said = string.Concat(credential.RootElement.EnumerateObject().Where(one => !one.NameEquals("proof")));
        foreach (var name in new[] { "Lena", "Asa", "Gil", "Tester" })
            Assert.DoesNotContain(name, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_issued_before_it_was_stated_is_built_as_it_was()
    {
        var journey = await Journey.BeginAsync(host, age: 12);
        await journey.EarnAsync();

        var (facts, now, before) = await host.InDbAsync(
            journey.District.Id,
            async db =>
            {
                var (issue, version) = (await db.CredentialIssues.SingleAsync(), await db.Versions.SingleAsync());
                var (key, list) = (await db.IssuerKeys.SingleAsync(), await db.StatusLists.SingleAsync());
                var now = CredentialBuilder.Build(issue, version, key, list).ToJsonUtf8Bytes();
                db.Entry(issue).Property(i => i.Facts).CurrentValue = issue.Facts with { Judging = null };
                return (
                    JsonSerializer.Serialize(issue.Facts, Blueprint.Json),
                    now,
                    CredentialBuilder.Build(issue, version, key, list).ToJsonUtf8Bytes()
                );
            }
        );

        Assert.DoesNotContain("judging", facts, StringComparison.Ordinal);
        Assert.DoesNotContain("judging", Encoding.UTF8.GetString(before), StringComparison.OrdinalIgnoreCase);
        // Nothing else differs, in content or in order.
        Assert.Equal(WithoutJudging(now), WithoutJudging(before));
        Assert.Equal(Encoding.UTF8.GetString(before), WithoutJudging(before));
    }

    [Theory]
    [InlineData(nameof(AssessmentTier.Classroom), null)]
    [InlineData(nameof(AssessmentTier.Certified), "assessing.not-a-grantor")]
    public async Task A_first_operator_who_is_alone_judges_and_grants_in_the_classroom_and_it_says_so(string tier, string? code)
    {
        var journey = await Journey.BeginAsync(host, age: 12, change: b => b with { Tier = Enum.Parse<AssessmentTier>(tier) });
        var submission = await journey.SubmitAsync();
        var review = await journey.JudgeAsync(submission);
        await journey.GiveAsync(journey.Assessor.Id, SchoolRole.Grantor);
        var actor = await journey.Assessor.ActorAsync();
        var alone = actor with { Roles = [.. actor.Roles.Select(held => held with { GivenAlone = true })] };

        var (others, mine) = await host.InDbAsync(
            journey.District.Id,
            async db =>
            {
                var row = await db.Reviews.SingleAsync(r => r.Id == review);
                var standing = (await db.StandingAsync(alone, submission, CancellationToken.None))!;
                var queued = await new Visit(alone, db, host.Clock.Now(), CancellationToken.None).UndecidedAsync(null);
                Assert.Equal(code is null ? 1 : 0, queued.Items.Count);
                var taken = Decision.Take(row, standing, DecisionOutcome.Granted, null, host.Clock.Now());
                if (taken.Refusal is null)
                    Assert.Equal(JudgeRelation.Alone, row.RelationBeside(alone));
                return (Decision.Take(row, standing with { Actor = actor }, DecisionOutcome.Granted, null, host.Clock.Now()), taken);
            }
        );

        Assert.Equal(code, mine.Refusal?.Code);
        Assert.Equal("assessing.own-recommendation", others.Refusal?.Code);
    }

    private static bool IsAboutJudging(JsonElement one) =>
        one.TryGetProperty("resultDescription", out var of)
        && of.GetString() is { } id
        && id == AchievementResults.JudgingId(id.Split('#')[0]);

    private static string WithoutJudging(byte[] credential)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(credential)!;
        var subject = json["credentialSubject"]!;
        foreach (var list in new[] { subject["result"]!.AsArray(), subject["achievement"]!["resultDescription"]!.AsArray() })
        foreach (var one in list.Where(one => one!.ToJsonString().Contains("#.judging", StringComparison.Ordinal)).ToList())
            list.Remove(one);
        return json.ToJsonString(
            new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
    }
}

[Collection("sqlite")]
public sealed class SqliteJudgingRelationTests(SqliteHost host) : JudgingRelationTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresJudgingRelationTests(PostgresHost host) : JudgingRelationTests(host);
