using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cairn.Design;
using Cairn.Earning;
using Cairn.Foundation.Storage;

namespace Cairn.Tests.Earning;

/// <summary>One published micro-credential, and people around it.</summary>
internal sealed class EarningScene
{
    public static readonly byte[] Png = PngOf([1, 2, 3]);

    public required TestDistrict District { get; init; }
    public required Id<MicroCredential> MicroCredential { get; init; }
    public required Id<MicroCredentialVersion> Version { get; init; }
    public required TestPerson Learner { get; init; }
    public required HttpClient Api { get; init; }

    public CairnHost Host => District.Host;

    /// <summary>A picture of these bytes; it stays as it is when it is kept.</summary>
    public static byte[] PngOf(byte[] shown)
    {
        static byte[] Part(string type, byte[] data) =>
            [
                .. BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(data.Length)),
                .. System.Text.Encoding.ASCII.GetBytes(type),
                .. data,
                0,
                0,
                0,
                0,
            ];
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Part("IHDR", new byte[13]), .. Part("IDAT", shown), .. Part("IEND", [])];
    }

    /// <summary>Two questions, one required photo (or link, or text), one optional observation, one criterion.</summary>
    public static Blueprint Blueprint { get; } =
        new()
        {
            Title = "Water watcher",
            Competency = "Reads a creek.",
            Summary = "Go and look.",
            Method = "Look twice.",
            EffortMinutes = 60,
            Audiences = [Audience.Grades6To8],
            Overview = [new Question("why", "Why water?")],
            Evidence =
            [
                new EvidenceRequirement("photo", "A photo", "Of the creek.", [EvidenceKind.Photo, EvidenceKind.Link, EvidenceKind.Text]),
                new EvidenceRequirement("seen", "Seen by a teacher", "At the creek.", [EvidenceKind.Observation], Required: false),
            ],
            Rubric =
            [
                new Criterion(
                    "careful",
                    "Careful",
                    "Looks twice.",
                    [new("no", "Not yet", "-", 0), new("yes", "Met", "-", 1)],
                    "yes",
                    ["photo", "seen"]
                ),
            ],
            Reflection = [new Question("next", "What next?")],
        };

    /// <summary>One required piece of evidence, of any kind that is a file.</summary>
    public static Blueprint AnyFile { get; } =
        Blueprint with
        {
            Evidence =
            [
                new EvidenceRequirement("photo", "Anything", "A file.", [EvidenceKind.Photo, EvidenceKind.Document]),
                Blueprint.Evidence[1],
            ],
        };

    public static Task<EarningScene> NewAsync(CairnHost host, string? grade = "07") => NewAsync(host, Blueprint, grade);

    public static async Task<EarningScene> NewAsync(CairnHost host, Blueprint blueprint, string? grade = "07")
    {
        var district = await host.NewDistrictAsync();
        var learner = await district.PersonAsync("Lea", [SchoolRole.Learner], grade, age: 12);
        var (microCredential, version) = await PublishAsync(district, blueprint);
        return new EarningScene
        {
            District = district,
            MicroCredential = microCredential,
            Version = version,
            Learner = learner,
            Api = await learner.ApiAsync(),
        };
    }

    public static async Task<(Id<MicroCredential>, Id<MicroCredentialVersion>)> PublishAsync(TestDistrict district, Blueprint blueprint)
    {
        var author = await (await district.PersonAsync("Ana", [SchoolRole.Author])).ActorAsync();
        var reviewer = await (await district.PersonAsync("Rui", [SchoolRole.Reviewer])).ActorAsync();
        var now = district.Host.Clock.Now();
        return await district.Host.InDbAsync(
            district.Id,
            async db =>
            {
                var microCredential = new MicroCredential(district.School, author, now);
                var version = new MicroCredentialVersion(microCredential, 1, blueprint, author, now);
                Assert.Null(version.AskForReview(author, now).Refusal);
                Assert.Null(version.Publish(reviewer, new DesignChecklist(true, true, true, true, true, true), now).Refusal);
                db.AddRange(microCredential, version);
                await db.SaveChangesAsync();
                microCredential.Offer(version);
                await db.SaveChangesAsync();
                return (microCredential.Id, version.Id);
            }
        );
    }

    /// <summary>A class with a teacher and children in it.</summary>
    public async Task<TestPerson> TeacherOfAsync(params TestPerson[] children)
    {
        var teacher = await District.PersonAsync("Tom", [SchoolRole.Teacher]);
        await Host.InDbAsync(
            District.Id,
            async db =>
            {
                var schoolClass = new SchoolClass(District.Id, District.School, "1A", Host.Clock.Now());
                db.Add(schoolClass);
                db.Add(new ClassMembership(District.Id, schoolClass.Id, teacher.Id, ClassRole.Teacher, Host.Clock.Now()));
                foreach (var child in children)
                    db.Add(new ClassMembership(District.Id, schoolClass.Id, child.Id, ClassRole.Learner, Host.Clock.Now()));
                await db.SaveChangesAsync();
            }
        );
        return teacher;
    }

    public async Task<Id<Enrollment>> StartAsync(HttpClient? api = null, Id<Person>? learner = null)
    {
        var answer = await (api ?? Api).PostAsJsonAsync(
            "/api/v1/enrollments",
            new { microCredentialId = MicroCredential.ToString(), learnerId = learner?.ToString() }
        );
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return Id<Enrollment>.Parse((await answer.JsonAsync()).GetProperty("id").GetString()!, null);
    }

    /// <summary>Everything that a submission needs.</summary>
    public async Task<Id<Enrollment>> CompleteAsync(HttpClient? api = null)
    {
        var id = await StartAsync(api);
        await WriteAsync(id, "why", "It moves.", api: api);
        await WriteAsync(id, "next", "Fish.", api: api);
        Assert.Equal(HttpStatusCode.Created, (await UploadAsync(id, "creek.png", Png, api: api)).StatusCode);
        return id;
    }

    public async Task<HttpResponseMessage> WriteAsync(Id<Enrollment> id, string key, string text, long? seen = null, HttpClient? api = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"/api/v1/enrollments/{id}/answers/{key}", UriKind.Relative));
        request.Content = JsonContent.Create(new { text });
        if (seen is { } version)
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        return await (api ?? Api).SendAsync(request);
    }

    public async Task<HttpResponseMessage> UploadAsync(
        Id<Enrollment> id,
        string name,
        byte[] bytes,
        string requirement = "photo",
        HttpClient? api = null
    )
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(requirement), "requirement" },
            { new ByteArrayContent(bytes), "file", name },
        };
        return await (api ?? Api).PostAsync(new Uri($"/api/v1/enrollments/{id}/artifacts", UriKind.Relative), form);
    }

    public Task<HttpResponseMessage> SubmitAsync(Id<Enrollment> id, HttpClient? api = null) =>
        (api ?? Api).PostAsync(new Uri($"/api/v1/enrollments/{id}/submissions", UriKind.Relative), null);
}

internal static class Answers
{
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

    public static async Task<string?> CodeAsync(this HttpResponseMessage answer) =>
        (await answer.JsonAsync()).TryGetProperty("code", out var code) ? code.GetString() : null;
}
