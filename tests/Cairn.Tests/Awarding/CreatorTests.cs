using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Awarding;
using Cairn.Design;
using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Awarding;

/// <summary>An award names who created the achievement, so that "who may award this" has an answer.</summary>
public abstract class CreatorTests(CairnHost host)
{
    [Theory]
    [InlineData(40, false)]
    [InlineData(12, false)]
    [InlineData(40, true)]
    public async Task The_creator_is_the_organization_that_designed_it_and_that_one_issues(int age, bool fromAnotherSchool)
    {
        var journey = await Journey.BeginAsync(host, age);
        var learner = fromAnotherSchool ? await LearnerElsewhereAsync(journey.District) : journey.Learner;
        (await journey.DecideAsync(await journey.JudgeAsync(await journey.SubmitAsync(learner)))).EnsureSuccessStatusCode();
        await journey.SignAsync();
        var credential = await host.InDbAsync(journey.District.Id, db => db.Credentials.AsNoTracking().SingleAsync());

        var json = JsonNode.Parse(credential.Bytes)!;
        var creator = json["credentialSubject"]!["achievement"]!["creator"]!;
        Assert.True(JsonNode.DeepEquals(json["issuer"], creator), creator.ToJsonString());
        var school = await host.InDbAsync(
            journey.District.Id,
            db => db.Organizations.Where(o => o.Id == journey.District.School).Select(o => o.Name).SingleAsync()
        );
        Assert.Equal(school, creator["name"]!.GetValue<string>());
        var checks = await ChecksAsync(credential.Bytes);
        Assert.Equal(("pass", "authority.creator"), checks["authority"]);
        Assert.All(checks.Values, check => Assert.NotEqual("fail", check.Outcome));
    }

    [Fact]
    public async Task What_was_granted_before_gives_the_bytes_that_it_gave()
    {
        var journey = await Journey.BeginAsync(host, change: b => b with { ValidForMonths = 7 }, zone: "America/Los_Angeles");
        var award = await journey.EarnAsync();
        var (issue, version, key, list) = await host.InDbAsync(
            journey.District.Id,
            async db =>
                (
                    await db.CredentialIssues.AsNoTracking().SingleAsync(i => i.AwardId == award),
                    await db.Versions.AsNoTracking().SingleAsync(),
                    await db.IssuerKeys.AsNoTracking().SingleAsync(),
                    await db.StatusLists.AsNoTracking().SingleAsync()
                )
        );
        var expected = JsonNode.Parse(CredentialBuilder.Build(issue, version, key, list).ToJsonUtf8Bytes())!;
        Assert.True(expected["credentialSubject"]!["achievement"]!.AsObject().Remove("creator"));
        foreach (var member in (string[])["validFrom", "awardedDate", "validUntil"])
        {
            var written = expected[member]!.GetValue<string>();
            Assert.EndsWith(":00", written, StringComparison.Ordinal); // the district's offset
            expected[member] = DateTimeOffset
                .Parse(written, CultureInfo.InvariantCulture)
                .UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        }

        // As the column held it before credentials named their creator and wrote the district's offset.
        var facts = JsonNode.Parse(JsonSerializer.Serialize(issue.Facts, Blueprint.Json))!.AsObject();
        Assert.True(facts.Remove("creator") && facts.Remove("offsets"));
        var before = facts.ToJsonString(Blueprint.Json);
        var read = JsonSerializer.Deserialize<CredentialFacts>(before, Blueprint.Json)!;
        typeof(CredentialIssue).GetProperty(nameof(CredentialIssue.Facts))!.SetValue(issue, read);

        Assert.Equal(before, JsonSerializer.Serialize(read, Blueprint.Json));
        var rebuilt = CredentialBuilder.Build(issue, version, key, list).ToJsonUtf8Bytes();
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(rebuilt)), System.Text.Encoding.UTF8.GetString(rebuilt));
    }

    private async Task<TestPerson> LearnerElsewhereAsync(TestDistrict district)
    {
        var elsewhere = await host.InDbAsync(
            district.Id,
            async db =>
            {
                var school = new Organization(district.Id, OrganizationKind.School, "The other school", district.Top, host.Clock.Now());
                db.Organizations.Add(school);
                await db.SaveChangesAsync();
                return school.Id;
            }
        );
        return await district.PersonAsync("Nia", [SchoolRole.Learner], age: 30, at: elsewhere);
    }

    private async Task<Dictionary<string, (string Outcome, string Code)>> ChecksAsync(byte[] credential)
    {
        using var stranger = host.Anonymous();
        using var content = new ByteArrayContent(credential);
        var report = await (
            await stranger.PostAsync(new Uri("/api/v1/verify", UriKind.Relative), content)
        ).Content.ReadFromJsonAsync<JsonElement>();
        return report
            .GetProperty("checks")
            .EnumerateArray()
            .DistinctBy(check => check.GetProperty("name").GetString())
            .ToDictionary(
                check => check.GetProperty("name").GetString()!,
                check => (check.GetProperty("outcome").GetString()!, check.GetProperty("code").GetString()!)
            );
    }
}

[Collection("sqlite")]
public sealed class SqliteCreatorTests(SqliteHost host) : CreatorTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresCreatorTests(PostgresHost host) : CreatorTests(host);
