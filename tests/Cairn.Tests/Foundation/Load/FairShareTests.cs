using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Cairn.Foundation.Load;
using Cairn.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace Cairn.Tests.Foundation.Load;

/// <summary>How much of the machine one visitor may have. <c>./bench abuse</c> shows all of it under load.</summary>
[Collection("sqlite")]
public sealed class FairShareTests(SqliteHost host)
{
    [Theory]
    [InlineData("/sign-in", "application/x-www-form-urlencoded", 70_000, 413)]
    [InlineData("/sign-in", "application/x-www-form-urlencoded", 30_000_000, 413)]
    [InlineData("/preferences", "application/x-www-form-urlencoded", 70_000, 413)]
    [InlineData("/api/v1/join", "application/json", 70_000, 413)]
    [InlineData("/api/v1/verify", "application/octet-stream", 9_000_000, 413)]
    [InlineData("/nowhere", "application/octet-stream", 70_000, 413)]
    // typed by somebody whose session ended: it is received, and comes back
    [InlineData("/earning/0198c0de00007000800000000000abcd/answers", "application/x-www-form-urlencoded", 70_000, 401)]
    public async Task What_is_too_large_is_refused_by_its_size_before_it_is_sent(string address, string type, int length, int status)
    {
        using var socket = await ConnectAsync();
        await SendHeadAsync(socket, address, type, length);

        if (status == 401)
            await socket.SendAsync(Encoding.ASCII.GetBytes("Text=" + new string('x', length - 5)));
        Assert.StartsWith($"HTTP/1.1 {status}", await FirstLineAsync(socket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_body_that_is_refused_is_not_read_and_the_connection_ends()
    {
        using var socket = await ConnectAsync();
        await SendHeadAsync(socket, "/sign-in", "application/x-www-form-urlencoded", 900_000);
        List<byte> answer = [];
        var buffer = new byte[64 * 1024];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));

        // The body is never sent: waiting for it would never end.
        while (await socket.ReceiveAsync(buffer.AsMemory(), patience.Token) is > 0 and var read)
            answer.AddRange(buffer[..read]);

        Assert.Contains("\r\nConnection: close\r\n", Encoding.UTF8.GetString([.. answer]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strangers_long_body_waits_unread_and_then_the_connection_ends()
    {
        using var socket = await ConnectAsync();
        socket.SendBufferSize = 64 << 10;
        var begun = Stopwatch.GetTimestamp();
        await SendHeadAsync(socket, "/sign-in", "application/x-www-form-urlencoded", 30_000_000);

        var sent = await SendUntilEndAsync(socket, 30_000_000);

        // What is in the buffers of both ends, which grow to a few megabytes; nobody received the rest.
        Assert.InRange(sent, 1, 15_000_000);
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Of_who_is_signed_in_all_of_it_is_taken_and_the_answer_is_read()
    {
        using var program = await (await (await host.NewDistrictAsync()).PersonAsync("Long", [], age: 30)).ApiAsync();
        using var socket = await ConnectAsync();
        socket.SendBufferSize = 64 << 10;
        await SendHeadAsync(
            socket,
            "/api/v1/enrollments/0198c0de00007000800000000000abcd/artifacts",
            "application/json",
            12_000_000,
            program.DefaultRequestHeaders.Authorization
        );

        Assert.Equal(12_000_000, await SendUntilEndAsync(socket, 12_000_000));

        Assert.StartsWith("HTTP/1.1 413", await FirstLineAsync(socket), StringComparison.Ordinal);
    }

    /// <summary>How much went off before the other end closed the connection.</summary>
    private static async Task<int> SendUntilEndAsync(Socket socket, int length)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var (sent, chunk) = (0, new byte[16 << 10]);
        try
        {
            while (sent < length)
                sent += await socket.SendAsync(chunk.AsMemory(0, Math.Min(chunk.Length, length - sent)), patience.Token);
        }
        catch (SocketException)
        {
            // Closed.
        }
        return sent;
    }

    [Fact]
    public async Task What_is_no_form_is_words_where_files_are_taken_too()
    {
        using var program = await (await (await host.NewDistrictAsync()).PersonAsync("Words", [], age: 30)).ApiAsync();
        using var socket = await ConnectAsync();

        await SendHeadAsync(
            socket,
            "/api/v1/enrollments/0198c0de00007000800000000000abcd/artifacts",
            "application/json",
            2_000_000,
            program.DefaultRequestHeaders.Authorization
        );
        await socket.SendAsync(new byte[2_000_000]); // for a signed-in person it is discarded, so that they read the answer

        Assert.StartsWith("HTTP/1.1 413", await FirstLineAsync(socket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_one_address_a_few_large_bodies_are_listened_to_and_others_go_on()
    {
        var spool = new DirectoryInfo(Sweep.SpoolOf(host.App.Services.GetRequiredService<CairnOptions>()));
        var before = Spooled(spool);
        List<Socket> slow = [];
        try
        {
            for (var i = 0; i < 12; i++)
            {
                var socket = await ConnectAsync("127.0.0.77");
                slow.Add(socket);
                await SendHeadAsync(socket, "/api/v1/verify", "application/octet-stream", 8_000_000);
                _ = socket.SendAsync(new byte[1_000_000]); // and then nothing
            }
            await Task.Delay(300);

            Assert.InRange(Spooled(spool) - before, 0, 3);
            using var other = host.Anonymous();
            using var verified = await other.PostAsync(new Uri("/api/v1/verify", UriKind.Relative), new ByteArrayContent("{}"u8.ToArray()));
            Assert.Equal(HttpStatusCode.OK, verified.StatusCode);
        }
        finally
        {
            slow.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task The_api_s_description_is_written_once()
    {
        using var client = host.Anonymous();
        var first = await client.GetByteArrayAsync(new Uri("/openapi/v1.json", UriKind.Relative));

        using var second = await client.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative));

        Assert.NotNull(second.Headers.Age);
        Assert.Equal(first, await second.Content.ReadAsByteArrayAsync());
        using var spelled = await client.GetAsync(new Uri("/OpenAPI/v1.json?x=1", UriKind.Relative));
        Assert.Equal(("/openapi/v1.json", HttpStatusCode.MovedPermanently), (spelled.Headers.Location!.OriginalString, spelled.StatusCode));
    }

    [Fact]
    public async Task Health_is_answered_whoever_takes_all_places()
    {
        var lines = host.App.Services.GetRequiredService<Lines>();
        List<IDisposable> taken = [];
        for (var i = 0; i < 8 * Environment.ProcessorCount; i++)
            taken.Add((await lines.Everything.TakeAsync($"taken {i}", default))!);

        using var client = host.Anonymous();
        using var health = await client.GetAsync(new Uri("/health/live", UriKind.Relative)).WaitAsync(TimeSpan.FromSeconds(5));

        taken.ForEach(turn => turn.Dispose());
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    private static int Spooled(DirectoryInfo spool) => spool.Exists ? spool.GetFiles().Length : 0;

    private async Task<Socket> ConnectAsync(string from = "127.0.0.1")
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, host.Address.Port);
        return socket;
    }

    private static async Task SendHeadAsync(Socket socket, string address, string type, int length, AuthenticationHeaderValue? by = null) =>
        await socket.SendAsync(
            Encoding.ASCII.GetBytes(
                $"POST {address} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nContent-Type: {type}\r\nContent-Length: {length}\r\n{(by is null ? "" : $"Authorization: {by}\r\n")}\r\n"
            )
        );

    private static async Task<string> FirstLineAsync(Socket socket)
    {
        var buffer = new byte[4096];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var read = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
        return Encoding.ASCII.GetString(buffer, 0, read).Split('\r')[0];
    }
}
