using System.Net.Http.Headers;
using System.Text.Json;
using Cairn.Awarding;
using Cairn.Design;
using Cairn.Foundation.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Tests.Awarding;

/// <summary>What a version's public address serves and what a credential embeds are the same achievement.</summary>
public abstract class EmbeddedAchievementTests(CairnHost host)
{
    [Theory]
    [InlineData("Certified", "en", 40, true)]
    [InlineData("Classroom", "en", 40, false)]
    [InlineData("Certified", "es", 12, true)]
    [InlineData("Classroom", "es-MX", 12, false)]
    [InlineData("Classroom", "pt-BR", 40, true)]
    public async Task Its_address_and_its_credential_say_the_same(string tier, string language, int age, bool aligned)
    {
        var journey = await Journey.BeginAsync(
            host,
            age,
            b => b with { Tier = Enum.Parse<AssessmentTier>(tier), Language = language, Alignments = aligned ? b.Alignments : [] }
        );
        var award = await journey.EarnAsync();

        using var credential = JsonDocument.Parse((await journey.CredentialAsync(award)).Bytes);
        var subject = credential.RootElement.GetProperty("credentialSubject");
        var embedded = subject.GetProperty("achievement");
        using var served = await ServedAsync(journey, new Uri(embedded.GetProperty("id").GetString()!).AbsolutePath);

        Assert.True(JsonElement.DeepEquals(served.RootElement, embedded), $"{served.RootElement}\n{embedded}");
        // Every result that a credential states is described by the definition, and the digest is that of the record.
        var described = served
            .RootElement.GetProperty("resultDescription")
            .EnumerateArray()
            .Select(d => d.GetProperty("id").GetString())
            .ToList();
        Assert.All(
            subject.GetProperty("result").EnumerateArray(),
            r => Assert.Contains(r.GetProperty("resultDescription").GetString(), described)
        );
        var digest = await host.InDbAsync(
            journey.District.Id,
            async db => AssessmentRecord.Digest(await db.Submissions.SingleAsync(), await db.Reviews.SingleAsync())
        );
        Assert.Contains(
            subject.GetProperty("result").EnumerateArray(),
            r => r.TryGetProperty("value", out var value) && value.GetString() == digest
        );
    }

    private static async Task<JsonDocument> ServedAsync(Journey journey, string path)
    {
        // The journey publishes by the entities; the address is found by its locator.
        await journey.Host.InDbAsync(
            journey.District.Id,
            async db =>
            {
                db.Locators.Add(
                    new Locator(
                        MicroCredentialVersion.Located,
                        journey.Version.Value.ToString("D"),
                        journey.District.Id,
                        journey.Version.Value
                    )
                );
                await db.SaveChangesAsync();
            }
        );
        using var stranger = journey.Host.Anonymous();
        stranger.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return JsonDocument.Parse(await stranger.GetByteArrayAsync(new Uri(path, UriKind.Relative)));
    }
}

[Collection("sqlite")]
public sealed class SqliteEmbeddedAchievementTests(SqliteHost host) : EmbeddedAchievementTests(host);

[Collection("postgres"), SecondDatabase]
public sealed class PostgresEmbeddedAchievementTests(PostgresHost host) : EmbeddedAchievementTests(host);
