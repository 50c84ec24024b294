using System.Net;
using System.Net.Sockets;
using Cairn.Tests.Design.Drafts;
using Cairn.Tests.Earning;
using Npgsql;

namespace Cairn.Tests.Foundation.Outages;

/// <summary>The database is reached through a wire that the test can cut.</summary>
public sealed class DatabaseAwayTests : IAsyncLifetime
{
    private readonly Wire _wire = new(new NpgsqlConnectionStringBuilder(Templates.Server).Port);
    private readonly WiredHost _host;

    public DatabaseAwayTests() => _host = new(_wire.Port);

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        _wire.Mend();
        await _host.DisposeAsync();
        _wire.Dispose();
    }

    [Fact]
    public async Task Says_503_while_the_database_is_away_and_goes_on_when_it_is_back()
    {
        var scene = await EarningScene.NewAsync(_host);
        var id = await scene.StartAsync();
        using var browser = await scene.Learner.BrowserAsync();
        var plan = await EditorForm.OpenAsync(browser, $"/earning/{id}", "/plan");
        plan["goal"] = "To know our creek, and where it comes from";
        var before = _host.Log.All.Count;

        _wire.Cut();
        var page = await browser.GetAsync(new Uri("/earning", UriKind.Relative));
        var program = await scene.Api.GetAsync(new Uri("/api/v1/credentials", UriKind.Relative));
        var refused = await plan.PressAsync("");
        using var balancer = _host.Anonymous();
        var health = await balancer.GetAsync(new Uri("/health/ready", UriKind.Relative));

        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "Cairn cannot reach its records"),
            (page.StatusCode, (await page.PageAsync()).QuerySelector("h1")!.TextContent)
        );
        Assert.True(page.Headers.RetryAfter is not null);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, program.StatusCode);
        Assert.Contains("outage.database-away", await program.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Contains("unreachable", await health.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(_host.Log.All.Skip(before), line => line.Contains("   at ", StringComparison.Ordinal));
        Assert.Single(_host.Log.All, line => line.Contains("The database does not answer", StringComparison.Ordinal));

        _wire.Mend();
        var again = EditorForm.Of(browser, await refused.PageAsync(), "/plan");
        Assert.Equal(HttpStatusCode.SeeOther, (await again.PressAsync("")).StatusCode);
        Assert.Equal(
            "To know our creek, and where it comes from",
            (await EditorForm.OpenAsync(browser, $"/earning/{id}", "/plan"))["goal"]
        );
    }

    private sealed class WiredHost(int port) : CairnHost
    {
        private readonly string _database = $"cairn_{Guid.CreateVersion7():N}";

        private protected override string ConnectionString(string dataFolder) =>
            new NpgsqlConnectionStringBuilder(Templates.Server)
            {
                Database = _database,
                Host = "127.0.0.1",
                Port = port,
                Timeout = 3,
            }.ToString();

        public override async ValueTask InitializeAsync()
        {
            await Templates.CopyPostgresAsync(_database);
            await base.InitializeAsync();
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            await Templates.ExecuteAsync($"drop database {_database} with (force)");
        }
    }

    /// <summary>Passes bytes on to a port of this machine.</summary>
    private sealed class Wire : IDisposable
    {
        private readonly int _to;
        private readonly Lock _one = new();
        private readonly List<Socket> _open = [];
        private TcpListener _listener = new(IPAddress.Loopback, 0);

        public Wire(int to)
        {
            _to = to;
            _listener.Start();
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
            _ = AcceptAsync(_listener);
        }

        public int Port { get; }

        public void Cut()
        {
            lock (_one)
            {
                _listener.Stop();
                _open.ForEach(socket => socket.Dispose());
                _open.Clear();
            }
        }

        public void Mend()
        {
            lock (_one)
            {
                if (_listener.Server.IsBound)
                    return;
                _listener = new TcpListener(IPAddress.Loopback, Port);
                _listener.Start();
                _ = AcceptAsync(_listener);
            }
        }

        public void Dispose() => Cut();

        private async Task AcceptAsync(TcpListener listener)
        {
            try
            {
                while (true)
                {
                    var near = await listener.AcceptSocketAsync();
                    var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                    await far.ConnectAsync(IPAddress.Loopback, _to);
                    lock (_one)
                        _open.AddRange([near, far]);
                    _ = PassAsync(near, far);
                    _ = PassAsync(far, near);
                }
            }
            catch (Exception cut) when (cut is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // The wire was cut.
            }
        }

        private static async Task PassAsync(Socket from, Socket to)
        {
            try
            {
                using var stream = new NetworkStream(from);
                await using var other = new NetworkStream(to);
                await stream.CopyToAsync(other);
                to.Shutdown(SocketShutdown.Send);
            }
            catch (Exception cut) when (cut is IOException or SocketException or ObjectDisposedException)
            {
                // So it is over.
            }
        }
    }
}
