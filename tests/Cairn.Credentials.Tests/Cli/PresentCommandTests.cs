using System.Text.Json;
using Cairn.Credentials.Baking;
using Cairn.Credentials.Tests.Baking;
using Cairn.Credentials.Tests.Verification;

namespace Cairn.Credentials.Tests.Cli;

public sealed class PresentCommandTests : IDisposable
{
    readonly CommandLine cairn = new();

    [Theory]
    [InlineData("ed25519")]
    [InlineData("p256", "--jwt")]
    [InlineData("ed25519", "--suite", "eddsa-jcs-2022")]
    public async Task What_is_presented_verifies_where_it_was_asked_for(string algorithm, params string[] way)
    {
        var shown = await PresentAsync(algorithm, ["--challenge", "abc", "--domain", "https://verifier.example", .. way]);

        Assert.Equal(0, await cairn.RunAsync("verify", shown, "--challenge", "abc", "--domain", "https://verifier.example"));
        Assert.Contains("A presentation of 2 credentials", cairn.Output, StringComparison.Ordinal);
        Assert.Equal(1, await cairn.RunAsync("verify", shown, "--challenge", "another"));
        Assert.Equal(1, await cairn.RunAsync("verify", shown, "--domain", "https://another.example"));
    }

    [Fact]
    public async Task Json_has_a_report_for_each_credential()
    {
        var shown = await PresentAsync("ed25519", []);

        Assert.Equal(0, await cairn.RunAsync("verify", shown, "--json"));
        using var report = JsonDocument.Parse(cairn.Output);
        Assert.Equal(2, report.RootElement.GetProperty("credentials").GetArrayLength());
    }

    [Fact]
    public async Task The_record_of_it_is_the_same_each_time()
    {
        var shown = await PresentAsync("p256", ["--jwt"]);
        string[] verify = ["verify", shown, "--canonical", "--at", "2026-05-01T00:00:00Z"];

        Assert.Equal(0, await cairn.RunAsync(verify));
        var first = cairn.Output;
        Assert.Equal(0, await cairn.RunAsync(verify));
        Assert.Equal(first + first, cairn.Output);
    }

    [Fact]
    public async Task Exits_64_when_it_was_asked_wrongly()
    {
        var badge = cairn.Write("badge.json", Scenario.Sign(Scenario.Badge()));
        Assert.Equal(64, await cairn.RunAsync("verify", badge, "--challenge", "abc"));
        Assert.Equal(64, await cairn.RunAsync("present", badge));
        Assert.Equal(64, await cairn.RunAsync("present", "--key", "key.json"));
        var key = cairn.PathOf("key.json");
        Assert.Equal(0, await cairn.RunAsync("keygen", "--out", key));
        Assert.Equal(64, await cairn.RunAsync("present", badge, "--key", key, "--jwt", "--suite", "eddsa-jcs-2022"));
    }

    [Fact]
    public async Task Fails_when_there_is_no_credential_to_show()
    {
        var key = cairn.PathOf("key.json");
        Assert.Equal(0, await cairn.RunAsync("keygen", "--out", key));
        Assert.Equal(1, await cairn.RunAsync("present", cairn.Write("nothing.txt", "nothing"), "--key", key));
        Assert.Equal(
            1,
            await cairn.RunAsync("present", cairn.Write("plain.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), "--key", key)
        );
    }

    async Task<string> PresentAsync(string algorithm, string[] more)
    {
        var (key, shown) = (cairn.PathOf("key.json"), cairn.PathOf("shown"));
        Assert.Equal(0, await cairn.RunAsync("keygen", "--out", key, "--algorithm", algorithm));
        var signed = Scenario.Sign(Scenario.Badge());
        Assert.True(BakedImage.TryBake(Pictures.Png, signed, out var picture, out _));
        Assert.Equal(
            0,
            await cairn.RunAsync([
                "present",
                cairn.Write("badge.json", signed),
                cairn.Write("badge.png", picture),
                "--key",
                key,
                "--out",
                shown,
                .. more,
            ])
        );
        return shown;
    }

    public void Dispose() => cairn.Dispose();
}
