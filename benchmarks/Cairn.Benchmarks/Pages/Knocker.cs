using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cairn.Benchmarks.Pages;

/// <summary>
/// One connection that requests the same thing again and again, one answer after the other. Bare sockets: the client must cost less than
/// what is measured.
/// </summary>
sealed class Knocker(int port, Target target) : IDisposable
{
    static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();
    static readonly byte[] LastChunk = "\r\n0\r\n\r\n"u8.ToArray();

    readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly byte[]? request = target.Form is null ? Write(target, 0) : null;
    byte[] buffer = new byte[64 * 1024];
    long sent;

    /// <summary>How many answers came until <paramref name="stop"/> says so.</summary>
    public async Task<long> RunAsync(Func<bool> stop)
    {
        if (!socket.Connected)
            await socket.ConnectAsync(IPAddress.Loopback, port);
        for (long count = 0; ; count++)
        {
            if (stop())
                return count;
            await socket.SendAsync(request ?? Write(target, sent++));
            await ReceiveAsync();
        }
    }

    public void Dispose() => socket.Dispose();

    async ValueTask ReceiveAsync()
    {
        for (var (length, whole) = (0, -1); ; )
        {
            if (length == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0)
                throw new IOException($"{target.Name}: the server closed the connection.");
            length += read;
            if (whole < 0)
            {
                var head = buffer.AsSpan(0, length).IndexOf(HeadEnd);
                if (head < 0)
                    continue;
                whole = WholeLength(Encoding.ASCII.GetString(buffer, 0, head), head);
            }
            if (whole > 0 ? length >= whole : buffer.AsSpan(0, length).EndsWith(LastChunk))
                return;
        }
    }

    /// <summary>Head and body; 0 for an answer in chunks.</summary>
    int WholeLength(string head, int end)
    {
        if (!head.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
            throw new InvalidOperationException($"{target.Name}: {head.Split('\r')[0]}");
        const string name = "\r\nContent-Length: ";
        var at = head.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? 0 : end + HeadEnd.Length + int.Parse(head[(at + name.Length)..].Split('\r')[0], CultureInfo.InvariantCulture);
    }

    static byte[] Write(Target target, long n)
    {
        var body = target.BodyOf(n);
        List<string> head = [$"{(body is null ? "GET" : "POST")} {target.Path} HTTP/1.1", "Host: localhost", $"Accept: {target.Accept}"];
        if (target.Cookie is not null)
            head.Add($"Cookie: {target.Cookie}");
        if (body is not null)
            head.AddRange([$"Content-Type: {target.ContentType}", $"Content-Length: {body.Length}"]);
        return [.. Encoding.ASCII.GetBytes(string.Join("\r\n", head) + "\r\n\r\n"), .. body ?? []];
    }
}
