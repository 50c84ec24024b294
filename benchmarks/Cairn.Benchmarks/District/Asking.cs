using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cairn.Assessing;
using Cairn.Earning;
using Microsoft.EntityFrameworkCore;

namespace Cairn.Benchmarks.District;

/// <param name="Program">Asked with a token, as programs do.</param>
/// <param name="Undo">What is asked afterwards, unmeasured, so that the same can be done again.</param>
sealed record Asked(string Method, string Path, string? Body = null, bool Program = false, Asked? Undo = null)
{
    public HttpRequestMessage Request() => new(new HttpMethod(Method), new Uri(Path, UriKind.Relative))
    {
        Content = Body is null ? null : new StringContent(Body, Encoding.UTF8, "application/json"),
        Headers = { { "Accept", Program ? "application/json" : "text/html" } },
    };
}

/// <summary>Somebody of the demo in both districts, and what they ask for: the pages that they come to by following links, one for each kind, and acts.</summary>
sealed partial class Asking : IAsyncDisposable
{
    const int Most = 34;

    /// <summary>The role and who of the demo has it; null: nobody is signed in.</summary>
    static readonly Dictionary<string, string?> People = new()
    {
        ["learner"] = "theo.brandt", ["child"] = "leo.park", ["teacher"] = "nadia.haddad", ["assessor"] = "priya.raman", ["grantor"] = "sam.whitfield",
        ["author"] = "amara.okafor", ["reviewer"] = "henrik.lund", ["leader"] = "rosa.delgado", ["guardian"] = "june.park", ["operator"] = "operator", ["stranger"] = null,
    };

    public static IEnumerable<string> Roles => People.Keys;

    public required IReadOnlyList<Asked> Asked { get; init; }

    /// <summary>In the small and in the large district; the second of each pair is the program.</summary>
    public required (HttpClient Browser, HttpClient Program) Small { get; init; }
    public required (HttpClient Browser, HttpClient Program) Large { get; init; }

    public static async Task<Asking> BeginAsync(string role, RunningDistrict small, RunningDistrict large)
    {
        var name = People[role];
        var inSmall = name is null ? (small.Anonymous(), small.Anonymous()) : (await small.BrowserAsync(name), await small.ProgramAsync(name));
        var inLarge = name is null ? (large.Anonymous(), large.Anonymous()) : (await large.BrowserAsync(name), await large.ProgramAsync(name));
        var asked = await PagesAsync(inSmall.Item1, inLarge.Item1, name is null ? ["/", "/verify", "/p/demo-teacher", "/catalog"] : ["/"]);
        asked.AddRange(await ActsAsync(role, small, name));
        return new Asking { Asked = asked, Small = inSmall, Large = inLarge };
    }

    public ValueTask DisposeAsync()
    {
        foreach (var client in (HttpClient[])[Small.Browser, Small.Program, Large.Browser, Large.Program]) client.Dispose();
        return ValueTask.CompletedTask;
    }

    static async Task<List<Asked>> PagesAsync(HttpClient small, HttpClient large, string[] from)
    {
        List<Asked> found = [];
        HashSet<string> kinds = [];
        var open = new Queue<string>(from);
        while (open.TryDequeue(out var address) && found.Count < Most)
        {
            if (!kinds.Add(Kind(address))) continue;
            using var answer = await small.GetAsync(new Uri(address, UriKind.Relative));
            using var other = await large.GetAsync(new Uri(address, UriKind.Relative));
            if (!answer.IsSuccessStatusCode || !other.IsSuccessStatusCode) continue;
            found.Add(new("GET", address));
            if (answer.Content.Headers.ContentType?.MediaType is not "text/html") continue;
            foreach (Match link in Link().Matches(await answer.Content.ReadAsStringAsync())) open.Enqueue(System.Net.WebUtility.HtmlDecode(link.Groups[1].Value));
        }
        return found;
    }

    static async Task<List<Asked>> ActsAsync(string role, RunningDistrict small, string? name) => await small.InDbAsync(async db =>
    {
        var me = await db.People.Where(one => one.Username == name).Select(one => one.Id).FirstOrDefaultAsync();
        List<Asked> acts = [];
        switch (role)
        {
            case "learner":
                var started = await db.Versions.Where(v => v.Publication != null && !db.Enrollments.Any(e => e.LearnerId == me && e.VersionId == v.Id)).OrderBy(v => v.Id).FirstAsync();
                acts.Add(Api("POST", "/api/v1/enrollments", new { microCredentialId = started.MicroCredentialId.ToString() }));
                var credential = await db.Credentials.Where(c => c.LearnerId == me).Select(c => c.PublicId).FirstAsync();
                acts.Add(Api("POST", $"/api/v1/credentials/{credential:D}/links", new { label = "bench", days = 7 }));
                acts.Add(Api("GET", "/api/v1/portfolio", null));
                acts.Add(Api("GET", "/api/v1/enrollments", null));
                break;
            case "assessor":
                acts.Add(Api("GET", "/api/v1/reviews/waiting", null));
                break;
            case "grantor":
                acts.Add(Api("GET", "/api/v1/decisions/waiting", null));
                acts.Add(Api("GET", "/api/v1/awards", null));
                break;
            case "teacher":
                var room = await db.ClassMemberships.Where(m => m.PersonId == me && m.EndedAt == null).Select(m => m.ClassId).FirstAsync();
                acts.Add(Api("GET", $"/api/v1/classes/{room}/learners", null));
                acts.Add(Api("GET", $"/api/v1/classes/{room}/ways-in", null));
                break;
            case "operator":
                var school = await db.Organizations.Where(o => o.SourcedId == "org-high").Select(o => o.Id).SingleAsync();
                acts.Add(Api("GET", $"/api/v1/schools/{school}/people", null));
                acts.Add(Api("GET", $"/api/v1/schools/{school}/people?q=ra", null));
                acts.Add(Api("GET", $"/api/v1/schools/{school}/ways-in", null));
                break;
            case "stranger":
                var published = await db.CredentialPublications.Where(p => p.WithdrawnAt == null).Select(p => p.CredentialId).FirstAsync();
                var bytes = await db.Credentials.Where(c => c.Id == published).Select(c => c.Bytes).SingleAsync();
                acts.Add(new("POST", "/api/v1/verify", Encoding.UTF8.GetString(bytes), Program: true));
                break;
        }
        return acts;

        static Asked Api(string method, string path, object? body) => new(method, path, body is null ? null : JsonSerializer.Serialize(body), Program: true);
    });

    /// <summary>One of each kind: ids are taken out, and of what is asked for only the names stay.</summary>
    static string Kind(string address) => Value().Replace(Ids().Replace(address, "{id}"), "=");

    [GeneratedRegex("<a\\b[^>]*\\bhref=\"(/[^\"#]*)")]
    private static partial Regex Link();

    [GeneratedRegex("[0-9a-fA-F]{32}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")]
    private static partial Regex Ids();

    [GeneratedRegex("=[^&]*")]
    private static partial Regex Value();
}
