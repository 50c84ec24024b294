using System.Globalization;
using System.Net;
using System.Text;

namespace Cairn.Benchmarks.Pages;

/// <summary>What is asked for again and again.</summary>
/// <param name="Cookie">Of whoever is signed in; null: a stranger.</param>
/// <param name="Size">Bytes of the answer's body.</param>
sealed record Target(string Name, string Path, string Accept, string? Cookie = null, byte[]? Body = null, int Size = 0)
{
    /// <summary>Of a form of which each request differs from the one before: <c>{n}</c> stands for how often it was sent before.</summary>
    public string? Form { get; init; }

    /// <summary>How often that was before this target was announced.</summary>
    public int Sent { get; init; }

    /// <summary>The target per second of a core's work.</summary>
    public double? PerSecond { get; init; }

    /// <summary>The target as a share of a static file's rate.</summary>
    public double? Share { get; init; }

    /// <summary>Statements that EF sends for one request.</summary>
    public int Reads { get; init; }

    /// <summary>The same that change something.</summary>
    public int Writes { get; init; }

    public int Connections => Form is null ? 8 : 1;

    public string ContentType => Form is null ? "application/octet-stream" : "application/x-www-form-urlencoded";

    public byte[]? BodyOf(long n) =>
        Form is null
            ? Body
            : Encoding.UTF8.GetBytes(Form.Replace("{n}", (Sent + n).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

    /// <summary>
    /// How large the answer is, and how many queries it makes: the lowest of a few rounds, because the job worker makes queries as well.
    /// </summary>
    public async Task<Target> AskedOnceAsync(Uri address)
    {
        using HttpClient http = new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };
        var best = this;
        for (var round = 0; round < Rounds; round++)
        {
            var (reads, writes) = Statements.Count;
            var size = await AskAsync(http, round);
            var (readsThen, writesThen) = Statements.Count;
            var asked = this with { Size = size, Reads = readsThen - reads, Writes = writesThen - writes };
            if (round == 0 || asked.Reads + asked.Writes < best.Reads + best.Writes)
                best = asked;
        }
        return best with { Sent = Rounds };
    }

    private const int Rounds = 5;

    private async Task<int> AskAsync(HttpClient http, int round)
    {
        using HttpRequestMessage request = new(Body is null && Form is null ? HttpMethod.Get : HttpMethod.Post, Path);
        request.Headers.TryAddWithoutValidation("Accept", Accept);
        if (Cookie is not null)
            request.Headers.Add("Cookie", Cookie);
        if (BodyOf(round) is { } body)
            request.Content = new ByteArrayContent(body) { Headers = { { "Content-Type", ContentType } } };
        using var answer = await http.SendAsync(request);
        if (answer.StatusCode is not HttpStatusCode.OK)
            throw new InvalidOperationException($"{Name}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }
}
