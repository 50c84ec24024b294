using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Cairn.Demo;

namespace Cairn.Benchmarks.Abuse;

/// <summary>The people who only want to read a page or check a badge, and how long that takes them.</summary>
sealed class Others : IAsyncDisposable
{
    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(150);

    readonly List<Visitor> visitors = [];

    public static async Task<Others> ComeAsync(int port)
    {
        Others others = new();
        foreach (
            var (name, paths) in ((string?, string[])[])
                [
                    ("maya.chen", ["/", "/catalog", "/earning"]),
                    ("amara.okafor", ["/", "/design"]),
                    ("priya.raman", ["/assessing", "/"]),
                    ("sam.whitfield", ["/granting", "/granting/awards"]),
                    ("rosa.delgado", ["/portfolio", "/account"]),
                    (null, ["/", "/sign-in"]),
                    (null, ["/p/demo-teacher"]),
                    (null, ["/verify", "/p/demo-teacher"]),
                ]
        )
            others.visitors.Add(await Visitor.ComeAsync(port, $"127.0.0.{10 + others.visitors.Count}", name, paths));
        return others;
    }

    public async Task<Seen> WatchAsync(TimeSpan time)
    {
        List<double> all = [];
        var failed = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(
            visitors.Select(
                (visitor, i) =>
                    Task.Run(async () =>
                    {
                        await Task.Delay(Between / visitors.Count * i);
                        for (var turn = 0; clock.Elapsed < time; turn++)
                        {
                            var (milliseconds, ok) = await visitor.ReadAsync(turn);
                            lock (all)
                            {
                                all.Add(milliseconds);
                                if (!ok)
                                    failed++;
                            }
                            await Task.Delay(Between);
                        }
                    })
            )
        );
        all.Sort();
        return new Seen(all[(int)(all.Count * 0.95)], failed);
    }

    public ValueTask DisposeAsync()
    {
        visitors.ForEach(visitor => visitor.Dispose());
        return ValueTask.CompletedTask;
    }
}

/// <param name="P95">Milliseconds.</param>
/// <param name="Failed">Requests without a proper answer.</param>
sealed record Seen(double P95, int Failed);

sealed partial class Visitor(HttpClient http, string[] paths) : IDisposable
{
    public static async Task<Visitor> ComeAsync(int port, string address, string? username, string[] paths)
    {
        var http = Client(port, address, 6);
        if (username is not null)
        {
            using FormUrlEncodedContent form = new(
                new Dictionary<string, string>
                {
                    ["Username"] = username,
                    ["Password"] = DemoContent.People().Password,
                    ["__RequestVerificationToken"] = Token().Match(await http.GetStringAsync("/sign-in")).Groups[1].Value,
                }
            );
            using var answer = await http.PostAsync("/sign-in", form);
            if (answer.StatusCode is not (HttpStatusCode.SeeOther or HttpStatusCode.Found))
                throw new InvalidOperationException($"{username} could not sign in: {answer.StatusCode}");
        }
        return new Visitor(http, paths);
    }

    public static HttpClient Client(int port, string address, int connections) =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                MaxConnectionsPerServer = connections,
                ConnectCallback = async (context, stop) =>
                {
                    Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                    await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, stop);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            }
        )
        {
            BaseAddress = new Uri($"http://localhost:{port}"),
            Timeout = TimeSpan.FromSeconds(60),
            DefaultRequestHeaders = { { "Accept", "text/html" } },
        };

    public async Task<(double Milliseconds, bool Ok)> ReadAsync(int turn)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            using var answer = await http.GetAsync(paths[turn % paths.Length]);
            return (clock.Elapsed.TotalMilliseconds, answer.StatusCode is HttpStatusCode.OK);
        }
        catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException)
        {
            return (clock.Elapsed.TotalMilliseconds, false);
        }
    }

    public void Dispose() => http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
