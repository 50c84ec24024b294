using System.Text.Json;
using Cairn.Credentials.Tests.Oracle;

namespace Cairn.Tests.Awarding;

/// <summary>What Cairn issues, judged by software that is not ours.</summary>
[Collection("sqlite")]
public sealed class OracleTests(SqliteHost host, NodeOracle oracle) : IClassFixture<NodeOracle>
{
    [OracleTheory]
    [InlineData(40)]
    [InlineData(12)]
    public async Task What_is_issued_the_oracle_verifies(int age)
    {
        host.Clock.BackToReal();
        var journey = await Journey.BeginAsync(host, age);
        var credential = await journey.CredentialAsync(await journey.EarnAsync());

        Assert.True(await oracle.VerifiesAsync(credential.Bytes));
        Assert.True(await oracle.VerifiesAsync(await GrantingTests.StatusListAsync(journey, credential.Bytes)));
    }

    [OracleFact]
    public async Task Fails_when_the_results_are_changed()
    {
        host.Clock.BackToReal();
        var journey = await Journey.BeginAsync(host);
        var credential = await journey.CredentialAsync(await journey.EarnAsync());
        using var json = JsonDocument.Parse(credential.Bytes);
        var digest = json.RootElement.GetProperty("credentialSubject").GetProperty("result")[2].GetProperty("value").GetString()!;

        var tampered = System.Text.Encoding.UTF8.GetString(credential.Bytes).Replace(digest, new string('0', 64), StringComparison.Ordinal);

        Assert.False(await oracle.VerifiesAsync(System.Text.Encoding.UTF8.GetBytes(tampered)));
    }
}
