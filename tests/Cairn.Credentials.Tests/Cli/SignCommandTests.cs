using System.Text.Json;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Tests.Verification;

namespace Cairn.Credentials.Tests.Cli;

public sealed class SignCommandTests : IDisposable
{
    readonly CommandLine cairn = new();

    [Fact]
    public async Task A_new_key_signs_what_then_verifies_and_travels_in_a_picture()
    {
        var key = cairn.PathOf("key.json");
        Assert.Equal(0, await cairn.RunAsync("keygen", "--out", key));
        using var pair = JsonDocument.Parse(File.ReadAllBytes(key));
        var did = pair.RootElement.GetProperty("controller").GetString();
        var unsigned = cairn.Write("unsigned.json", Scenario.Badge(did).ToJsonString());
        var picture = cairn.Write("badge.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>");
        var (signed, baked, taken) = (cairn.PathOf("signed.json"), cairn.PathOf("baked.svg"), cairn.PathOf("taken.json"));

        Assert.Equal(0, await cairn.RunAsync("sign", unsigned, "--key", key, "--out", signed));
        Assert.Equal(0, await cairn.RunAsync("bake", picture, signed, "--out", baked));
        Assert.Equal(0, await cairn.RunAsync("unbake", baked, "--out", taken));
        Assert.Equal(0, await cairn.RunAsync("verify", baked));
        Assert.Equal(0, await cairn.RunAsync("inspect", baked));
        Assert.Equal(File.ReadAllBytes(signed), File.ReadAllBytes(taken));
    }

    [Fact]
    public async Task The_same_key_and_date_give_the_same_bytes_on_standard_output()
    {
        var key = KeyFile();
        var unsigned = cairn.Write("unsigned.json", Scenario.Badge().ToJsonString());

        Assert.Equal(0, await cairn.RunAsync("sign", unsigned, "--key", key, "--created", "2026-03-01T12:00:00Z"));

        Assert.Equal(Scenario.Sign(Scenario.Badge()), cairn.Bytes);
        Assert.Equal("", cairn.Error);
    }

    [Fact]
    public async Task Warns_when_the_issuer_is_another()
    {
        var unsigned = cairn.Write("unsigned.json", Scenario.Badge("did:web:north.example").ToJsonString());

        Assert.Equal(0, await cairn.RunAsync("sign", unsigned, "--key", KeyFile()));
        Assert.Contains(Scenario.Did, cairn.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("{\"a\":1}")]
    [InlineData("{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],\"nickname\":\"x\"}")]
    [InlineData("{\"@context\":[\"https://www.w3.org/ns/credentials/v2\",\"https://example.org/c\"],\"name\":\"x\"}")]
    public async Task Fails_when_it_cannot_be_signed(string content)
    {
        Assert.Equal(1, await cairn.RunAsync("sign", cairn.Write("unsigned.json", content), "--key", KeyFile()));
        Assert.NotEmpty(cairn.Error);
        Assert.Empty(cairn.Bytes);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no")]
    [InlineData("{\"secretKeyMultibase\":\"z3u2\"}")]
    public async Task Exits_64_when_the_key_file_holds_no_key(string content) =>
        Assert.Equal(64, await cairn.RunAsync("sign", "-", "--key", cairn.Write("key.json", content)));

    [Fact]
    public async Task A_key_file_is_never_overwritten_and_nobody_else_can_read_it()
    {
        var key = cairn.PathOf("key.json");
        Assert.Equal(0, await cairn.RunAsync("keygen", "--out", key));
        var before = File.ReadAllBytes(key);

        Assert.Equal(64, await cairn.RunAsync("keygen", "--out", key));
        Assert.Equal(before, File.ReadAllBytes(key));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
    }

    [Fact]
    public async Task Fails_when_there_is_nothing_to_take_out_of_a_picture()
    {
        var picture = cairn.Write("plain.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");

        Assert.Equal(1, await cairn.RunAsync("unbake", picture));
        Assert.Equal(1, await cairn.RunAsync("inspect", picture));
    }

    public void Dispose() => cairn.Dispose();

    string KeyFile() =>
        cairn.Write(
            "signing-key.json",
            $$"""{"secretKeyMultibase":"{{SigningKey.SeedToMultikey([.. Enumerable.Range(1, 32).Select(i => (byte)i)])}}"}"""
        );
}
