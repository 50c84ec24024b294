using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Demo;
using Cairn.Design;
using Cairn.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Benchmarks.District;

/// <summary>
/// What each role does, as their program does it, as often as needed: anything that would end something is undone, unmeasured.
/// </summary>
static class Acts
{
    public static async Task<IReadOnlyList<Asked>> OfAsync(string role, HttpClient small, RunningDistrict district) =>
        role switch
        {
            "learner" => await OfLearnerAsync(small),
            "teacher" => await OfTeacherAsync(small),
            "assessor" => await OfAssessorAsync(small),
            "grantor" =>
            [
                .. await EachAsync(small, "/api/v1/decisions/waiting", "/api/v1/decisions/waiting/{0}"),
                .. await EachAsync(small, "/api/v1/awards", "/api/v1/awards/{0}"),
                // The last of the queue, which the page above does not read.
                new(
                    "POST /api/v1/decisions",
                    true,
                    async client =>
                        Request(
                            "POST",
                            "/api/v1/decisions",
                            new { reviewId = Text((await ItemsAsync(client, "/api/v1/decisions/waiting"))[^1], "id"), outcome = "granted" }
                        )
                ),
            ],
            "author" => [.. await EachAsync(small, "/api/v1/drafts", "/api/v1/versions/{0}"), await SaveDraftAsync(small)],
            "reviewer" => [.. await EachAsync(small, "/api/v1/design-reviews", "/api/v1/versions/{0}")],
            "leader" => await OfLeaderAsync(small),
            "operator" => await OfOperatorAsync(small),
            "child" => [], // a child has no token
            "guardian" or "educator" =>
            [
                Get("/api/v1/me"),
                Get("/api/v1/me/presences"),
                Get("/api/v1/enrollments"),
                Get("/api/v1/portfolio"),
            ],
            "stranger" => [await VerifyAsync(district)],
            _ => throw new ArgumentOutOfRangeException(nameof(role), role, "There is no such role."),
        };

    /// <summary>
    /// Work in progress, which nobody in the demo happens to have: the learner's own and that of a child in the teacher's class, and a
    /// draft by the author.
    /// </summary>
    public static async Task PrepareAsync(RunningDistrict district)
    {
        using var learner = await district.ProgramAsync(Asking.Username("learner"));
        using var teacher = await district.ProgramAsync(Asking.Username("teacher"));
        var child = Text(
            (await ItemsAsync(teacher, $"/api/v1/classes/{Text((await ItemsAsync(teacher, "/api/v1/classes"))[0], "id")}/learners"))[0],
            "id"
        );
        using var author = await district.ProgramAsync(Asking.Username("author"));
        await MakeOneAsync(
            learner,
            HttpStatusCode.Created,
            id => learner.PostAsJsonAsync("/api/v1/enrollments", new { microCredentialId = id })
        );
        await MakeOneAsync(
            teacher,
            HttpStatusCode.Created,
            id => teacher.PostAsJsonAsync("/api/v1/enrollments", new { microCredentialId = id, learnerId = child })
        );
        await MakeOneAsync(author, HttpStatusCode.OK, id => author.PostAsync($"/api/v1/micro-credentials/{id}/versions", null));
        await RecommendAsync(district);
    }

    /// <summary>
    /// Work that waits for the grantor: a decision cannot be undone, so each measurement needs its own piece of work.
    /// </summary>
    static Task RecommendAsync(RunningDistrict district) =>
        district.InScopeAsync(async services =>
        {
            const string slug = "the-graph-tells-the-truth";
            var (db, journey, now) = (
                services.GetRequiredService<CairnDb>(),
                services.GetRequiredService<DemoJourney>(),
                TimeProvider.System.GetUtcNow()
            );
            var title = SampleBlueprints.All[slug].Title;
            var learners = await (
                from person in db.People
                where
                    (person.Grade == "09" || person.Grade == "10")
                    && !db.Enrollments.Any(one =>
                        one.LearnerId == person.Id && db.Versions.Any(version => version.Id == one.VersionId && version.Title == title)
                    )
                orderby person.Id
                select person
            )
                .Take(Decisions)
                .ToListAsync();
            if (learners.Count < Decisions)
                throw new InvalidOperationException($"The demo has {learners.Count} learners for {Decisions} decisions.");
            foreach (var learner in learners)
            {
                // Somebody who writes their own work has an account.
                if (learner.AccountId is null)
                {
                    Account account = new()
                    {
                        Id = Guid.CreateVersion7(now),
                        UserName = $"bench-{learner.SourcedId}",
                        CreatedAt = now,
                    };
                    await services.GetRequiredService<UserManager<Account>>().CreateAsync(account);
                    learner.AccountId = account.Id;
                    await db.SaveChangesAsync();
                }
                await journey.GoAsync((await db.ActorAsync(learner.Id, now, default))!, slug, DemoStage.Recommended, default);
            }
            return true;
        });

    /// <summary>The most often that an act is done: three attempts of eleven rounds.</summary>
    const int Decisions = Measuring.Attempts * Measuring.AllRounds;

    /// <summary>Of the first micro-credential of which there is none yet and one may be.</summary>
    static async Task MakeOneAsync(HttpClient by, HttpStatusCode made, Func<string, Task<HttpResponseMessage>> make)
    {
        foreach (var one in await ItemsAsync(by, "/api/v1/micro-credentials"))
        {
            using var answer = await make(Text(one, "id"));
            if (answer.StatusCode == made)
                return;
        }
        throw new InvalidOperationException("Nothing could be begun.");
    }

    static async Task<IReadOnlyList<Asked>> OfLearnerAsync(HttpClient small)
    {
        var working = (await ItemsAsync(small, "/api/v1/enrollments")).First(one => Text(one, "stands") == "working");
        var enrollment = (await small.GetFromJsonAsync<JsonNode>($"/api/v1/enrollments/{Text(working, "id")}"))!;
        var (id, version) = (
            Text(enrollment, "id"),
            (await small.GetFromJsonAsync<JsonNode>($"/api/v1/versions/{Text(enrollment, "versionId")}"))!
        );
        var answer = $"/api/v1/enrollments/{id}/answers/{Text(version["blueprint"]!["overview"]![0]!, "key")}";
        var asked = version["blueprint"]!["evidence"]!
            .AsArray()
            .First(one => one!["kinds"]!.AsArray().Any(kind => kind!.GetValue<string>() == "text"))!;
        var credential = (await ItemsAsync(small, "/api/v1/credentials"))[0]!;
        return
        [
            Get("/api/v1/portfolio"),
            .. await EachAsync(small, "/api/v1/enrollments", "/api/v1/enrollments/{0}"),
            Send("POST", "/api/v1/enrollments", new { microCredentialId = Text(working, "microCredentialId") }),
            new(
                $"PUT {answer}",
                true,
                async client =>
                {
                    using var before = await client.GetAsync(answer);
                    var save = Request("PUT", answer, new { text = $"What I plan, as I see it now: {Environment.TickCount64}" });
                    if (before.Headers.ETag is { } seen)
                        save.Headers.IfMatch.Add(seen);
                    return save;
                }
            ),
            Send("PUT", $"/api/v1/enrollments/{id}/plan", new { goal = "Because I want to know.", targetDate = (string?)null }),
            Send(
                "POST",
                $"/api/v1/enrollments/{id}/artifacts",
                new
                {
                    requirement = Text(asked, "key"),
                    criterion = (string?)null,
                    title = "A page",
                    url = (string?)null,
                    text = "What I saw.",
                }
            ) with
            {
                Undo = async (client, answer) => await EndAsync(client, $"/api/v1/artifacts/{Text(answer, "id")}"),
            },
            Send("POST", $"/api/v1/credentials/{Text(credential, "id")}/links", new { label = "bench", days = 7 }) with
            {
                Undo = async (client, answer) =>
                    await client.PostAsync($"/api/v1/credentials/{Text(credential, "id")}/links/{Text(answer, "id")}/revocation", null),
            },
        ];
    }

    static async Task<IReadOnlyList<Asked>> OfTeacherAsync(HttpClient small)
    {
        var purpose = (await ItemsAsync(small, "/api/v1/captures")).First()!;
        var capture = $"/api/v1/captures/{Text(purpose, "versionId")}/{Text(purpose["evidence"]![0], "key")}";
        var kinds = purpose["evidence"]![0]!["kinds"]!
            .AsArray()
            .Select(kind => Enum.Parse<EvidenceKind>(kind!.ToString(), ignoreCase: true))
            .ToList();
        return
        [
            Get("/api/v1/captures"),
            new(
                $"POST {capture}",
                true,
                _ =>
                {
                    var (bytes, name, type, _) = DemoPicture.Of(kinds, $"What I saw: {Environment.TickCount64}");
                    MultipartFormDataContent form = new()
                    {
                        { new StringContent(Text(purpose["children"]![0], "enrollmentId")), "children" },
                    };
                    form.Add(new ByteArrayContent(bytes) { Headers = { ContentType = new(type) } }, "file", name);
                    return Task.FromResult(new HttpRequestMessage(HttpMethod.Post, capture) { Content = form });
                }
            )
            {
                Undo = async (client, answer) => await EndAsync(client, $"/api/v1/artifacts/{Text(answer["items"]![0], "id")}"),
            },
            .. await EachAsync(small, "/api/v1/classes", "/api/v1/classes/{0}/learners"),
            .. (await EachAsync(small, "/api/v1/classes", "/api/v1/classes/{0}/ways-in")).Skip(1),
            .. (await EachAsync(small, "/api/v1/classes", "/api/v1/classes/{0}/cards")).Skip(1),
        ];
    }

    static async Task<IReadOnlyList<Asked>> OfAssessorAsync(HttpClient small)
    {
        List<Asked> acts = [Get("/api/v1/reviews/waiting"), Get("/api/v1/reviews"), Get("/api/v1/practice")];
        if ((await ItemsAsync(small, "/api/v1/reviews/waiting")).FirstOrDefault() is { } waiting)
            acts.Add(
                Send("POST", "/api/v1/reviews", new { submissionId = Text(waiting, "id") }) with
                {
                    Undo = async (client, answer) => await EndAsync(client, $"/api/v1/reviews/{Text(answer, "id")}"),
                }
            );
        if ((await ItemsAsync(small, "/api/v1/reviews")).FirstOrDefault() is { } held)
        {
            acts.Add(Get($"/api/v1/reviews/{Text(held, "id")}"));
            acts.Add(
                Send(
                    "PUT",
                    $"/api/v1/reviews/{Text(held, "id")}",
                    () => new { scores = Array.Empty<object>(), note = $"To be written: {Environment.TickCount64}" }
                )
            );
        }
        return acts;
    }

    static async Task<IReadOnlyList<Asked>> OfLeaderAsync(HttpClient small)
    {
        var school = Text((await ItemsAsync(small, "/api/v1/schools")).First()!, "id");
        var taken = (await ItemsAsync(small, $"/api/v1/schools/{school}/picks")).Select(one => Text(one!, "microCredentialId")).ToHashSet();
        var free = (await ItemsAsync(small, "/api/v1/micro-credentials")).First(one => !taken.Contains(Text(one!, "id")))!;
        return
        [
            Get("/api/v1/schools"),
            Get($"/api/v1/schools/{school}/picks"),
            Get($"/api/v1/schools/{school}/classes"),
            Get($"/api/v1/schools/{school}/people"),
            Send("POST", $"/api/v1/schools/{school}/picks", new { microCredentialId = Text(free, "id"), reason = "For the spring." }) with
            {
                Undo = async (client, answer) => await EndAsync(client, $"/api/v1/schools/{school}/picks/{Text(answer, "id")}"),
            },
        ];
    }

    static async Task<IReadOnlyList<Asked>> OfOperatorAsync(HttpClient small)
    {
        var school = Text((await ItemsAsync(small, "/api/v1/schools")).First(one => Text(one!, "sourcedId") == "org-high")!, "id");
        var person = (await ItemsAsync(small, $"/api/v1/schools/{school}/people")).First()!;
        return
        [
            Get("/api/v1/schools"),
            Get($"/api/v1/schools/{school}/people"),
            Get($"/api/v1/schools/{school}/people?q=ra"),
            Get($"/api/v1/schools/{school}/ways-in"),
            Get($"/api/v1/schools/{school}/classes"),
            Get($"/api/v1/schools/{school}/keys"),
            Get("/api/v1/audit"),
            Get("/api/v1/rosters"),
            Get("/api/v1/ways-in/waiting"),
            Send("PUT", $"/api/v1/schools/{school}/people/{Text(person, "id")}/roles", new { roles = person["roles"]!.DeepClone() }),
        ];
    }

    /// <summary>The draft as it is, with a higher revision each time.</summary>
    static async Task<Asked> SaveDraftAsync(HttpClient small)
    {
        var path =
            $"/api/v1/versions/{Text((await ItemsAsync(small, "/api/v1/drafts")).First(one => Text(one!, "state") == "draft")!, "id")}";
        return new(
            $"PUT {path}",
            true,
            async client =>
            {
                var draft = (await client.GetFromJsonAsync<JsonNode>(path))!;
                return Request("PUT", path, new { revision = draft["revision"]!.DeepClone(), blueprint = draft["blueprint"]!.DeepClone() });
            }
        );
    }

    static async Task<Asked> VerifyAsync(RunningDistrict district)
    {
        var bytes = await district.InDbAsync(db =>
            (
                from publication in db.CredentialPublications
                where publication.WithdrawnAt == null
                join credential in db.Credentials on publication.CredentialId equals credential.Id
                select credential.Bytes
            ).FirstAsync()
        );
        return new(
            "POST /api/v1/verify",
            true,
            _ => Task.FromResult(new HttpRequestMessage(HttpMethod.Post, "/api/v1/verify") { Content = new ByteArrayContent(bytes) })
        );
    }

    /// <summary>A list, and the first thing in it.</summary>
    static async Task<IReadOnlyList<Asked>> EachAsync(HttpClient small, string list, string one) =>
        (await ItemsAsync(small, list)).FirstOrDefault() is { } first
            ? [Get(list), Get(string.Format(null, one, Text(first, "id")))]
            : [Get(list)];

    static Asked Get(string path) => new($"GET {path}", true, _ => Task.FromResult(new HttpRequestMessage(HttpMethod.Get, path)));

    static Asked Send(string method, string path, object body) => Send(method, path, () => body);

    static Asked Send(string method, string path, Func<object> body) =>
        new($"{method} {path}", true, _ => Task.FromResult(Request(method, path, body())));

    static HttpRequestMessage Request(string method, string path, object body) =>
        new(new HttpMethod(method), path)
        {
            Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        };

    static async Task EndAsync(HttpClient client, string path) => (await client.DeleteAsync(path)).Dispose();

    static async Task<JsonArray> ItemsAsync(HttpClient client, string path)
    {
        var found = (await client.GetFromJsonAsync<JsonNode>(path))!;
        return found as JsonArray ?? found["items"]!.AsArray();
    }

    static string Text(JsonNode? node, string name) => node![name]!.ToString();
}
