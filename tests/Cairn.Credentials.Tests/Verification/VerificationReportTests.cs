using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cairn.Credentials.Verification;
using static Cairn.Credentials.Tests.Verification.Scenario;

namespace Cairn.Credentials.Tests.Verification;

public sealed partial class VerificationReportTests
{
    [Fact]
    public async Task The_same_bytes_at_the_same_instant_give_the_same_report() =>
        Assert.Equal((await VerifyAsync(Sign(Badge()))).ToJson(), (await VerifyAsync(Sign(Badge()))).ToJson());

    [Fact]
    public async Task Its_json_names_every_check_in_order()
    {
        using var json = JsonDocument.Parse((await VerifyAsync(Sign(Badge()))).ToJson());

        Assert.Equal("pass", json.RootElement.GetProperty("verdict").GetString());
        var checks = json.RootElement.GetProperty("checks").EnumerateArray().ToList();
        Assert.Equal([.. CheckNames.All, CheckNames.Authority], checks.Select(check => check.GetProperty("name").GetString()));
        Assert.All(
            checks,
            check => Assert.Equal(["name", "outcome", "code", "reason", "clause"], check.EnumerateObject().Select(member => member.Name))
        );
    }

    [Fact]
    public void Every_code_of_the_source_has_its_sentence_and_every_sentence_its_code()
    {
        var codes = Directory
            .EnumerateFiles(Path.Combine(Source(), "Verification"), "*.cs", SearchOption.AllDirectories)
            .Concat([Path.Combine(Source(), "Proofs", "ProofFailure.cs")])
            .Where(file => !file.EndsWith("CheckReasons.cs", StringComparison.Ordinal))
            .SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .ToHashSet();

        Assert.Equal(CheckReasons.All.Keys.Order(), codes.Order());
    }

    static string Source([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "src", "Cairn.Credentials"));

    [GeneratedRegex(
        "\"((?:parse|proof|key|issuer|holder|endorsement|authority|related|record|refresh|recipient|validity|status|schema|achievement|trust)\\.[a-z0-9-]+)\""
    )]
    private static partial Regex Code();
}
