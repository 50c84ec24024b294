using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cairn.Benchmarks.Abuse;

/// <summary>One way to flood: so many connections from one address, each sending its next request as soon as it has an answer.</summary>
class Abuse(string name, int port, Func<HttpRequestMessage> next)
{
    protected const string Address = "127.0.0.66";
    const int Connections = 60;

    public string Name => name;

    public virtual async Task<Sent> RunAsync(string data, CancellationToken stop)
    {
        using var http = Visitor.Client(port, Address, Connections);
        var sent = new Sent();
        await Task.WhenAll(
            Enumerable
                .Range(0, Connections)
                .Select(_ =>
                    Task.Run(
                        async () =>
                        {
                            while (!stop.IsCancellationRequested)
                            {
                                try
                                {
                                    using var request = next();
                                    using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, stop);
                                    sent.Count((int)answer.StatusCode);
                                    // A refused client comes back, but not in a loop that only burns our own half of the machine.
                                    if ((int)answer.StatusCode is 429 or 413 or 503)
                                        await Task.Delay(20, stop);
                                }
                                catch (Exception gone) when (gone is HttpRequestException or OperationCanceledException)
                                {
                                    if (!stop.IsCancellationRequested)
                                        await Task.Delay(20, CancellationToken.None);
                                }
                            }
                        },
                        CancellationToken.None
                    )
                )
        );
        return sent;
    }
}

/// <summary>Forms with a file of many megabytes, of which most is sent at once and the rest never.</summary>
sealed class SlowForms(int port) : Abuse("slow_forms", port, () => throw new NotSupportedException())
{
    const int Length = 50_000_000,
        AtOnce = 25_000_000;
    readonly int _port = port;

    public override async Task<Sent> RunAsync(string data, CancellationToken stop)
    {
        var sent = new Sent();
        var most = 0L;
        var floods = Enumerable
            .Range(0, 40)
            .Select(i =>
                Task.Run(
                    async () =>
                    {
                        while (!stop.IsCancellationRequested)
                        {
                            try
                            {
                                using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                                socket.Bind(new IPEndPoint(IPAddress.Parse(Address), 0));
                                await socket.ConnectAsync(IPAddress.Loopback, _port, stop);
                                var path = i % 2 == 0 ? "/verify" : "/sign-in";
                                await socket.SendAsync(
                                    Encoding.ASCII.GetBytes(
                                        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; "
                                            + $"boundary=x\r\nContent-Length: {Length}\r\n\r\n--x\r\nContent-Disposition: form-data; "
                                            + "name=\"File\"; filename=\"a\"\r\n\r\n"
                                    ),
                                    stop
                                );
                                for (var left = AtOnce; left > 0; left -= 65_536)
                                    await socket.SendAsync(new byte[65_536], stop);
                                while (true)
                                {
                                    await Task.Delay(500, stop);
                                    await socket.SendAsync(new byte[1024], stop);
                                }
                            }
                            catch (Exception gone) when (gone is SocketException or OperationCanceledException or ObjectDisposedException)
                            {
                                sent.Count(413);
                                if (!stop.IsCancellationRequested)
                                    await Task.Delay(50, CancellationToken.None);
                            }
                        }
                    },
                    CancellationToken.None
                )
            )
            .ToList();
        while (!stop.IsCancellationRequested)
        {
            var spool = new DirectoryInfo(Path.Combine(data, "incoming"));
            if (spool.Exists)
                most = Math.Max(
                    most,
                    spool
                        .EnumerateFiles()
                        .Sum(file =>
                        {
                            try
                            {
                                return file.Length;
                            }
                            catch (FileNotFoundException)
                            {
                                return 0;
                            }
                        })
                );
            await Task.Delay(100, CancellationToken.None);
        }
        await Task.WhenAll(floods);
        Console.WriteLine(FormattableString.Invariant($"slow_forms_spooled {most / 1e6:F1} megabytes"));
        return sent;
    }
}

sealed class Sent
{
    int answered,
        refused;

    public int Answered => answered;
    public int Refused => refused;

    public void Count(int status)
    {
        if (status is 429 or 413 or 503)
            Interlocked.Increment(ref refused);
        else
            Interlocked.Increment(ref answered);
    }
}
