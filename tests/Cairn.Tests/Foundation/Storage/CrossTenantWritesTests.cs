using System.Net.Http.Json;
using System.Text;
using Cairn.Design;
using Cairn.Foundation.Storage;
using Cairn.SignIn.Tokens;
using Cairn.Tests.Awarding;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Foundation.Storage;

/// <summary>
/// Somebody who holds every role in one district writes to every address of the application with the ids of another: in the path, in the
/// form, in the body, and mixed with ids of their own. Every such path is refused, and not one row of the other district changes. The order
/// is drawn at random; CAIRN_TEST_SEED draws it again.
/// </summary>
public abstract class CrossTenantWritesTests(CairnHost host, ITestOutputHelper output)
{
    /// <summary>These end or change the very session that asks, and take no id.</summary>
    private static readonly string[] OfTheSession =
    [
        "/sign-out",
        "/sign-in",
        "/account/sessions/end",
        "/account/sessions/others",
        "/account/presence",
        "/api/v1/me/sessions",
    ];

    /// <summary>
    /// Removing something that is not there is not a refusal, so that doing it twice is a no-op; the rows show that nothing was removed.
    /// </summary>
    private static readonly string[] RemovesNothing = ["/schools/{id}/picks/{pick}/removal", "/api/v1/schools/{id}/picks/{pick}"];

    [Fact]
    public async Task No_address_changes_anything_of_another_district()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("CAIRN_TEST_SEED"), out var given) ? given : Environment.TickCount;
        output.WriteLine($"CAIRN_TEST_SEED={seed}");
        var random = new Random(seed);

        var theirs = await FullDistrictAsync();
        var mine = await FullDistrictAsync();
        // Read before I exist: I do not take my own roles away.
        var (ids, own) = (await ForeignIds.OfAsync(host, theirs.Id), await ForeignIds.OfAsync(host, mine.Id));
        var me = await mine.PersonAsync("Eve", Enum.GetValues<SchoolRole>(), at: mine.Top);
        using var browser = await me.BrowserAsync();
        using var api = await me.ApiAsync();
        using var vcalm = await me.ApiAsync(TokenScopes.VcalmIssue, TokenScopes.VcalmVerify);
        var token = (await browser.PageAsync("/account/tokens"))
            .QuerySelector("input[name=__RequestVerificationToken]")!
            .GetAttribute("value")!;
        Assert.True(ids.Tables > 25, $"the other district is too empty to tell: {ids.Tables} tables");
        var before = await DistrictDump.OfAsync(host, theirs.Id);

        var asked = 0;
        List<string> wrong = [];
        foreach (var write in Writes(random))
        {
            foreach (var attempt in Attempts(write, ids, own, random))
            {
                using var request = new HttpRequestMessage(new HttpMethod(write.Method), new Uri(attempt.Address, UriKind.Relative));
                request.Content = write.IsApi ? ForeignIds.Json(write.Body, ids, random) : ForeignIds.Form(token, ids, random);
                using var answer = await (
                    write.IsVcalm ? vcalm
                    : write.IsApi ? api
                    : browser
                ).SendAsync(request);
                var what = $"{write.Method} {attempt.Address} ({write.Pattern}): {(int)answer.StatusCode}, CAIRN_TEST_SEED={seed}";
                var refused = (int)answer.StatusCode is >= 400 and < 500 || RemovesNothing.Contains(write.Pattern);
                if ((int)answer.StatusCode >= 500 || (attempt.IsForeign && !refused))
                    wrong.Add(what);
                asked++;
            }
            // After each address, so that the one at fault is known.
            Assert.Equal(
                before,
                await DistrictDump.OfAsync(host, theirs.Id),
                Same($"{write.Method} {write.Pattern}, CAIRN_TEST_SEED={seed}")
            );
        }
        output.WriteLine($"{asked} requests");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(asked > 300, $"only {asked} requests were made");
    }

    [Fact]
    public async Task Fails_when_a_single_row_of_the_district_changes()
    {
        var district = await host.NewDistrictAsync();
        var person = await district.PersonAsync("Ada", [SchoolRole.Learner]);
        var before = await DistrictDump.OfAsync(host, district.Id);
        Assert.Equal(before, await DistrictDump.OfAsync(host, district.Id));

        await host.InDbAsync(
            district.Id,
            db => db.Users.Where(u => u.Id == person.AccountId).ExecuteUpdateAsync(set => set.SetProperty(u => u.AccessFailedCount, 1))
        );

        Assert.NotEqual(before, await DistrictDump.OfAsync(host, district.Id));
    }

    private static Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>, bool> Same(string what) =>
        (one, other) =>
        {
            foreach (var (table, rows) in one)
                Assert.True(rows == other[table], $"{what} changed {table} of another district");
            return true;
        };

    private List<Write> Writes(Random random)
    {
        var services = host.App.Services.GetRequiredService<IServiceProviderIsService>();
        var writes = host
            .App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .SelectMany(route =>
                (route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method => new Write(method, route, services))
            )
            .Where(write =>
                write.Method is "POST" or "PUT" or "PATCH" or "DELETE"
                && !OfTheSession.Any(start => write.Pattern.StartsWith(start, StringComparison.Ordinal))
            )
            .ToArray();
        random.Shuffle(writes);
        return [.. writes];
    }

    /// <summary>All parameters theirs; one of them theirs and the others mine; none of them, for ids in the body or the form.</summary>
    private static IEnumerable<(string Address, bool IsForeign)> Attempts(Write write, ForeignIds theirs, ForeignIds mine, Random random)
    {
        var parameters = write.Parameters;
        if (parameters.Count == 0)
            return [(write.At(_ => ""), false)];
        List<(string, bool)> attempts = [];
        for (var round = 0; round < 3; round++)
            attempts.Add((write.At(parameter => theirs.For(write.TypeOf(parameter), parameter, random)), write.TakesIds));
        attempts.Add(
            (
                write.At(parameter => write.TypeOf(parameter) is null ? theirs.For(null, parameter, random) : theirs.Any(random)),
                write.TakesIds
            )
        );
        foreach (var foreign in write.IdParameters.Where(_ => write.IdParameters.Count > 1))
            attempts.Add(
                (write.At(parameter => (parameter == foreign ? theirs : mine).For(write.TypeOf(parameter), parameter, random)), true)
            );
        // A token of mine would end with it.
        if (write.IdParameters.All(parameter => write.TypeOf(parameter) != typeof(Cairn.SignIn.AccessToken)))
            attempts.Add((write.At(parameter => mine.For(write.TypeOf(parameter), parameter, random)), false));
        return attempts;
    }

    /// <summary>
    /// A district with something in most of its tables: designs, work at every stage, an award, a link, a class, cards, tokens.
    /// </summary>
    private async Task<TestDistrict> FullDistrictAsync()
    {
        var journey = await Journey.BeginAsync(host);
        var district = journey.District;
        var award = await journey.EarnAsync();
        var credential = await journey.CredentialAsync(award);
        using (var holder = await journey.Learner.ApiAsync())
        {
            await SucceedAsync(holder.PostAsJsonAsync($"/api/v1/credentials/{credential.PublicId:D}/links", new { label = "x", days = 7 }));
            await SucceedAsync(
                holder.PostAsync(new Uri($"/api/v1/credentials/{credential.PublicId:D}/publication", UriKind.Relative), null)
            );
            await SucceedAsync(holder.PutAsJsonAsync("/api/v1/portfolio/public-page", new { handle = $"lena-{district.Id}" }));
        }
        // Work that waits for an assessor, work that waits for a grantor, work under way.
        await journey.SubmitAsync(await district.PersonAsync("Ole", [SchoolRole.Learner]));
        await journey.JudgeAsync(await journey.SubmitAsync(await district.PersonAsync("Mia", [SchoolRole.Learner])));
        var child = await district.PersonAsync("Kim", [SchoolRole.Learner], grade: "01", age: 7);
        var teacher = await district.PersonAsync("Tom", [SchoolRole.Teacher]);
        using var author = await (await district.PersonAsync("Ana", [SchoolRole.Author, SchoolRole.Leader])).ApiAsync();
        var draft = await Cairn.Tests.Design.DesignSteps.DraftAsync(author, district, Cairn.Tests.Design.Blueprints.Complete);
        await Cairn.Tests.Design.DesignSteps.DraftAsync(author, district, Cairn.Tests.Design.Blueprints.Complete);
        await SucceedAsync(Cairn.Tests.Design.DesignSteps.AskForReviewAsync(author, draft.GetProperty("id").GetString()!));
        await SucceedAsync(
            author.PostAsync(
                new Uri("/api/v1/frameworks?title=Pebbles", UriKind.Relative),
                new StringContent(Cairn.Tests.Design.Frameworks.FrameworkFileTests.Pebbles, Encoding.UTF8, "text/csv")
            )
        );
        await host.InDbAsync(
            district.Id,
            async db =>
            {
                var now = host.Clock.Now();
                var version = await db.Versions.SingleAsync(v => v.Id == journey.Version);
                // The journey publishes by the entities; the address is found by its locator.
                db.Locators.Add(new Locator(MicroCredentialVersion.Located, version.Id.Value.ToString("D"), district.Id, version.Id.Value));
                var schoolClass = new SchoolClass(district.Id, district.School, "1A", now);
                db.AddRange(
                    schoolClass,
                    new ClassMembership(district.Id, schoolClass.Id, teacher.Id, ClassRole.Teacher, now),
                    new ClassMembership(district.Id, schoolClass.Id, child.Id, ClassRole.Learner, now),
                    new Guardianship(district.Id, teacher.Id, child.Id, now)
                );
                await db.SaveChangesAsync();
            }
        );
        var microCredential = await host.InDbAsync(
            district.Id,
            db => db.Versions.Where(v => v.Id == journey.Version).Select(v => v.MicroCredentialId).SingleAsync()
        );
        await SucceedAsync(
            author.PostAsJsonAsync(
                $"/api/v1/schools/{district.School}/picks",
                new { microCredentialId = microCredential.ToString(), reason = "Ours" }
            )
        );
        await SucceedAsync(
            author.PutAsJsonAsync($"/api/v1/micro-credentials/{microCredential}/finished-example", ExampleWork.Nothing, Blueprint.Json)
        );
        using var teaching = await teacher.ApiAsync();
        var classId = await host.InDbAsync(district.Id, db => db.Classes.Select(c => c.Id).SingleAsync());
        await SucceedAsync(teaching.PostAsJsonAsync($"/api/v1/classes/{classId}/cards", new { learners = new[] { child.Id.ToString() } }));
        using var learning = await child.ApiAsync();
        var started = await SucceedAsync(
            learning.PostAsJsonAsync("/api/v1/enrollments", new { microCredentialId = microCredential.ToString() })
        );
        var enrollment = (await started.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("id").GetString();
        var (question, evidence) = (
            journey.Blueprint.Overview[0].Key,
            journey.Blueprint.Evidence.First(e => e.Kinds.Contains(EvidenceKind.Text) || e.Kinds.Contains(EvidenceKind.Link))
        );
        await SucceedAsync(
            learning.PutAsJsonAsync($"/api/v1/enrollments/{enrollment}/answers/{question}", new { text = new string('x', 300) })
        );
        using var again = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/enrollments/{enrollment}/answers/{question}")
        {
            Content = JsonContent.Create(new { text = "y" }),
        };
        again.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        await SucceedAsync(learning.SendAsync(again));
        await SucceedAsync(
            learning.PostAsJsonAsync(
                $"/api/v1/enrollments/{enrollment}/artifacts",
                evidence.Kinds.Contains(EvidenceKind.Link)
                    ? (object)new { requirement = evidence.Key, url = "https://example.org/" }
                    : new { requirement = evidence.Key, text = "Mine." }
            )
        );
        await journey.SignAsync();
        return district;
    }

    private static async Task<HttpResponseMessage> SucceedAsync(Task<HttpResponseMessage> asked)
    {
        var answer = await asked;
        Assert.True(
            answer.IsSuccessStatusCode,
            $"{answer.RequestMessage!.RequestUri}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}"
        );
        return answer;
    }
}

[Collection("sqlite")]
public sealed class SqliteCrossTenantWritesTests(SqliteHost host, ITestOutputHelper output) : CrossTenantWritesTests(host, output);

[Collection("postgres")]
public sealed class PostgresCrossTenantWritesTests(PostgresHost host, ITestOutputHelper output) : CrossTenantWritesTests(host, output);
