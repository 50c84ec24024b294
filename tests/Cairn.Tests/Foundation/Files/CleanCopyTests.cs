using System.Text;
using Cairn.Foundation.Files;

namespace Cairn.Tests.Foundation.Files;

/// <summary>Nobody learns from a stored file where it was made; what cannot be followed to its end is not stored.</summary>
[Collection("sqlite")]
public sealed class CleanCopyTests(SqliteHost host) : IAsyncLifetime
{
    private static readonly byte[] Place = Encoding.ASCII.GetBytes("Elm Street");
    private readonly string _root = Directory.CreateTempSubdirectory("cairn-clean-").FullName;
    private FileStore _files = null!;

    public async ValueTask InitializeAsync() => _files = (await StoreOf.NewAsync(host, _root)).Files;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }

    public static TheoryData<string> Kinds => [.. Containers.All.Keys];

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_file_is_kept_without_its_place_and_with_what_it_shows(string kind)
    {
        var (mediaType, bytes) = Containers.All[kind];
        Assert.True(kind is "amr" || bytes.AsSpan().IndexOf(Place) >= 0);

        var kept = await AcceptAsync(bytes);

        Assert.Null(kept.Refusal);
        Assert.Equal(mediaType, kept.Value.Kind.MediaType);
        var stored = await ReadAsync(kept.Value.Sha256);
        Assert.True(stored.AsSpan().IndexOf(Place) < 0);
        Assert.True(stored.AsSpan().IndexOf(Containers.Shown) >= 0);
        // Cleaned again it stays as it is: what was written can be read.
        Assert.Equal(kept.Value.Sha256, (await AcceptAsync(stored)).Value.Sha256);
    }

    /// <summary>Cut anywhere, or changed anywhere: refused with the sentence, or clean.</summary>
    [Theory, MemberData(nameof(Kinds))]
    public async Task Fails_when_it_is_damaged_or_is_clean_nevertheless(string kind)
    {
        var bytes = Containers.All[kind].Bytes;
        var random = new Random(3);
        var damaged = Enumerable.Range(0, 24).Select(i => bytes[..(12 + i * (bytes.Length - 12) / 24)]);
        damaged = damaged.Concat(Enumerable.Range(0, 40).Select(_ => Changed(bytes, random)));
        foreach (var one in damaged)
        {
            var kept = await AcceptAsync(one);
            if (kept.Refusal is { } refusal)
                Assert.Contains(refusal.Code, (string[])["files.unreadable", "files.unknown", "files.damaged"]);
            else if (kept.Value.Kind.Family is not (FileFamily.Text or FileFamily.Document))
                Assert.True((await ReadAsync(kept.Value.Sha256)).AsSpan().IndexOf(Place) < 0);
        }
    }

    private static byte[] Changed(byte[] bytes, Random random)
    {
        var changed = (byte[])bytes.Clone();
        changed[random.Next(12, changed.Length)] = (byte)random.Next(256);
        return changed;
    }

    private async Task<byte[]> ReadAsync(string sha256)
    {
        await using var stream = _files.Open(sha256)!;
        var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    private Task<Cairn.Foundation.Outcome<KeptFile>> AcceptAsync(byte[] content) =>
        _files.AcceptAsync(new MemoryStream(content), 1 << 20, Enum.GetValues<FileFamily>(), Guid.Empty, CancellationToken.None);
}
