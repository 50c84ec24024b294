using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cairn.Benchmarks.District;

/// <param name="What">The method and the address.</param>
/// <param name="Program">Asked with a token, as programs do.</param>
/// <param name="Request">What is sent; it may look something up first, unmeasured.</param>
sealed record Asked(string What, bool Program, Func<HttpClient, Task<HttpRequestMessage>> Request)
{
    /// <summary>Done afterwards with the answer, unmeasured, so that the same can be done again.</summary>
    public Func<HttpClient, JsonNode, Task>? Undo { get; init; }
}

/// <summary>
/// Somebody from the demo in both districts, and what they request: the pages that they reach by following links, one of each kind, and
/// acts.
/// </summary>
sealed partial class Asking : IAsyncDisposable
{
    const int Most = 34;

    /// <summary>The role and who of the demo has it; null: nobody is signed in.</summary>
    static readonly Dictionary<string, string?> People = new()
    {
        ["learner"] = "theo.brandt",
        ["child"] = "leo.park",
        ["teacher"] = "nadia.haddad",
        ["assessor"] = "priya.raman",
        ["grantor"] = "sam.whitfield",
        ["author"] = "amara.okafor",
        ["reviewer"] = "henrik.lund",
        ["leader"] = "sam.whitfield",
        ["educator"] = "rosa.delgado",
        ["guardian"] = "june.park",
        ["operator"] = "operator",
        ["stranger"] = null,
    };

    public static IEnumerable<string> Roles => People.Keys;

    public static string Username(string role) => People[role]!;

    public required IReadOnlyList<Asked> Asked { get; init; }

    /// <summary>In the small and in the large district; the second of each pair is the program.</summary>
    public required (HttpClient Browser, HttpClient Program) Small { get; init; }
    public required (HttpClient Browser, HttpClient Program) Large { get; init; }

    public static async Task<Asking> BeginAsync(string role, RunningDistrict small, RunningDistrict large)
    {
        var name = People[role];
        var inSmall = name is null
            ? (small.Anonymous(), small.Anonymous())
            : (await small.BrowserAsync(name), await small.ProgramAsync(name));
        var inLarge = name is null
            ? (large.Anonymous(), large.Anonymous())
            : (await large.BrowserAsync(name), await large.ProgramAsync(name));
        var asked = await PagesAsync(inSmall.Item1, inLarge.Item1, name is null ? ["/", "/verify", "/p/demo-teacher", "/catalog"] : ["/"]);
        asked.AddRange(await Acts.OfAsync(role, inSmall.Item2, small));
        return new Asking
        {
            Asked = asked,
            Small = inSmall,
            Large = inLarge,
        };
    }

    public ValueTask DisposeAsync()
    {
        foreach (var client in (HttpClient[])[Small.Browser, Small.Program, Large.Browser, Large.Program])
            client.Dispose();
        return ValueTask.CompletedTask;
    }

    static async Task<List<Asked>> PagesAsync(HttpClient small, HttpClient large, string[] from)
    {
        List<Asked> found = [];
        HashSet<string> kinds = [];
        var open = new Queue<string>(from);
        while (open.TryDequeue(out var address) && found.Count < Most)
        {
            if (!kinds.Add(Kind(address)))
                continue;
            using var answer = await small.GetAsync(new Uri(address, UriKind.Relative));
            using var other = await large.GetAsync(new Uri(address, UriKind.Relative));
            if (!answer.IsSuccessStatusCode || !other.IsSuccessStatusCode)
                continue;
            found.Add(Page(address));
            if (answer.Content.Headers.ContentType?.MediaType is not "text/html")
                continue;
            foreach (Match link in Link().Matches(await answer.Content.ReadAsStringAsync()))
                open.Enqueue(System.Net.WebUtility.HtmlDecode(link.Groups[1].Value));
        }
        return found;
    }

    static Asked Page(string address) =>
        new(
            $"GET {address}",
            false,
            _ => Task.FromResult(new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "text/html" } } })
        );

    /// <summary>One of each kind: ids are removed, and only the names of query parameters stay.</summary>
    static string Kind(string address) => Value().Replace(Ids().Replace(address, "{id}"), "=");

    [GeneratedRegex("<a\\b[^>]*\\bhref=\"(/[^\"#]*)")]
    private static partial Regex Link();

    [GeneratedRegex("[0-9a-fA-F]{32}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")]
    private static partial Regex Ids();

    [GeneratedRegex("=[^&]*")]
    private static partial Regex Value();
}
