using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Credentials.Jose;
using Cairn.Credentials.Keys;
using Cairn.Credentials.Status;
using Cairn.Credentials.Tests.Verification;

namespace Cairn.Credentials.Tests.Cli;

public sealed class VerifyCommandTests : IDisposable
{
    readonly CommandLine cairn = new();

    // In a separate process, as people run it: how letters are compared is a process setting.
    [Theory]
    [InlineData("ZOE\u0308@north.example", 0)]
    [InlineData("zoe@north.example", 1)]
    public async Task A_recipient_is_compared_in_every_unicode_form(string recipient, int exit)
    {
        var badge = Scenario.Badge();
        badge["credentialSubject"]!["identifier"] = new JsonArray(
            JsonNode.Parse(
                """{"type":"IdentityObject","hashed":false,"identityHash":"Zo\u00eb@north.example","identityType":"emailAddress"}"""
            )
        );
        var file = cairn.Write("badge.json", Scenario.Sign(badge));
        var program = Path.Combine(AppContext.BaseDirectory, "cairn.dll");

        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [program, "verify", file, "--at", "2026-05-01T00:00:00Z", "--recipient", recipient])
            {
                RedirectStandardOutput = true,
            }
        )!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(exit == process.ExitCode, said);
    }

    [Fact]
    public async Task A_valid_file_exits_0_and_says_so()
    {
        Assert.Equal(0, await cairn.RunAsync("verify", cairn.Write("badge.json", Scenario.Sign(Scenario.Badge()))));
        Assert.StartsWith("SIGNER UNKNOWN. Signed by a key that nobody here knows.", cairn.Output, StringComparison.Ordinal);
        Assert.Contains("North School", cairn.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_is_read()
    {
        cairn.Input = Scenario.Sign(Scenario.Badge());

        Assert.Equal(0, await cairn.RunAsync("verify", "-"));
    }

    [Fact]
    public async Task Json_is_the_report_and_nothing_else()
    {
        var signed = Scenario.Sign(Scenario.Badge());

        Assert.Equal(0, await cairn.RunAsync("verify", "--json", cairn.Write("badge.json", signed)));

        var report = await Scenario.VerifyAsync(signed);
        Assert.Equal(System.Text.Encoding.UTF8.GetString(report.ToJson()) + Environment.NewLine, cairn.Output);
    }

    [Fact]
    public async Task Fails_when_it_was_changed()
    {
        var changed = Scenario.Changed(Scenario.Sign(Scenario.Badge()), badge => badge["name"] = "Another");

        Assert.Equal(1, await cairn.RunAsync("verify", cairn.Write("badge.json", changed)));
        Assert.Contains("NOT VALID", cairn.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a badge")]
    [InlineData("{\"@context\":")]
    [InlineData("\u0089PNG\r\n")]
    [InlineData("{\"a\":1}")]
    public async Task There_is_nothing_to_check_when_it_is_no_credential(string content)
    {
        Assert.Equal(2, await cairn.RunAsync("verify", "--json", cairn.Write("badge.json", content)));

        using var report = JsonDocument.Parse(cairn.Output);
        Assert.Equal("not-determinable", report.RootElement.GetProperty("verdict").GetString());
        Assert.Equal("headline.nothing", report.RootElement.GetProperty("headline").GetProperty("code").GetString());
        Assert.Equal("", cairn.Error);
    }

    [Fact]
    public async Task A_photo_is_named_and_nothing_is_said_against_it()
    {
        Assert.Equal(
            2,
            await cairn.RunAsync(
                "verify",
                cairn.Write("badge.jpg", [0xff, 0xd8, 0xff, 0xe0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0])
            )
        );
        Assert.StartsWith("NOTHING TO CHECK. No badge in this file.", cairn.Output, StringComparison.Ordinal);
        Assert.Contains("JPEG", cairn.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("NOT VALID", cairn.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_video_that_is_longer_than_is_read_is_named_too()
    {
        var video = new byte[(32 * 1024 * 1024) + 100];
        "\0\0\0\u0018ftypmp42"u8.CopyTo(video);

        Assert.Equal(2, await cairn.RunAsync("verify", "--json", cairn.Write("film.mp4", video)));
        Assert.Contains("parse.file-video", cairn.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_line_says_whom_the_list_knows_and_not_what_the_credential_calls_itself()
    {
        var file = cairn.Write("badge.json", Scenario.Sign(Scenario.Badge()));
        var list = cairn.Write("county.json", $$"""{"issuers":[{"id":"{{Scenario.Did}}","name":"Marrow Bay School"}]}""");

        Assert.Equal(0, await cairn.RunAsync("verify", file, "--trust", list));
        Assert.StartsWith("VALID. This credential is real: Marrow Bay School signed it.", cairn.Output, StringComparison.Ordinal);
        Assert.Contains("The credential itself calls its issuer “North School”.", cairn.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not been taken back", cairn.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_stranger_says_of_itself_is_told_as_its_word()
    {
        await cairn.RunAsync("verify", cairn.Write("badge.json", Scenario.Sign(Scenario.Badge())));

        Assert.Contains("It calls itself “North School”.", cairn.Output, StringComparison.Ordinal);
        Assert.Contains("  It says of itself", cairn.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "taken back.",
            cairn.Output.Replace("of what was taken back", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Fails_when_judged_at_an_instant_before_it_was_valid() =>
        Assert.Equal(
            1,
            await cairn.RunAsync("verify", "--at", "2026-02-01T00:00:00Z", cairn.Write("badge.json", Scenario.Sign(Scenario.Badge())))
        );

    [Fact]
    public async Task Is_undecided_when_the_status_list_is_not_at_hand_and_decided_when_it_is_handed_in()
    {
        const string address = "https://north.example/status/1";
        var badge = Scenario.Badge();
        badge["credentialStatus"] = new StatusListEntry(address, 7).ToJson();
        var file = cairn.Write("badge.json", Scenario.Sign(badge));
        StatusListCredential list = new(address, Scenario.Did, Scenario.Signed, "revocation", new());
        var clear = cairn.Write("clear.json", Scenario.Sign(System.Text.Json.Nodes.JsonNode.Parse(list.ToJsonUtf8Bytes())!.AsObject()));
        list.List.Set(7);
        var set = cairn.Write("set.json", Scenario.Sign(System.Text.Json.Nodes.JsonNode.Parse(list.ToJsonUtf8Bytes())!.AsObject()));

        Assert.Equal(2, await cairn.RunAsync("verify", file));
        Assert.Equal(0, await cairn.RunAsync("verify", file, "--status-list", clear));
        Assert.Equal(1, await cairn.RunAsync("verify", file, "--status-list", set));
        var jwt = JwtCredential.Sign(
            list.ToJsonUtf8Bytes(),
            Scenario.Key,
            new() { Form = JwtForm.VcJose, KeyId = DidKey.VerificationMethod(Scenario.Key.PublicKey) }
        );
        Assert.Equal(1, await cairn.RunAsync("verify", file, "--status-list", cairn.Write("set.jwt", jwt)));
    }

    [Fact]
    public async Task Trust_counts_when_a_store_is_given()
    {
        var file = cairn.Write("badge.json", Scenario.Sign(Scenario.Badge()));

        Assert.Equal(
            0,
            await cairn.RunAsync("verify", file, "--trust", cairn.Write("ours.json", $$"""{"issuers":["{{Scenario.Did}}"]}"""))
        );
        Assert.Equal(
            2,
            await cairn.RunAsync("verify", file, "--trust", cairn.Write("others.json", """{"issuers":["did:web:south.example"]}"""))
        );
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("verify", "a", "b")]
    [InlineData("verify", "--what", "a")]
    [InlineData("frobnicate")]
    [InlineData]
    [InlineData("verify", "no-such-file.json")]
    [InlineData("verify", "/")]
    [InlineData("verify", "https://north.example/badge.json")]
    [InlineData("verify", "-", "--at", "tomorrow")]
    [InlineData("verify", "-", "--trust", "no-such-file.json")]
    [InlineData("verify", "-", "--status-list", "no-such-file.json")]
    [InlineData("sign", "-")]
    [InlineData("sign", "-", "--key", "no-such-file.json")]
    public async Task Exits_64_when_it_was_asked_wrongly(params string[] arguments)
    {
        Assert.Equal(64, await cairn.RunAsync(arguments));
        Assert.NotEmpty(cairn.Error);
        Assert.Equal("", cairn.Output);
    }

    [Theory]
    [InlineData("--trust", "[]")]
    [InlineData("--status-list", "{}")]
    public async Task Exits_64_when_a_file_beside_is_of_another_shape(string option, string content) =>
        Assert.Equal(64, await cairn.RunAsync("verify", "-", option, cairn.Write("beside.json", content)));

    [Fact]
    public async Task A_report_says_first_why_and_spares_people_long_keys()
    {
        var badge = Scenario.Badge();
        badge["credentialStatus"] = new StatusListEntry("https://north.example/status/1", 7).ToJson();

        Assert.Equal(2, await cairn.RunAsync("verify", cairn.Write("badge.json", Scenario.Sign(badge))));
        Assert.Contains("CANNOT BE DECIDED", cairn.Output, StringComparison.Ordinal);
        Assert.Contains("--online", cairn.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Scenario.Did, cairn.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_stranger_wrote_cannot_rewrite_the_terminal()
    {
        var badge = Scenario.Badge();
        badge["credentialSubject"]!["achievement"]!["name"] = "Plan\e[2J\u202e";

        await cairn.RunAsync("verify", cairn.Write("badge.json", Scenario.Sign(badge)));

        Assert.DoesNotContain("\e", cairn.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202e", cairn.Output, StringComparison.Ordinal);
    }

    public void Dispose() => cairn.Dispose();
}
