using System.Security.Cryptography;
using System.Text;
using Cairn.Foundation.Files;

namespace Cairn.Tests.Foundation.Files;

[Collection("sqlite")]
public sealed class FileStoreTests(SqliteHost host) : IAsyncLifetime
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("stone ", 50_000)));
    private readonly string _root = Directory.CreateTempSubdirectory("cairn-files-").FullName;
    private FileStore _files = null!;

    public async ValueTask InitializeAsync() => _files = (await StoreOf.NewAsync(host, _root)).Files;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_file_comes_back_by_its_digest()
    {
        var kept = (await AcceptAsync(Text)).Value;
        Assert.Equal(
            (Convert.ToHexStringLower(SHA256.HashData(Text)), Text.Length, "text/plain"),
            (kept.Sha256, kept.Size, kept.Kind.MediaType)
        );

        await using var stream = _files.Open(kept.Sha256)!;
        var read = new MemoryStream();
        await stream.CopyToAsync(read);
        Assert.Equal(Text, read.ToArray());
    }

    [Fact]
    public async Task Keeping_it_twice_at_the_same_instant_is_a_no_op()
    {
        var kept = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => AcceptAsync(Text)));
        Assert.Single(kept.Select(k => k.Value.Sha256).Distinct());
        Assert.Single(Directory.GetFiles(_root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Another_district_does_not_see_it()
    {
        var kept = (await AcceptAsync(Text)).Value;
        Assert.Null((await StoreOf.NewAsync(host, _root)).Files.Open(kept.Sha256));
    }

    [Fact]
    public async Task Of_a_drawing_only_the_harmless_copy_is_kept()
    {
        var svg = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script><path d='M0 0'/></svg>"u8.ToArray();
        var kept = (await AcceptAsync(svg)).Value;
        using var reader = new StreamReader(_files.Open(kept.Sha256)!);
        Assert.DoesNotContain("script", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.NotEqual(Convert.ToHexStringLower(SHA256.HashData(svg)), kept.Sha256);
    }

    [Fact]
    public async Task Erasing_takes_it_away_and_twice_is_a_no_op()
    {
        var kept = (await AcceptAsync(Text)).Value;
        _files.Erase(kept.Sha256);
        _files.Erase(kept.Sha256);
        Assert.Null(_files.Open(kept.Sha256));
    }

    [Fact]
    public async Task What_was_left_half_written_is_taken_away_when_it_is_old()
    {
        await AcceptAsync(Text);
        var incoming = Directory.GetDirectories(_root, "incoming", SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(Path.Combine(incoming, "a"), "half");
        _files.RemoveAbandoned(new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Single(Directory.GetFiles(incoming));
        _files.RemoveAbandoned(new DateTimeOffset(2101, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Empty(Directory.GetFiles(incoming));
    }

    [Fact]
    public async Task Fails_when_it_is_too_big_of_another_family_or_unknown_and_keeps_nothing()
    {
        Assert.Equal(
            "files.size",
            (await _files.AcceptAsync(new MemoryStream(Text), Text.Length - 1, [FileFamily.Text], Guid.Empty, default)).Refusal?.Code
        );
        Assert.Equal(
            "files.family",
            (await _files.AcceptAsync(new MemoryStream(Text), Text.Length, [FileFamily.Picture], Guid.Empty, default)).Refusal?.Code
        );
        Assert.Equal("files.unknown", (await AcceptAsync("MZ\0\0"u8.ToArray())).Refusal?.Code);
        Assert.Equal(
            "files.svg-malformed",
            (await AcceptAsync("<svg xmlns='http://www.w3.org/2000/svg'><g></svg>"u8.ToArray())).Refusal?.Code
        );
        Assert.Empty(Directory.GetFiles(_root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Fails_when_the_sender_gives_up_and_keeps_nothing()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _files.AcceptAsync(new MemoryStream(Text), Text.Length, [FileFamily.Text], Guid.Empty, stop.Token)
        );
        Assert.Empty(Directory.GetFiles(_root, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData(""), InlineData("../../../etc/passwd"), InlineData("ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789")]
    public void Fails_when_the_name_is_no_digest(string name)
    {
        Assert.Throws<ArgumentException>(() => _files.Open(name));
        Assert.Throws<ArgumentException>(() => _files.Erase(name));
    }

    private Task<Cairn.Foundation.Outcome<KeptFile>> AcceptAsync(byte[] content) =>
        _files.AcceptAsync(new MemoryStream(content), 1 << 20, Enum.GetValues<FileFamily>(), Guid.Empty, CancellationToken.None);
}
